import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Cause, type Duration, Effect, Layer, type ParseResult, Ref, Schedule, Schema } from "effect"
import { Brand, Licence } from "../Brand.js"
import { Domain } from "../internal/brands/Domain.js"
import { transaction } from "../internal/postgres/transaction.js"
import { reasonOf } from "../postgres/SqlErrors.js"
import { BrandDirectory, type DirectoryContent, fromIndex, index } from "./BrandDirectory.js"

/** How often the store is asked whether something changed. Default 500 ms; the question is one row. */
export interface BrandDirectorySqlOptions {
  readonly refreshEvery?: Duration.DurationInput
}

/**
 * The directory on Postgres, cached in memory. A change is served within a second. While the store is unavailable the last content
 * is still served; only the start needs the store.
 */
export const layerSql = (
  options: BrandDirectorySqlOptions = {}
): Layer.Layer<BrandDirectory, SqlError | ParseResult.ParseError, SqlClient.SqlClient> =>
  Layer.scoped(
    BrandDirectory,
    Effect.gen(function* () {
      const first = yield* load
      const current = yield* Ref.make({ version: first.version, index: index(first.content) })
      const away = yield* Ref.make(false)
      const reload = Effect.flatMap(load, ({ version, content }) =>
        Ref.set(current, { version, index: index(content) })
      )
      const refresh = Effect.flatMap(Effect.all([version, current]), ([stored, held]) =>
        stored === held.version ? Effect.void : reload
      )
      yield* repeated(refresh, options.refreshEvery ?? "500 millis", away)
      // A timezone comes into force without a change of rows.
      yield* repeated(reload, "1 minute", away)
      return fromIndex(Effect.map(Ref.get(current), ({ index }) => index))
    })
  )

/** Logs the beginning and the end of an outage, not every attempt. */
const repeated = <E, R>(task: Effect.Effect<void, E, R>, every: Duration.DurationInput, away: Ref.Ref<boolean>) =>
  Effect.matchCauseEffect(task, {
    onFailure: (cause) =>
      Effect.unlessEffect(
        Effect.logWarning(
          `cannot refresh the brand directory; serving cached content: ${reasonOf(Cause.squash(cause))}`
        ),
        Ref.getAndSet(away, true)
      ),
    onSuccess: () => Effect.whenEffect(Effect.logInfo("brand directory refresh recovered"), Ref.getAndSet(away, false))
  }).pipe(Effect.schedule(Schedule.spaced(every)), Effect.forkScoped)

const version: Effect.Effect<bigint, SqlError, SqlClient.SqlClient> = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(
    sql<{ version: bigint }>`SELECT version FROM croupier_core.directory_version`,
    ([row]) => row?.version ?? 0n
  )
)

/** What is stored at this moment. */
export const storedDirectory = Effect.suspend(() => Effect.map(load, ({ content }) => content))

const load: Effect.Effect<
  { readonly version: bigint; readonly content: DirectoryContent },
  SqlError | ParseResult.ParseError,
  SqlClient.SqlClient
> = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const at = yield* version
  const licences = yield* sql`
    SELECT key, jurisdiction, minimum_age AS "minimumAge", required_profile AS "requiredProfile"
    FROM croupier_core.licence ORDER BY key`
  const brands = yield* sql`
    SELECT key, licence_key AS licence, display_name AS "displayName", currencies,
      reporting_currency AS "reportingCurrency", status,
      (SELECT timezone FROM croupier_core.brand_timezone
       WHERE brand_key = key AND effective_from <= croupier_core.now() ORDER BY effective_from DESC LIMIT 1) AS timezone
    FROM croupier_core.brand ORDER BY key`
  const domains = yield* sql`SELECT host, kind, brand_key AS brand FROM croupier_core.domain ORDER BY host`
  return {
    version: at,
    content: {
      licences: yield* Schema.decodeUnknown(Schema.Array(Licence))(licences),
      brands: yield* Schema.decodeUnknown(Schema.Array(Brand))(brands),
      domains: yield* Schema.decodeUnknown(Schema.Array(Domain))(domains)
    }
  }
}).pipe(transaction("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
