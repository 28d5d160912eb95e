import { BrandKey } from "@croupier/core/Brand"
import { outboxStreams } from "@croupier/core/events/outboxStreams"
import { outboxTable } from "@croupier/core/events/outboxTable"
import { outboxTicks } from "@croupier/core/events/outboxTicks"
import { partitionOf } from "@croupier/core/events/Partition"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import { grants, rowLevelSecurity } from "@croupier/core/postgres/RowLevelSecurity"

/** The domain whose events are followed through the faults. */
export const domain = "faults"

/** Its one consumer. */
export const consumerName = "effects"

/** The brand that all keys belong to. */
export const brand = BrandKey.make("aurora")

/** A domain that publishes, and a consumer's table of effects: a row for each event taken, numbered in the order taken. */
export const migrations: MigrationSet = {
  package: "faults",
  schema: "croupier_faults",
  migrations: [
    { id: 1, name: "outbox", kind: "expand", oldestCode: "0.1.0", up: outboxTable(domain) },
    { id: 2, name: "ticks", kind: "expand", oldestCode: "0.1.0", up: outboxTicks(domain) },
    { id: 3, name: "streams", kind: "expand", oldestCode: "0.1.0", up: outboxStreams(domain) },
    {
      id: 4,
      name: "keys and effects",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_faults.counter (
  brand_id text COLLATE "C" NOT NULL,
  key uuid PRIMARY KEY,
  key_version bigint NOT NULL DEFAULT 0
);
CREATE TABLE croupier_faults.effect (
  brand_id text COLLATE "C" NOT NULL,
  place bigint GENERATED ALWAYS AS IDENTITY,
  partition smallint NOT NULL,
  key uuid NOT NULL,
  key_version bigint NOT NULL,
  event_id uuid NOT NULL
);
CREATE INDEX ON croupier_faults.effect (event_id);
${["counter", "effect"]
  .map(
    (table) => `${rowLevelSecurity(`croupier_faults.${table}`)}
${grants(`croupier_faults.${table}`, { app: ["SELECT", "INSERT", "UPDATE"], span: ["SELECT"] })}`
  )
  .join("\n")}`
    }
  ]
}

/** One key for each partition, so that an event of each key passes through every one of them. */
export const keys: ReadonlyArray<string> = Array.from({ length: 16 }, (_, partition) => {
  for (let number = 0; ; number++) {
    const key = `00000000-0000-7000-8000-${String(partition * 10_000 + number).padStart(12, "0")}`
    if (partitionOf(key) === partition) return key
  }
})

/** The key of the writer that stays open: nobody else waits for its row. */
export const slowKey = "00000000-0000-7000-8000-999999999999"
