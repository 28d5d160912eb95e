import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { BrandKey } from "../Brand.js"
import { brandKeys } from "../brands/brandKeys.js"
import { afterFailure, afterSuccess, fullPace, nextSize, type Pace } from "../internal/events/Pace.js"
import { replayPart } from "../internal/events/replayDeadLetters.js"
import { withBrand } from "../postgres/BrandTransaction.js"
import { reasonOf } from "../postgres/SqlErrors.js"
import type { Consumer } from "./Consumer.js"

/** Which dead letters are to be replayed: a consumer's, of all domains, brands and keys or of one, and by their reason. */
export interface Replay {
  readonly consumer: string
  readonly domain?: string
  readonly brand?: BrandKey
  readonly key?: string
  /** Of each key that has a dead letter with this in its reason: all others of the key are included. */
  readonly reason?: string
}

/** Asks the consumer, in whatever process it runs, to replay dead letters. Answers how many there are, and of how many keys. */
export const wantReplay = ({
  consumer,
  domain = "",
  brand,
  key = "",
  reason = ""
}: Replay): Effect.Effect<{ readonly letters: number; readonly keys: number }, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const brands = brand === undefined ? yield* brandKeys : [brand]
    const rows = yield* withBrand(brands, { settings: { statement_timeout: 0 } })(
      sql<{ domain: string; key: string }>`
        UPDATE croupier_core.dead_letter AS d SET replay = true
        WHERE d.consumer = ${consumer} AND (d.brand_id, d.domain, d.key) IN (
          SELECT f.brand_id, f.domain, f.key FROM croupier_core.dead_letter AS f
          WHERE f.consumer = ${consumer} AND ${domain} IN ('', f.domain) AND ${key} IN ('', f.key::text)
            AND strpos(f.reason, ${reason}) > 0
        ) RETURNING d.domain, d.key`
    )
    return { letters: rows.length, keys: new Set(rows.map(({ domain, key }) => `${domain} ${key}`)).size }
  })

/** How often a consumer looks for replays while there are none, in milliseconds. */
const lookEvery = 2000

/** The time of replays, in milliseconds, after which the consumer reads its stream again. */
const busyFor = 500

/**
 * Takes dead letters that an operator wants replayed, of keys in these partitions, for a bounded time and in parts: what
 * is left comes with the next call, after the consumer has read its stream. A letter that fails alone is logged and its
 * key no longer wanted; one with a transient failure is tried later, behind all others. True where there were any.
 */
export const wantedReplays = <E, R>(consumer: Consumer<E, R>) => {
  const limit = consumer.limit ?? 500
  /** Of keys of which a part was taken or has failed. */
  const paces = new Map<string, Pace>()
  let lookAt = Number.NEGATIVE_INFINITY

  const replay = (brand: BrandKey, key: string) =>
    Effect.gen(function* () {
      const pace = paces.get(key) ?? fullPace(limit)
      // Behind the others from now on.
      paces.delete(key)
      const { outcome, letters } = yield* replayPart(consumer, brand, key, nextSize(pace))
      if (outcome._tag === "Taken") {
        if (letters > 0) yield* Effect.logInfo(`${consumer.consumer} replayed ${letters} dead letters of ${key}`)
        if (letters === nextSize(pace)) paces.set(key, afterSuccess(pace, letters, outcome.isQuick, limit))
      } else if (letters > 1) {
        paces.set(key, afterFailure(pace, letters, outcome.wasSlow))
      } else {
        yield* givenUp(consumer, brand, key, outcome.reason)
      }
    }).pipe(
      // The consumer itself has not stopped: only what these dead letters need is missing, or held by another session.
      Effect.catchTag("ConsumerStopped", ({ reason }) => givenUp(consumer, brand, key, reason)),
      Effect.as(undefined),
      Effect.catchTag("SqlError", (error) =>
        Effect.sync(() => {
          paces.set(key, paces.get(key) ?? fullPace(limit))
          return error
        })
      )
    )

  return (partitions: ReadonlyMap<number, unknown>) =>
    Effect.gen(function* () {
      const begun = performance.now()
      if (begun < lookAt) return false
      const sql = yield* SqlClient.SqlClient
      const wanted = yield* sql<{ brand: string; key: string }>`
        SELECT brand, key FROM croupier_core.replays_wanted(
          ${consumer.consumer}, ${consumer.domain}, ${`{${[...partitions.keys()].join()}}`}::smallint[])`
      for (const key of paces.keys()) if (!wanted.some((one) => one.key === key)) paces.delete(key)
      const known = [...paces.keys()]
      const inTurn = [...wanted].sort((one, other) => known.indexOf(one.key) - known.indexOf(other.key))
      lookAt = begun + lookEvery
      let trouble: SqlError | undefined
      for (const { brand, key } of inTurn) {
        if (performance.now() - begun > busyFor) {
          lookAt = begun
          return true
        }
        trouble = (yield* replay(BrandKey.make(brand), key)) ?? trouble
      }
      if (trouble !== undefined) {
        yield* Effect.logWarning(`${consumer.consumer} postponed the replay of dead letters: ${reasonOf(trouble)}`)
      } else if (paces.size > 0) lookAt = begun
      return wanted.length > 0
    })
}

const givenUp = <E, R>({ consumer, domain }: Consumer<E, R>, brand: BrandKey, key: string, reason: string) =>
  withBrand(brand)(
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* sql`
        UPDATE croupier_core.dead_letter SET replay = false
        WHERE consumer = ${consumer} AND domain = ${domain} AND key = ${key} AND replay`
    })
  ).pipe(Effect.zipRight(Effect.logWarning(`${consumer} failed to replay the dead letters of ${key}: ${reason}`)))
