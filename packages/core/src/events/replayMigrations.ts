import type { Migration } from "../postgres/MigrationSet.js"
import { allow, givenBrands, nameBrands, putBrandsBack } from "./outboxFunctions.js"

/** Dead letters that somebody wants taken again, as core's migration `id`. */
export const replayMigrations = (id: number): ReadonlyArray<Migration> => [
  {
    id,
    name: "replays of dead letters",
    kind: "expand",
    oldestCode: "0.1.0",
    up: `
ALTER TABLE croupier_core.dead_letter ADD COLUMN replay boolean NOT NULL DEFAULT false;
CREATE INDEX dead_letter_replay ON croupier_core.dead_letter (consumer, domain) WHERE replay;
CREATE FUNCTION croupier_core.replays_wanted(of_consumer text, of_domain text)
RETURNS TABLE (brand text, key uuid) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  ${givenBrands}
BEGIN
  ${nameBrands}
  RETURN QUERY SELECT DISTINCT d.brand_id, d.key FROM croupier_core.dead_letter AS d
  WHERE d.consumer = of_consumer AND d.domain = of_domain AND d.replay LIMIT 100;
  ${putBrandsBack}
END $$;
${allow("croupier_core.replays_wanted(text, text)", "app", "span")}`
  }
]
