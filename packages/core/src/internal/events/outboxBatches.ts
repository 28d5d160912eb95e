import {
  allow,
  givenBrands,
  nameBrands,
  putBrandsBack,
  requireReadCommitted,
  settings
} from "../../events/OutboxFunctions.js"

/** Events in a batch at most: what a read costs does not grow with what has piled up. */
export const batchEvents = 1000

/** Events that one call of `make_tick` reads: a backlog is cut into batches by several calls. */
const eventsInCall = 200_000

/** The functions that make bounded batches and read them. */
export const outboxBatches = (schema: string): string =>
  makeTick(schema) + readEvents(schema) + tailBatch(schema) + outboxAge(schema)

/** The events of the tick \`t\`. From xmin(previous) on, an open writer would make it read everything since that one began. */
const inTick = (schema: string, wanted: string): string => `
      SELECT o.* FROM ${schema}.outbox AS o
      WHERE o.xid >= t.xid_from AND o.xid <= t.xid_to AND o.seq BETWEEN t.seq_from AND t.seq_to
        AND o.xid >= pg_snapshot_xmax(t.previous) AND o.xid < pg_snapshot_xmax(t.snapshot)
        AND pg_visible_in_snapshot(o.xid, t.snapshot) ${wanted}
      UNION ALL
      SELECT o.* FROM pg_snapshot_xip(t.previous) AS open (xid) JOIN ${schema}.outbox AS o ON o.xid = open.xid
      WHERE o.seq BETWEEN t.seq_from AND t.seq_to AND pg_visible_in_snapshot(o.xid, t.snapshot) ${wanted}`

/**
 * Batches follow `seq`, the index `xid`: no batch is known before all events of its snapshot are read. Where they
 * are many, calls share the work under one snapshot.
 */
const makeTick = (schema: string): string => `
CREATE FUNCTION ${schema}.make_tick(mine bigint, at_most integer DEFAULT ${eventsInCall}) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
${settings} AS $$
DECLARE
  newest ${schema}.relay;
  a pg_snapshot;
  b pg_snapshot;
  last ${schema}.relay;
  made bigint;
  made_seq bigint;
  ${givenBrands}
BEGIN
  ${requireReadCommitted}
  SELECT * INTO newest FROM ${schema}.relay FOR UPDATE;
  IF newest.epoch > mine THEN
    RETURN -1;
  END IF;
  IF newest.halted IS NOT NULL OR newest.database <> ${schema}.this_database() THEN
    RETURN -2;
  END IF;
  IF newest.epoch < mine OR newest.database IS NULL THEN
    UPDATE ${schema}.relay SET epoch = mine, database = ${schema}.this_database();
  END IF;
  SELECT snapshot INTO STRICT a FROM ${schema}.tick WHERE number = newest.tick;
  SELECT pg_current_snapshot() INTO b;
  b := coalesce(newest.pending, b);
  ${nameBrands}
  SELECT o.xid, o.seq INTO last.pending_xid, last.pending_seq FROM ${schema}.outbox AS o
  WHERE o.xid >= coalesce(newest.pending_xid, pg_snapshot_xmax(a)) AND o.xid < pg_snapshot_xmax(b)
    AND (newest.pending IS NULL OR (o.xid, o.seq) > (newest.pending_xid, newest.pending_seq))
  ORDER BY o.xid, o.seq OFFSET at_most LIMIT 1;
  IF FOUND OR newest.pending IS NOT NULL THEN
    INSERT INTO ${schema}.next_tick AS n (seq_group, seq_from, seq_to, xid_from, xid_to)
    ${windows(
      schema,
      `AND o.xid >= coalesce(newest.pending_xid, pg_snapshot_xmax(a))
        AND (newest.pending IS NULL OR (o.xid, o.seq) > (newest.pending_xid, newest.pending_seq))
        AND (last.pending_xid IS NULL OR (o.xid, o.seq) <= (last.pending_xid, last.pending_seq))`,
      "AND newest.pending IS NULL"
    )}
    ON CONFLICT (seq_group) DO UPDATE SET seq_from = least(n.seq_from, excluded.seq_from),
      seq_to = greatest(n.seq_to, excluded.seq_to), xid_from = least(n.xid_from, excluded.xid_from),
      xid_to = greatest(n.xid_to, excluded.xid_to);
  END IF;
  IF last.pending_xid IS NOT NULL THEN
    ${putBrandsBack}
    UPDATE ${schema}.relay SET pending = b, pending_xid = last.pending_xid, pending_seq = last.pending_seq;
    RETURN -3;
  END IF;
  WITH windows AS (
    SELECT seq_from, seq_to, xid_from, xid_to FROM ${schema}.next_tick WHERE newest.pending IS NOT NULL
    UNION ALL
    SELECT seq_from, seq_to, xid_from, xid_to FROM (${windows(schema, "", "")}) AS w WHERE newest.pending IS NULL
  ), ticks AS (
    INSERT INTO ${schema}.tick (number, previous, snapshot, xid_from, xid_to, seq_from, seq_to)
    SELECT newest.tick + row_number() OVER (ORDER BY seq_from), a, b, xid_from::text::xid8, xid_to::text::xid8, seq_from, seq_to
    FROM windows
    RETURNING number, seq_to
  )
  SELECT max(number), max(seq_to) INTO made, made_seq FROM ticks;
  ${putBrandsBack}
  IF newest.pending IS NOT NULL THEN
    DELETE FROM ${schema}.next_tick;
    UPDATE ${schema}.relay SET pending = NULL, pending_xid = NULL, pending_seq = NULL;
  END IF;
  IF made IS NULL THEN
    RETURN 0;
  END IF;
  UPDATE ${schema}.relay SET tick = made, ticked_seq = greatest(ticked_seq, made_seq);
  RETURN made;
END $$;
COMMENT ON FUNCTION ${schema}.make_tick IS 'the number of the newest tick made; 0: nothing new; -1: a newer epoch has the relay; -2: rebase first; -3: call again, there is more than one call looks at';
${allow(`${schema}.make_tick(bigint, integer)`, "app", "span")}`

