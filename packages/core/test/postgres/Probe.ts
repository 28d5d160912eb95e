import type { MigrationSet } from "../../src/postgres/MigrationSet.js"
import { grants, rowLevelSecurity } from "../../src/postgres/rowLevelSecurity.js"

/** A schema with one brand-owned table, as a domain package would bring it. */
export const probe: MigrationSet = {
  package: "probe",
  schema: "croupier_probe",
  migrations: [
    {
      id: 1,
      name: "note",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_probe.note (
  brand_id text COLLATE "C" NOT NULL,
  id bigint NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (brand_id, id)
);
${rowLevelSecurity("croupier_probe.note")}
${grants("croupier_probe.note", { app: ["SELECT", "INSERT", "UPDATE"], span: ["SELECT"] })}
CREATE FUNCTION croupier_probe.every_brand() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM set_config('croupier.brands', '*', true);
  RETURN (SELECT count(*) FROM croupier_probe.note);
END $$;
GRANT EXECUTE ON FUNCTION croupier_probe.every_brand() TO croupier_app, croupier_span;`
    }
  ]
}
