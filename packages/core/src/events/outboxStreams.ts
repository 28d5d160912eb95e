import { outboxSchema } from "./OutboxSchema.js"
import { outboxBatches } from "./outboxBatches.js"
import { outboxDays } from "./outboxDays.js"
import { outboxRebase } from "./outboxRebase.js"

/**
 * What the tail, restores and retention need, for a migration after `outboxTicks` or in the same one: bounded batches, the
 * identity of the database that makes them, and the days of the outbox.
 */
export const outboxStreams = (domain: string): string => {
  const schema = outboxSchema(domain)
  return outboxBatches(schema) + outboxRebase(schema) + outboxDays(schema)
}