/** Events that are new in `b` against `a`, as windows of \`seq\`. */
const windows = (schema: string, wanted: string, wantedOpen: string): string => `
    SELECT seq / ${batchEvents} AS seq_group, min(seq) AS seq_from, max(seq) AS seq_to,
      min(CASE WHEN xid >= pg_snapshot_xmax(a) THEN xid::text::bigint END) AS xid_from,
      max(CASE WHEN xid >= pg_snapshot_xmax(a) THEN xid::text::bigint END) AS xid_to
    FROM (
      SELECT o.xid, o.seq FROM ${schema}.outbox AS o
      WHERE o.xid >= pg_snapshot_xmax(a) AND o.xid < pg_snapshot_xmax(b)
        AND pg_visible_in_snapshot(o.xid, b) AND o.seq > newest.base_seq ${wanted}
      UNION ALL
      SELECT o.xid, o.seq FROM pg_snapshot_xip(a) AS open (xid) JOIN ${schema}.outbox AS o ON o.xid = open.xid
      WHERE pg_visible_in_snapshot(o.xid, b) AND o.seq > newest.base_seq ${wantedOpen}
    ) AS fresh GROUP BY seq / ${batchEvents}`

/** The last row has no event: its tick is the one to continue with, cut short where \`at_most\` was reached. */
const readEvents = (schema: string): string => `
CREATE FUNCTION ${schema}.read_events(from_ticks bigint[], from_indexes integer[], at_most integer)
RETURNS TABLE (tick bigint, index integer, partition smallint, brand_id text, key uuid, key_version bigint,
  event_id uuid, type text, version integer, payload jsonb, occurred_at timestamptz, trace text)
LANGUAGE plpgsql
${settings} AS $$
#variable_conflict use_column
DECLARE
  t ${schema}.tick;
  current_tick bigint := (SELECT min(given) FROM unnest(from_ticks) AS given);
  newest bigint := (SELECT number FROM ${schema}.tick ORDER BY number DESC LIMIT 1);
  room integer := at_most;
  taken integer;
  ${givenBrands}
BEGIN
  IF current_tick > newest + 1 THEN
    RAISE EXCEPTION 'batch % of ${schema}.outbox is not there: its tick was never made', current_tick;
  END IF;
  ${nameBrands}
  newest := least(newest, current_tick + 999);
  WHILE current_tick <= newest LOOP
    SELECT * INTO t FROM ${schema}.tick WHERE number = current_tick;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'batch % of ${schema}.outbox is not there: its tick is gone', current_tick;
    END IF;
    RETURN QUERY
    SELECT current_tick, e.index, e.partition, e.brand_id, e.key, e.key_version,
      e.event_id, e.type, e.version, e.payload, e.occurred_at, e.trace
    FROM (
      SELECT n.*, (row_number() OVER (PARTITION BY n.partition ORDER BY n.seq) - 1)::integer AS index
      FROM (${inTick(schema, "AND from_ticks[o.partition + 1] <= current_tick")}
      ) AS n
    ) AS e
    WHERE from_ticks[e.partition + 1] < current_tick OR e.index >= from_indexes[e.partition + 1]
    ORDER BY e.seq LIMIT room;
    GET DIAGNOSTICS taken = ROW_COUNT;
    room := room - taken;
    EXIT WHEN room = 0;
    current_tick := current_tick + 1;
  END LOOP;
  ${putBrandsBack}
  RETURN QUERY SELECT current_tick, NULL::integer, NULL::smallint, NULL::text, NULL::uuid, NULL::bigint,
    NULL::uuid, NULL::text, NULL::integer, NULL::jsonb, NULL::timestamptz, NULL::text;
END $$;
${allow(`${schema}.read_events(bigint[], integer[], integer)`, "app", "span")}`

