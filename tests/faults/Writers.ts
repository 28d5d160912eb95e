import { partitionOf } from "@croupier/core/events/Partition"
import { uuidv7 } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Data, Effect, Random } from "effect"
import { brand, keys, slowKey } from "./domain.js"

class RolledBack extends Data.TaggedError("RolledBack") {}

/** Those who commit events, and what they were told is committed. */
export interface Writers {
  readonly acknowledged: ReadonlySet<string>
  /** What is not in here was lost with the database that it was in. */
  readonly lost: (kept: ReadonlySet<string>) => void
  /** Four at a time write and commit, or roll back, without end; a store that is away is asked again. */
  readonly run: Effect.Effect<never, never, SqlClient.SqlClient>
  /** One event of every key in one transaction, tried until it is committed. */
  readonly beat: Effect.Effect<void, never, SqlClient.SqlClient>
  /** An event of the slow key in a transaction that then stays open for so long. */
  readonly slow: (millis: number) => Effect.Effect<void, never, SqlClient.SqlClient>
  /** So many transactions that are rolled back: holes in the numbering of events. */
  readonly gap: (count: number) => Effect.Effect<void, never, SqlClient.SqlClient>
}

export const make = (): Writers => {
  const acknowledged = new Set<string>()
  const write = <E>(
    chosen: ReadonlyArray<string>,
    end: Effect.Effect<void, E, SqlClient.SqlClient>
  ): Effect.Effect<void, E | SqlError, SqlClient.SqlClient> =>
    Effect.gen(function* () {
      const ids: Array<string> = []
      yield* withBrand(brand)(
        Effect.zipRight(
          // In one order, so that no two wait for each other.
          Effect.forEach(chosen.toSorted(), (key) => Effect.map(insert(key), (id) => ids.push(id))),
          end
        )
      )
      for (const id of ids) acknowledged.add(id)
    })
  const one = Effect.gen(function* () {
    const first = yield* Random.nextIntBetween(0, keys.length)
    const count = yield* Random.nextIntBetween(1, 5)
    const chosen = Array.from({ length: count }, (_, number) => keys[(first + number * (count - 1)) % keys.length]!)
    const commits = (yield* Random.next) < 0.85
    yield* Effect.catchAll(write(chosen, commits ? Effect.void : new RolledBack()), (failure) =>
      failure._tag === "RolledBack" ? Effect.void : Effect.sleep("50 millis")
    )
    yield* Effect.sleep(yield* Random.nextIntBetween(20, 80))
  })
  const again = <E>(effect: Effect.Effect<void, E, SqlClient.SqlClient>) =>
    effect.pipe(
      Effect.tapError(() => Effect.sleep("50 millis")),
      Effect.eventually
    )
  return {
    acknowledged,
    lost: (kept) => {
      for (const id of acknowledged) if (!kept.has(id)) acknowledged.delete(id)
    },
    run: Effect.zipRight(
      Effect.all(
        [1, 2, 3, 4].map(() => Effect.forever(one)),
        { concurrency: "unbounded", discard: true }
      ),
      Effect.never
    ),
    beat: again(write(keys, Effect.void)),
    slow: (millis) => Effect.ignore(write([slowKey], stayOpen(millis))),
    gap: (count) =>
      Effect.ignore(
        Effect.forEach(Array.from({ length: count }), () => Effect.ignore(write(keys.slice(0, 3), new RolledBack())), {
          discard: true
        })
      )
  }
}

/** Longer than the role may leave a transaction idle. */
const stayOpen = (millis: number) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.zipRight(sql`SET LOCAL idle_in_transaction_session_timeout = 0`, Effect.sleep(millis))
  )

const insert = (key: string): Effect.Effect<string, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const id = uuidv7(Date.now())
    yield* sql`
      WITH counted AS (
        UPDATE croupier_faults.counter SET key_version = key_version + 1 WHERE key = ${key} RETURNING key_version
      )
      INSERT INTO croupier_faults.outbox
        (partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at)
      SELECT ${partitionOf(key)}, ${brand}, ${key}, key_version, ${id}, 'faults.happened', 1, '{}', clock_timestamp()
      FROM counted`
    return id
  })
