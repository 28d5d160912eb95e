import { allow, givenBrands, nameBrands, putBrandsBack } from "../../events/OutboxFunctions.js"
import type { Migration } from "../../postgres/MigrationSet.js"

/** Dead letters to be taken again, as core's migration `id`. */
export const replayMigrations = (id: number): ReadonlyArray<Migration> => [
  {
    id,
    name: "replays of dead letters",
    kind: "expand",
    oldestCode: "0.1.0",
    up: `
ALTER TABLE croupier_core.dead_letter ADD COLUMN replay boolean NOT NULL DEFAULT false;
CREATE INDEX dead_letter_replay ON croupier_core.dead_letter (consumer, domain) WHERE replay;
CREATE FUNCTION croupier_core.replays_wanted(of_consumer text, of_domain text, of_partitions smallint[])
RETURNS TABLE (brand text, key uuid) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  ${givenBrands}
BEGIN
  ${nameBrands}
  RETURN QUERY SELECT d.brand_id, d.key FROM croupier_core.dead_letter AS d
  WHERE d.consumer = of_consumer AND d.domain = of_domain AND d.replay AND d.partition = ANY (of_partitions)
  GROUP BY d.brand_id, d.key ORDER BY min(d.parked_at) LIMIT 100;
  ${putBrandsBack}
END $$;
${allow("croupier_core.replays_wanted(text, text, smallint[])", "app", "span")}
CREATE INDEX dead_letter_parked ON croupier_core.dead_letter (consumer, domain, parked_at);
CREATE FUNCTION croupier_core.parked_lately(of_consumer text, of_domain text, behind text)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found bigint;
  ${givenBrands}
BEGIN
  ${nameBrands}
  SELECT count(*) INTO found FROM (
    SELECT DISTINCT d.brand_id, d.key FROM croupier_core.dead_letter AS d
    WHERE d.consumer = of_consumer AND d.domain = of_domain AND d.reason <> behind
      AND d.parked_at > croupier_core.now() - interval '10 minutes'
    LIMIT 1000
  ) AS parked;
  ${putBrandsBack}
  RETURN found;
END $$;
COMMENT ON FUNCTION croupier_core.parked_lately IS 'keys parked within ten minutes, without what was parked behind one; at most 1000';
${allow("croupier_core.parked_lately(text, text, text)", "app", "span")}`
  }
]
