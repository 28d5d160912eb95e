import { allow, givenBrands, lockPositions, nameBrands, putBrandsBack } from "../../events/OutboxFunctions.js"

/** The days of an outbox: made ahead, and dropped when every consumer has passed them. */
export const outboxDays = (schema: string): string =>
  createDay(schema) + passed(schema) + dropDay(schema) + purgeTicks(schema) + astray(schema)

/** Rows of a day that the default partition has taken stay there: moving them would block every writer. */
const createDay = (schema: string): string => `
CREATE FUNCTION ${schema}.create_outbox_day(day date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms' SET timezone = 'UTC' AS $$
DECLARE
  name text := 'outbox_' || to_char(day, 'YYYYMMDD');
BEGIN
  IF abs(day - (croupier_core.now() AT TIME ZONE 'UTC')::date) > 60 THEN
    RAISE EXCEPTION 'no day of an outbox is that far from today: %', day USING ERRCODE = 'insufficient_privilege';
  END IF;
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
 * The events that every consumer has passed for certain: those that this snapshot sees. NULL in a restored database before its
 * rebase, and while a consumer has still to pass the last rebase: a snapshot of one history says nothing about the events of
 * another.
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
    WHERE domain = substr('${schema}', length('croupier_') + 1) AND retired_at IS NULL
  ) AS p LEFT JOIN ${schema}.tick AS t ON t.number = p.tick
  WHERE r.halted IS NULL AND (r.database IS NULL OR r.database = ${schema}.this_database())
$$;
${allow(`${schema}.outbox_passed()`, "app", "span")}`

/**
 * Read through the parent: a day alone shows no rows. Locked before it is read: an event for it in a transaction that is
 * still open would otherwise be committed between the look and the drop, and go with the day.
 */
const dropDay = (schema: string): string => `
CREATE FUNCTION ${schema}.drop_outbox_day(day date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms' SET timezone = 'UTC' SET enable_seqscan = off AS $$
DECLARE
  base bigint;
  passed pg_snapshot;
  held boolean;
  ${givenBrands}
BEGIN
  IF day >= (croupier_core.now() AT TIME ZONE 'UTC')::date - 7 THEN
    RAISE EXCEPTION 'an outbox keeps its events for 7 days: % is not over them', day USING ERRCODE = 'insufficient_privilege';
  END IF;
  ${lockPositions(schema)}
  EXECUTE format('LOCK TABLE ${schema}.%I IN SHARE ROW EXCLUSIVE MODE', 'outbox_' || to_char(day, 'YYYYMMDD'));
  SELECT base_seq INTO base FROM ${schema}.relay;
  passed := ${schema}.outbox_passed();
  IF passed IS NULL THEN
    RETURN false;
  END IF;
  ${nameBrands}
  held := EXISTS (
    SELECT FROM ${schema}.outbox AS o
    WHERE o.occurred_at >= day::timestamptz AND o.occurred_at < (day + 1)::timestamptz
      AND o.xid >= pg_snapshot_xmin(passed) AND o.xid < pg_snapshot_xmax(pg_current_snapshot()) AND NOT pg_visible_in_snapshot(o.xid, passed) AND o.seq > base
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

/**
 * The oldest ticks, some at a time. The newest one stays, since the next one is made against it; so does what a position
 * has still to read.
 */
const purgeTicks = (schema: string): string => `
CREATE FUNCTION ${schema}.purge_ticks(made_before timestamptz, at_most integer) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms' SET enable_seqscan = off AS $$
DECLARE
  unread bigint;
  purged bigint;
BEGIN
  ${lockPositions(schema)}
  SELECT least(r.tick, (
    SELECT min(p.tick) FROM croupier_core.event_position AS p
    WHERE p.domain = substr('${schema}', length('croupier_') + 1) AND p.retired_at IS NULL
  )) INTO unread FROM ${schema}.relay AS r;
  DELETE FROM ${schema}.tick AS t
  WHERE t.at < made_before
    AND t.number = ANY (ARRAY(SELECT o.number FROM ${schema}.tick AS o WHERE o.number < unread ORDER BY o.number LIMIT at_most));
  GET DIAGNOSTICS purged = ROW_COUNT;
  RETURN purged;
END $$;
COMMENT ON FUNCTION ${schema}.purge_ticks IS 'how many went; fewer than at_most where no more are old enough';
${allow(`${schema}.purge_ticks(timestamptz, integer)`, "app", "span")}`

/** A table that holds what it never should is not worth a count of millions. Old ones that are passed go, some at a time. */
const astray = (schema: string): string => `
CREATE FUNCTION ${schema}.outbox_astray() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found bigint;
  ${givenBrands}
BEGIN
  ${nameBrands}
  SELECT count(*) INTO found FROM (SELECT FROM ${schema}.outbox_default LIMIT 100000) AS rows;
  ${putBrandsBack}
  RETURN found;
END $$;
COMMENT ON FUNCTION ${schema}.outbox_astray IS 'events that no day took, counted up to 100000';
${allow(`${schema}.outbox_astray()`, "app", "span")}
CREATE FUNCTION ${schema}.purge_astray(happened_before timestamptz, at_most integer) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms' AS $$
DECLARE
  base bigint;
  passed pg_snapshot;
  purged bigint;
  ${givenBrands}
BEGIN
  ${lockPositions(schema)}
  SELECT base_seq INTO base FROM ${schema}.relay;
  passed := ${schema}.outbox_passed();
  ${nameBrands}
  DELETE FROM ${schema}.outbox_default AS o WHERE o.ctid = ANY (ARRAY(
    SELECT d.ctid FROM ${schema}.outbox_default AS d
    WHERE d.occurred_at < happened_before AND passed IS NOT NULL
      AND (d.seq <= base OR pg_visible_in_snapshot(d.xid, passed))
    LIMIT at_most
  ));
  GET DIAGNOSTICS purged = ROW_COUNT;
  ${putBrandsBack}
  RETURN purged;
END $$;
COMMENT ON FUNCTION ${schema}.purge_astray IS 'how many old events went that no day took and every consumer has passed';
${allow(`${schema}.purge_astray(timestamptz, integer)`, "app", "span")}`
