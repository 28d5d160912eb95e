import { allow, givenBrands, nameBrands, putBrandsBack, requireReadCommitted } from "../../events/OutboxFunctions.js"
import { serviceLogin } from "../../postgres/roleNames.js"

/**
 * What distinguishes a restored database from the original, and how the stream continues in it. After a dump is restored
 * transaction ids start over, so that no old snapshot says anything about new events: batches start over too, with the next
 * number, and the events that were in none are written again behind all others. Positions stay: they and the effects of the
 * batches before them were restored together.
 */
export const outboxRebase = (schema: string): string => thisDatabase(schema) + haltRelay(schema) + rebase(schema)

/** A rebase is a person's decision: no login of a service of ours makes it. */
const operators = (schema: string): ReadonlyArray<"app" | "span"> =>
  serviceLogin(schema) === schema ? ["span"] : ["app", "span"]

const thisDatabase = (schema: string): string => `
CREATE FUNCTION ${schema}.this_database() RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT format('server %s, timeline %s, database %s', (SELECT system_identifier FROM pg_control_system()),
    left(pg_walfile_name(pg_current_wal_lsn()), 8), (SELECT oid FROM pg_database WHERE datname = current_database()))
$$;
${allow(`${schema}.this_database()`, "app", "span")}`

const haltRelay = (schema: string): string => `
CREATE FUNCTION ${schema}.halt_relay(of_stream uuid, reason text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  UPDATE ${schema}.relay SET halted = reason WHERE stream = of_stream AND halted IS NULL
$$;
${allow(`${schema}.halt_relay(uuid, text)`, "app", "span")}`

/** No events are written during it. The new base sees what this transaction itself has written as still to come. */
const rebase = (schema: string): string => `
CREATE FUNCTION ${schema}.rebase() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  newest ${schema}.relay;
  a pg_snapshot;
  base pg_snapshot;
  mine xid8;
  base_at bigint;
  moved bigint;
  ${givenBrands}
BEGIN
  ${requireReadCommitted}
  LOCK TABLE ${schema}.outbox IN SHARE ROW EXCLUSIVE MODE;
  SELECT * INTO newest FROM ${schema}.relay FOR UPDATE;
  SELECT snapshot INTO STRICT a FROM ${schema}.tick WHERE number = newest.tick;
  base_at := coalesce(pg_sequence_last_value(pg_get_serial_sequence('${schema}.outbox', 'seq')::regclass), 0);
  ${nameBrands}
  WITH waiting AS (
    DELETE FROM ${schema}.outbox
    WHERE seq > newest.base_seq AND (seq > newest.ticked_seq OR NOT pg_visible_in_snapshot(xid, a))
    RETURNING *
  )
  INSERT INTO ${schema}.outbox
    (partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at, trace)
  SELECT partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at, trace
  FROM waiting ORDER BY seq;
  GET DIAGNOSTICS moved = ROW_COUNT;
  ${putBrandsBack}
  mine := pg_current_xact_id();
  SELECT pg_current_snapshot() INTO base;
  IF mine < pg_snapshot_xmax(base) THEN
    SELECT format('%s:%s:%s', least(pg_snapshot_xmin(base), mine), pg_snapshot_xmax(base), string_agg(open::text, ',' ORDER BY open))
    INTO base FROM (SELECT pg_snapshot_xip(base) AS open UNION SELECT mine) AS writing;
  END IF;
  INSERT INTO ${schema}.tick (number, previous, snapshot, seq_from, seq_to) VALUES (newest.tick + 1, base, base, 1, 0);
  UPDATE ${schema}.relay SET tick = newest.tick + 1, stream = gen_random_uuid(), database = ${schema}.this_database(),
    halted = NULL, pending = NULL, pending_xid = NULL, pending_seq = NULL, ticked_seq = base_at, base_seq = base_at, base_tick = newest.tick + 1;
  DELETE FROM ${schema}.next_tick;
  RETURN moved;
END $$;
COMMENT ON FUNCTION ${schema}.rebase IS 'restarts the batches of this database; answers how many events were in none';
${allow(`${schema}.rebase()`, ...operators(schema))}`
