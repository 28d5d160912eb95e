import * as SqlClient from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { Consumer } from "../../src/events/Consumer.js"
import { consume } from "../../src/events/consume.js"
import type { StreamEvent } from "../../src/events/StreamEvent.js"
import { uuidv7 } from "../../src/Ids.js"
import { listDeadLetters } from "../../src/internal/events/DeadLetters.js"
import type { Assignment } from "../../src/internal/events/PartitionAssignment.js"
import { withBrand } from "../../src/postgres/BrandTransaction.js"
import { aurora, borealis } from "./brands.js"

let named = 0

/** A consumer of its own name that writes a row for each event, after `before` it. */
export const recorder = <E, R>(before: (event: StreamEvent) => Effect.Effect<unknown, E, R>) => {
  const consumer = `recorder-of-its-own-${++named}`
  return {
    consumer,
    domain: "stream",
    retryAfter: "1 millis",
    apply: (events) =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        for (const event of events) {
          yield* before(event)
          yield* sql`INSERT INTO croupier_stream.effect (brand_id, consumer, key, key_version)
            VALUES (${event.brand}, ${consumer}, ${event.key}, ${event.keyVersion})`
        }
      })
  } satisfies Consumer<unknown, R | SqlClient.SqlClient>
}

/** Until nothing is left. */
export const consumeAll = <E, R>(consumer: Consumer<E, R>, share?: Assignment) =>
  Effect.iterate(true, { while: (more) => more, body: () => consume(consumer, share) })

/** What the consumer did to these keys, in order. */
export const effects = (consumer: string, keys: ReadonlyArray<string>) =>
  withBrand([aurora, borealis])(
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const rows = yield* sql<{ key: string; version: bigint }>`
        SELECT key, key_version AS version FROM croupier_stream.effect WHERE consumer = ${consumer} ORDER BY place`
      return keys.map((key) => rows.filter((row) => row.key === key).map(({ version }) => Number(version)))
    })
  )

export const keysOf = (count: number) => Array.from({ length: count }, () => uuidv7(Date.now()))

export const deadLettersOf = (consumer: string) =>
  Effect.map(listDeadLetters([aurora, borealis]), (letters) => letters.filter((letter) => letter.consumer === consumer))
