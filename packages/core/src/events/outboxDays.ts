import { allow, givenBrands, nameBrands, putBrandsBack } from "./outboxFunctions.js"

/** The days of an outbox: made ahead, and dropped when every consumer has passed them. */
export const outboxDays = (schema: string): string =>
  createDay(schema) + passed(schema) + dropDay(schema) + purgeTicks(schema) + astray(schema)

/** Rows of a day that the default partition has taken stay there: moving them would block every writer. */
const createDay = (schema: string): string => `
CREATE OR REPLACE FUNCTION ${schema}.create_outbox_day(day date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms' SET timezone = 'UTC' AS $$
DECLARE
  name text := 'outbox_' || to_char(day, 'YYYYMMDD');
BEGIN
  IF to_regclass('${schema}.' || name) IS NOT NULL THEN
    RETURN true;
  END IF;
  EXECUTE format('CREATE TABLE ${schema}.%I PARTITION OF ${schema}.outbox FOR VALUES FROM (%L) TO (%L)',
    name, day::timestamptz, (day + 1)::timestamptz);
  EXECUTE format('ALTER TABLE ${schema}.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
  RETURN true;
EXCEPTION WHEN check_violation THEN
  RETURN false;
END $$;
${allow(`${schema}.create_outbox_day(date)`, "app", "span")}
SELECT ${schema}.create_outbox_day((now() AT TIME ZONE 'UTC')::date + ahead) FROM generate_series(0, 3) AS ahead;
`

/**
 * What every consumer has passed for certain: the events that this snapshot sees. NULL while one has still to pass the last
 * rebase, since a snapshot from before it says nothing about events behind it.
 */
const passed = (schema: string): string => `
CREATE FUNCTION ${schema}.outbox_passed() RETURNS pg_snapshot LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN p.tick IS NULL OR p.tick > r.tick THEN newest.snapshot
    WHEN p.tick > r.base_tick THEN t.previous
  END
  FROM ${schema}.relay AS r JOIN ${schema}.tick AS newest ON newest.number = r.tick
  CROSS JOIN (
    SELECT min(tick) AS tick FROM croupier_core.event_position
    WHERE domain = substr('${schema}', length('croupier_') + 1)
  ) AS p LEFT JOIN ${schema}.tick AS t ON t.number = p.tick
$$;
${allow(`${schema}.outbox_passed()`, "app", "span")}`

/** Read through the parent: a day alone shows no rows. */
const dropDay = (schema: string): string => `
CREATE FUNCTION ${schema}.drop_outbox_day(day date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms' SET timezone = 'UTC' SET enable_seqscan = off AS $$
DECLARE
  base bigint := (SELECT base_seq FROM ${schema}.relay);
  passed pg_snapshot := ${schema}.outbox_passed();
  held boolean;
  ${givenBrands}
BEGIN
  IF passed IS NULL THEN
    RETURN false;
  END IF;
  ${nameBrands}
  held := EXISTS (
    SELECT FROM ${schema}.outbox AS o
    WHERE o.occurred_at >= day::timestamptz AND o.occurred_at < (day + 1)::timestamptz
      AND o.xid >= pg_snapshot_xmin(passed) AND NOT pg_visible_in_snapshot(o.xid, passed) AND o.seq > base
  );
  ${putBrandsBack}
  IF held THEN
    RETURN false;
  END IF;
  EXECUTE format('DROP TABLE ${schema}.%I', 'outbox_' || to_char(day, 'YYYYMMDD'));
  RETURN true;
END $$;
COMMENT ON FUNCTION ${schema}.drop_outbox_day IS 'false where a consumer has still to read of it';
${allow(`${schema}.drop_outbox_day(date)`, "app", "span")}`

/** The newest tick stays, since the next one is made against it; so does what a position has still to read. */
const purgeTicks = (schema: string): string => `
CREATE FUNCTION ${schema}.purge_ticks(made_before timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  purged bigint;
BEGIN
  DELETE FROM ${schema}.tick AS t
  WHERE t.at < made_before AND t.number < (SELECT tick FROM ${schema}.relay)
    AND NOT EXISTS (
      SELECT FROM croupier_core.event_position AS p
      WHERE p.domain = substr('${schema}', length('croupier_') + 1) AND p.tick <= t.number
    );
  GET DIAGNOSTICS purged = ROW_COUNT;
  RETURN purged;
END $$;
${allow(`${schema}.purge_ticks(timestamptz)`, "app", "span")}`

/** Old ones that are passed go here one by one. A table that holds what it never should is not worth a count of millions. */
const astray = (schema: string): string => `
CREATE FUNCTION ${schema}.outbox_astray(happened_before timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  base bigint := (SELECT base_seq FROM ${schema}.relay);
  passed pg_snapshot := ${schema}.outbox_passed();
  found bigint;
  ${givenBrands}
BEGIN
  ${nameBrands}
  DELETE FROM ${schema}.outbox_default AS o
  WHERE o.occurred_at < happened_before AND passed IS NOT NULL
    AND (o.seq <= base OR pg_visible_in_snapshot(o.xid, passed));
  SELECT count(*) INTO found FROM (SELECT FROM ${schema}.outbox_default LIMIT 100000) AS rows;
  ${putBrandsBack}
  RETURN found;
END $$;
COMMENT ON FUNCTION ${schema}.outbox_astray IS 'events that no day took, counted up to 100000; old ones that every consumer has passed go';
${allow(`${schema}.outbox_astray(timestamptz)`, "app", "span")}`
