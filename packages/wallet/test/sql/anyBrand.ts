import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import { walletMigrations } from "../../src/migrations.js"

/** Registers each brand at the first posting for it: most tests use arbitrary brands. */
const registered: MigrationSet = {
  package: "test",
  schema: "croupier_test",
  migrations: [
    {
      id: 1,
      name: "brands as they come",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
INSERT INTO croupier_core.licence VALUES ('test', 'none', 18, '{}');
CREATE FUNCTION croupier_test.register() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO croupier_core.brand SELECT given, 'test', given, '{EUR}', 'EUR', 'open'
  FROM unnest(croupier_core.brands()) AS given
  WHERE NOT EXISTS (SELECT FROM croupier_core.brand WHERE key = given) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER any_brand BEFORE INSERT ON croupier_wallet.transaction
  FOR EACH STATEMENT EXECUTE FUNCTION croupier_test.register();`
    }
  ]
}

/** The wallet's schema where every brand is known. */
export const walletOfAnyBrand: ReadonlyArray<MigrationSet> = [walletMigrations, registered]