/** A batch as the tail wants it: up to 100 events of a partition in each row, as JSON, times in milliseconds. */
const tailBatch = (schema: string): string => `
CREATE FUNCTION ${schema}.tail_batch(wanted bigint)
RETURNS TABLE (partition smallint, "from" integer, "to" integer, events text)
LANGUAGE plpgsql
${settings} AS $$
#variable_conflict use_column
DECLARE
  t ${schema}.tick;
  ${givenBrands}
BEGIN
  SELECT * INTO STRICT t FROM ${schema}.tick WHERE number = wanted;
  ${nameBrands}
  RETURN QUERY
  SELECT e.partition, min(e.index)::integer, max(e.index)::integer + 1,
    json_agg(json_build_array(e.brand_id, e.key, e.key_version::text, e.event_id, e.type, e.version, e.payload,
      floor(extract(epoch FROM e.occurred_at) * 1000)::bigint, e.trace) ORDER BY e.index)::text
  FROM (
    SELECT n.*, row_number() OVER (PARTITION BY n.partition ORDER BY n.seq) - 1 AS index
    FROM (${inTick(schema, "")}
    ) AS n
  ) AS e
  GROUP BY e.partition, e.index / 100
  ORDER BY e.partition, e.index / 100;
  ${putBrandsBack}
END $$;
${allow(`${schema}.tail_batch(bigint)`, "app", "span")}`

/**
 * Bounded by the present at both ends: after a dump is restored the old events' transaction ids lie beyond it. Before the
 * rebase the newest tick does too, and what waits is what was written since.
 */
const outboxAge = (schema: string): string => `
CREATE FUNCTION ${schema}.outbox_age() RETURNS float8 LANGUAGE plpgsql SECURITY DEFINER
${settings} AS $$
DECLARE
  newest ${schema}.relay;
  a pg_snapshot;
  present xid8 := pg_snapshot_xmax(pg_current_snapshot());
  oldest timestamptz;
  ${givenBrands}
BEGIN
  SELECT * INTO newest FROM ${schema}.relay;
  SELECT snapshot INTO STRICT a FROM ${schema}.tick WHERE number = newest.tick;
  ${nameBrands}
  SELECT min(occurred_at) INTO oldest FROM (
    (SELECT o.occurred_at FROM ${schema}.outbox AS o
    WHERE o.xid >= pg_snapshot_xmax(a) AND o.xid < present AND o.seq > newest.base_seq ORDER BY o.xid, o.seq LIMIT 1)
    UNION ALL
    SELECT o.occurred_at FROM pg_snapshot_xip(a) AS open (xid) JOIN ${schema}.outbox AS o ON o.xid = open.xid
    WHERE o.seq > newest.base_seq
    UNION ALL
    (SELECT o.occurred_at FROM ${schema}.outbox AS o
    WHERE present < pg_snapshot_xmax(a) AND o.xid < present AND o.seq > newest.ticked_seq ORDER BY o.xid, o.seq LIMIT 1)
  ) AS waiting;
  ${putBrandsBack}
  RETURN coalesce(greatest(extract(epoch FROM croupier_core.now() - oldest), 0), 0);
END $$;
COMMENT ON FUNCTION ${schema}.outbox_age IS 'seconds for which the oldest event has waited for a batch; 0: none waits';
${allow(`${schema}.outbox_age()`, "app", "span")}`
