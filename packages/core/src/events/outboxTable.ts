import { grants, rowLevelSecurity } from "../postgres/RowLevelSecurity.js"
import { outboxSchema } from "./OutboxSchema.js"

/**
 * The outbox of a domain, for a migration of its own: append-only, a partition for each UTC day and a default one for what
 * no day takes. An event is inserted in the transaction of its cause, after the row that holds `key_version` is locked.
 */
export const outboxTable = (domain: string): string => {
  const schema = outboxSchema(domain)
  return `
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
${grants(`${schema}.outbox`, { app: ["SELECT", "INSERT"], span: ["SELECT"] })}`
}
