import type { BrandKey } from "../../src/Brand.js"
import { outbox } from "../../src/events/outbox.js"
import type { DomainEvent } from "../../src/events/StreamEvent.js"
import { uuidv7 } from "../../src/Ids.js"
import type { MigrationSet } from "../../src/postgres/MigrationSet.js"
import { grants, rowLevelSecurity } from "../../src/postgres/rowLevelSecurity.js"

/** A domain that publishes, with a table of effects at a consumer: one row for each event taken, in the order taken. */
export const streaming: MigrationSet = {
  package: "stream",
  schema: "croupier_stream",
  migrations: [
    { id: 1, name: "outbox", kind: "expand", oldestCode: "0.1.0", up: outbox("stream") },
    {
      id: 2,
      name: "effects",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_stream.effect (
  brand_id text COLLATE "C" NOT NULL,
  consumer text NOT NULL,
  place bigint GENERATED ALWAYS AS IDENTITY,
  key uuid NOT NULL,
  key_version bigint NOT NULL
);
${rowLevelSecurity("croupier_stream.effect")}
${grants("croupier_stream.effect", { app: ["SELECT", "INSERT"], span: ["SELECT"] })}`
    }
  ]
}

export const insertEvent = `INSERT INTO croupier_stream.outbox
  (partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

/** An event of a key, with its version as payload. */
export const eventOf = (brand: BrandKey, key: string, version: number): DomainEvent => ({
  brand,
  key,
  keyVersion: BigInt(version),
  id: uuidv7(Date.UTC(2026, 0, 1) + version),
  type: "Happened",
  version: 1,
  payload: { version },
  occurredAt: new Date(Date.UTC(2026, 0, 1) + version),
  trace: null
})
