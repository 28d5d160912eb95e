import { publisherLogin } from "../postgres/RoleNames.js"
import { outboxSchema } from "./OutboxSchema.js"
import { allow, givenBrands, nameBrands, putBrandsBack, settings } from "./outboxFunctions.js"

/**
 * What turns a domain's outbox into numbered batches, for a migration after the one that makes `outbox`: the relay's row,
 * the ticks, `make_tick` and `read_events`. Batch n is what the snapshot of tick n sees and that of tick n - 1 did not, by
 * `seq`; it comes out the same whenever it is asked for. Tick 0 sees nothing, so events from before the migration count.
 */
export const outboxTicks = (domain: string): string => {
  const schema = outboxSchema(domain)
  return tables(schema) + makeTick(schema) + readEvents(schema)
}

const tables = (schema: string): string => `
CREATE TABLE ${schema}.relay (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  epoch bigint NOT NULL,
  tick bigint NOT NULL
);
COMMENT ON TABLE ${schema}.relay IS 'tick: the newest; epoch: of the lease it was made under, a smaller one makes none';
INSERT INTO ${schema}.relay (epoch, tick) VALUES (0, 0);
CREATE TABLE ${schema}.tick (
  number bigint PRIMARY KEY,
  snapshot pg_snapshot NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO ${schema}.tick (number, snapshot) VALUES (0, '3:3:');
GRANT SELECT ON ${schema}.relay, ${schema}.tick TO ${publisherLogin(schema)}, croupier_span;
`

/**
 * Rows new in snapshot `b` against `a`: begun after \`a\`, or open in it. From xmin(a) on, an open writer would make it
 * read everything since that one began.
 */
const newIn = (schema: string, columns: string, wanted: string): string => `
      SELECT ${columns} FROM ${schema}.outbox o
      WHERE o.xid >= pg_snapshot_xmax(a) AND o.xid < pg_snapshot_xmax(b) AND pg_visible_in_snapshot(o.xid, b) ${wanted}
      UNION ALL
      SELECT ${columns} FROM pg_snapshot_xip(a) AS open (xid) JOIN ${schema}.outbox o ON o.xid = open.xid
      WHERE pg_visible_in_snapshot(o.xid, b) ${wanted}`

const makeTick = (schema: string): string => `
CREATE FUNCTION ${schema}.make_tick(mine bigint) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
${settings} AS $$
DECLARE
  newest ${schema}.relay;
  a pg_snapshot;
  b pg_snapshot;
  is_new boolean;
  ${givenBrands}
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'a tick is made under read committed: its snapshot has to follow the lock';
  END IF;
  SELECT * INTO newest FROM ${schema}.relay FOR UPDATE;
  IF newest.epoch > mine THEN
    RETURN -1;
  END IF;
  IF newest.epoch < mine THEN
    UPDATE ${schema}.relay SET epoch = mine;
  END IF;
  SELECT snapshot INTO STRICT a FROM ${schema}.tick WHERE number = newest.tick;
  SELECT pg_current_snapshot() INTO b;
  ${nameBrands}
  is_new := EXISTS (${newIn(schema, "1", "")});
  ${putBrandsBack}
  IF NOT is_new THEN
    RETURN 0;
  END IF;
  INSERT INTO ${schema}.tick (number, snapshot) VALUES (newest.tick + 1, b);
  UPDATE ${schema}.relay SET tick = newest.tick + 1;
  RETURN newest.tick + 1;
END $$;
COMMENT ON FUNCTION ${schema}.make_tick IS 'the number of the tick made; 0: nothing new; -1: a newer epoch has the relay';
${allow(`${schema}.make_tick(bigint)`, "app", "span")}`

/** The last row has no event: its tick is the one to go on with, cut short where `at_most` was reached. */
const readEvents = (schema: string): string => `
CREATE FUNCTION ${schema}.read_events(from_ticks bigint[], from_indexes integer[], at_most integer)
RETURNS TABLE (tick bigint, index integer, partition smallint, brand_id text, key uuid, key_version bigint,
  event_id uuid, type text, version integer, payload jsonb, occurred_at timestamptz, trace text)
LANGUAGE plpgsql
${settings} AS $$
#variable_conflict use_column
DECLARE
  a pg_snapshot;
  b pg_snapshot;
  current_tick bigint := (SELECT min(given) FROM unnest(from_ticks) AS given);
  newest bigint := (SELECT number FROM ${schema}.tick ORDER BY number DESC LIMIT 1);
  room integer := at_most;
  taken integer;
  ${givenBrands}
BEGIN
  SELECT snapshot INTO a FROM ${schema}.tick WHERE number = current_tick - 1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'batch % of ${schema}.outbox is not there: its tick is gone, or was never made', current_tick;
  END IF;
  ${nameBrands}
  newest := least(newest, current_tick + 999);
  WHILE current_tick <= newest LOOP
    SELECT snapshot INTO STRICT b FROM ${schema}.tick WHERE number = current_tick;
    RETURN QUERY
    SELECT current_tick, e.index, e.partition, e.brand_id, e.key, e.key_version,
      e.event_id, e.type, e.version, e.payload, e.occurred_at, e.trace
    FROM (
      SELECT n.*, (row_number() OVER (PARTITION BY n.partition ORDER BY n.seq) - 1)::integer AS index
      FROM (${newIn(schema, "o.*", "AND from_ticks[o.partition + 1] <= current_tick")}
      ) AS n
    ) AS e
    WHERE from_ticks[e.partition + 1] < current_tick OR e.index >= from_indexes[e.partition + 1]
    ORDER BY e.seq LIMIT room;
    GET DIAGNOSTICS taken = ROW_COUNT;
    room := room - taken;
    EXIT WHEN room = 0;
    a := b;
    current_tick := current_tick + 1;
  END LOOP;
  ${putBrandsBack}
  RETURN QUERY SELECT current_tick, NULL::integer, NULL::smallint, NULL::text, NULL::uuid, NULL::bigint,
    NULL::uuid, NULL::text, NULL::integer, NULL::jsonb, NULL::timestamptz, NULL::text;
END $$;
${allow(`${schema}.read_events(bigint[], integer[], integer)`, "app", "span")}`
