import { outboxBatches } from "../internal/events/outboxBatches.js"
import { outboxDays } from "../internal/events/outboxDays.js"
import { outboxRebase } from "../internal/events/outboxRebase.js"
import { outboxSchema } from "../internal/events/outboxSchema.js"
import { type OutboxWriter, outboxTables } from "../internal/events/outboxTables.js"

/**
 * All of a domain's outbox as one migration step: the append-only table and its days, the relay's row and its ticks, the
 * functions that make and read batches, and what a restored database needs. `writer` is who inserts events: the service's
 * login (default), or only the owner's functions.
 */
export const outbox = (domain: string, writer: OutboxWriter = "service"): string => {
  const schema = outboxSchema(domain)
  return outboxTables(schema, writer) + outboxRebase(schema) + outboxBatches(schema) + outboxDays(schema)
}
