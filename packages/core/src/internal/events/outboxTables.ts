import { publisherLogin } from "../../postgres/roleNames.js"
import { grants, rowLevelSecurity } from "../../postgres/rowLevelSecurity.js"

/** Who inserts events: the login of the domain's service, or only functions of the owner. */
export type OutboxWriter = "service" | "functions"

/**
 * The tables: append-only events with a partition for each UTC day and a default one for what no day takes, the relay's row,
 * and its ticks. Batch n is what the snapshot of tick n sees and that of tick n - 1 did not, by `seq`; it comes out the same
 * whenever it is asked for. One snapshot makes several ticks where much is new, each a window of `seq`, so that a key's events
 * keep their order; `xid_from` to `xid_to` are the transactions begun after `previous`. Tick 0 sees nothing.
 */
export const outboxTables = (schema: string, writer: OutboxWriter): string => `
CREATE TABLE ${schema}.outbox (
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  partition smallint NOT NULL CHECK (partition BETWEEN 0 AND 15),
  brand_id text COLLATE "C" NOT NULL,
  key uuid NOT NULL,
  key_version bigint NOT NULL,
  event_id uuid NOT NULL,
  type text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  payload jsonb NOT NULL,
  occurred_at timestamptz NOT NULL,
  trace text
) PARTITION BY RANGE (occurred_at);
CREATE INDEX outbox_order ON ${schema}.outbox (xid, seq);
CREATE TABLE ${schema}.outbox_default PARTITION OF ${schema}.outbox DEFAULT;
${rowLevelSecurity(`${schema}.outbox`)}${rowLevelSecurity(`${schema}.outbox_default`)}
${grants(`${schema}.outbox`, { app: writer === "service" ? ["SELECT", "INSERT"] : ["SELECT"], span: ["SELECT"] })}
CREATE TABLE ${schema}.relay (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  epoch bigint NOT NULL,
  tick bigint NOT NULL,
  stream uuid NOT NULL DEFAULT gen_random_uuid(),
  database text,
  halted text,
  ticked_seq bigint NOT NULL DEFAULT 0,
  base_seq bigint NOT NULL DEFAULT 0,
  base_tick bigint NOT NULL DEFAULT 0,
  pending pg_snapshot,
  pending_xid xid8,
  pending_seq bigint
);
COMMENT ON TABLE ${schema}.relay IS 'tick: the newest; epoch: of the lease it was made under, a smaller one makes none';
COMMENT ON COLUMN ${schema}.relay.stream IS 'which history of batches this is: another one after each rebase';
COMMENT ON COLUMN ${schema}.relay.database IS 'the database that the history was made by';
COMMENT ON COLUMN ${schema}.relay.halted IS 'why no batch is made before a rebase';
COMMENT ON COLUMN ${schema}.relay.ticked_seq IS 'no event beyond it is in a batch';
COMMENT ON COLUMN ${schema}.relay.base_seq IS 'no event up to it comes into a batch after base_tick, the one of the last rebase';
COMMENT ON COLUMN ${schema}.relay.pending IS 'the snapshot of the next ticks; their events are read up to pending_xid and pending_seq';
INSERT INTO ${schema}.relay (epoch, tick) VALUES (0, 0);
CREATE TABLE ${schema}.tick (
  number bigint PRIMARY KEY,
  previous pg_snapshot NOT NULL,
  snapshot pg_snapshot NOT NULL,
  xid_from xid8,
  xid_to xid8,
  seq_from bigint NOT NULL,
  seq_to bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO ${schema}.tick (number, previous, snapshot, seq_from, seq_to) VALUES (0, '3:3:', '3:3:', 1, 0);
CREATE TABLE ${schema}.next_tick (
  seq_group bigint PRIMARY KEY,
  seq_from bigint NOT NULL,
  seq_to bigint NOT NULL,
  xid_from bigint,
  xid_to bigint
);
COMMENT ON TABLE ${schema}.next_tick IS 'the ticks that a pending snapshot makes once all of its events are read';
GRANT SELECT ON ${schema}.relay, ${schema}.tick TO ${publisherLogin(schema)}, croupier_span;
`
