import { uuidv7 } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Data, Effect, Random } from "effect"
import type { Trouble } from "./apply.js"
import { insertEvents } from "./insertEvents.js"
import { brandOf, type ConsumerName, keys, oldDays, slowKey } from "./tally.js"

class RolledBack extends Data.TaggedError("RolledBack") {}

/** An event that a consumer cannot take. */
export interface Poison {
  readonly id: string
  readonly key: string
  readonly consumer: ConsumerName
}

type Write<A = void> = Effect.Effect<A, never, SqlClient.SqlClient>

/** The writers of events, and the events acknowledged to them. */
export interface Writers {
  readonly acknowledged: ReadonlySet<string>
  /** What is not in here was lost with the database that it was in. */
  readonly lost: (kept: ReadonlySet<string>) => void
  /** Four at a time write and commit, or roll back, without end; an unavailable store is tried again. */
  readonly run: Write<never>
  /** One event of every key in one transaction, tried until it is committed. */
  readonly beat: Write
  /** An event of the slow key in a transaction that then stays open for this long. */
  readonly slow: (millis: number) => Write
  /** This many transactions that are rolled back: holes in the numbering of events. */
  readonly gap: (count: number) => Write
  /** `count` events of each key in one transaction, with `bytes` bytes in each. */
  readonly bulk: (chosen: ReadonlyArray<string>, count: number, bytes: number) => Write
  /** An event that the consumer cannot take, in one transaction with what says so; tried until it is committed. */
  readonly poison: (key: string, consumer: ConsumerName, kind: Trouble) => Write<Poison>
}

export const make = (): Writers => {
  const acknowledged = new Set<string>()
  const write = <A, E>(
    chosen: ReadonlyArray<string>,
    act: (ids: ReadonlyArray<string>) => Effect.Effect<A, E, SqlClient.SqlClient>,
    { count = 1, bytes = 0 } = {}
  ): Effect.Effect<A, E | SqlError, SqlClient.SqlClient> =>
    Effect.gen(function* () {
      const ids: Array<string> = []
      // In one order, so that no two wait for each other.
      const inserted = Effect.forEach([...new Set(chosen)].toSorted(), (key) =>
        Effect.gen(function* () {
          const own = Array.from({ length: count }, () => uuidv7(Date.now()))
          const daysAgo = (yield* Random.next) < 0.15 ? yield* Random.nextIntBetween(oldDays.from, oldDays.to + 1) : 0
          yield* insertEvents({ key, ids: own, daysAgo, bytes })
          ids.push(...own)
        })
      )
      const brands = [...new Set(chosen.map(brandOf))]
      const done = yield* withBrand(brands)(
        Effect.zipRight(
          inserted,
          Effect.suspend(() => act(ids))
        )
      )
      for (const id of ids) acknowledged.add(id)
      return done
    })
  const nothing = () => Effect.void
  const one = Effect.gen(function* () {
    const first = yield* Random.nextIntBetween(0, keys.length)
    const count = yield* Random.nextIntBetween(1, 5)
    const chosen = Array.from({ length: count }, (_, number) => keys[(first + number * (count - 1)) % keys.length]!)
    const commits = (yield* Random.next) < 0.85
    yield* Effect.catchAll(write(chosen, commits ? nothing : () => new RolledBack()), (failure) =>
      failure._tag === "RolledBack" ? Effect.void : Effect.sleep("50 millis")
    )
    yield* Effect.sleep(yield* Random.nextIntBetween(20, 80))
  })
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
    beat: again(write(keys, nothing)),
    slow: (millis) => Effect.ignore(write([slowKey], () => stayOpen(millis))),
    gap: (count) =>
      Effect.ignore(
        Effect.forEach(
          Array.from({ length: count }),
          () => Effect.ignore(write(keys.slice(0, 3), () => new RolledBack())),
          { discard: true }
        )
      ),
    bulk: (chosen, count, bytes) => again(write(chosen, nothing, { count, bytes })),
    poison: (key, consumer, kind) =>
      again(
        write([key], ([id = ""]) =>
          Effect.flatMap(SqlClient.SqlClient, (sql) =>
            Effect.as(sql`INSERT INTO croupier_faults.trouble VALUES (${consumer}, ${id}, ${kind})`, {
              id,
              key,
              consumer
            })
          )
        )
      )
  }
}

const again = <A, E>(effect: Effect.Effect<A, E, SqlClient.SqlClient>): Write<A> =>
  effect.pipe(
    Effect.tapError(() => Effect.sleep("50 millis")),
    Effect.eventually
  )

/** Longer than the role may leave a transaction idle. */
const stayOpen = (millis: number) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.zipRight(sql`SET LOCAL idle_in_transaction_session_timeout = 0`, Effect.sleep(millis))
  )
