import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { BrandKey } from "../Brand.js"
import { withBrand } from "../postgres/BrandTransaction.js"
import type { Consumer } from "./Consumer.js"
import { partitionOf } from "./Partition.js"
import { replayDeadLetters } from "./replayDeadLetters.js"

/** Whose dead letters are to be taken again: of one consumer and one key. */
export interface Replay {
  readonly brand: BrandKey
  readonly consumer: string
  readonly domain: string
  readonly key: string
}

/** Asks the consumer, wherever it runs, to take a key's dead letters again. Answers how many there are. */
export const wantReplay = ({
  brand,
  consumer,
  domain,
  key
}: Replay): Effect.Effect<number, SqlError, SqlClient.SqlClient> => marked(brand, consumer, domain, key, true)

/** Takes the dead letters that somebody wants taken again, of keys in these partitions; what fails is told and stays parked. */
export const takeWantedReplays = <E, R>(
  consumer: Consumer<E, R>,
  partitions: ReadonlyMap<number, unknown>
): Effect.Effect<void, SqlError, R | SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const wanted = yield* sql<{ brand: string; key: string }>`
      SELECT brand, key FROM croupier_core.replays_wanted(${consumer.consumer}, ${consumer.domain})`
    const mine = wanted.filter(({ key }) => partitions.has(partitionOf(key)))
    yield* Effect.forEach(
      mine,
      ({ brand, key }) => {
        const of = BrandKey.make(brand)
        return replayDeadLetters(consumer, of, key).pipe(
          Effect.flatMap((count) => Effect.logInfo(`${consumer.consumer} has taken ${count} dead letters of ${key}`)),
          Effect.catchTag("ReplayFailed", ({ reason }) =>
            Effect.zipRight(
              marked(of, consumer.consumer, consumer.domain, key, false),
              Effect.logWarning(`${consumer.consumer} cannot take the dead letters of ${key} yet: ${reason}`)
            )
          )
        )
      },
      { discard: true }
    )
  })

const marked = (brand: BrandKey, consumer: string, domain: string, key: string, replay: boolean) =>
  withBrand(brand)(
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const rows = yield* sql`
        UPDATE croupier_core.dead_letter SET replay = ${replay}
        WHERE consumer = ${consumer} AND domain = ${domain} AND key = ${key} RETURNING key`
      return rows.length
    })
  )
