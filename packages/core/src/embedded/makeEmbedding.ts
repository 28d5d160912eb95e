import { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { type Duration, Effect, Option, type ParseResult, Schedule, Schema, type Scope } from "effect"
import { Brand } from "../Brand.js"
import type { BrandDirectory } from "../brands/BrandDirectory.js"
import { storedDirectory } from "../brands/BrandDirectorySql.js"
import { putBrand, putLicence } from "../brands/BrandRegister.js"
import type { WatchedParts } from "../internal/embedded/checkHealth.js"
import { supervise } from "../internal/embedded/supervise.js"
import { DatabaseNotReady } from "./DatabaseNotReady.js"
import type { Embedding } from "./Embedding.js"
import type { PreparedDatabase } from "./prepareDatabase.js"

/** How often the supervision looks, and the directory of brands that the domain serves from, where it has one. */
export interface EmbeddingOptions {
  readonly watchEvery?: Duration.DurationInput | undefined
  readonly directory?: BrandDirectory["Type"]
}

/** The register of brands and the supervision of an embedded domain, on the pool of the app. */
export const makeEmbedding = (
  database: PreparedDatabase,
  parts: WatchedParts,
  { directory: served, watchEvery }: EmbeddingOptions = {}
): Effect.Effect<Embedding, never, Scope.Scope | SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const register = database.connect("croupier_config", { applicationName: `${parts.name} config`, maxConnections: 1 })
    const written = <A>(effect: Effect.Effect<A, SqlError, SqlClient>) =>
      Effect.provide(Effect.mapError(effect, unavailable), register)
    const directory = storedDirectory.pipe(Effect.provideService(SqlClient, sql), Effect.mapError(unavailable))
    return {
      registerLicence: (licence) => written(putLicence(licence)),
      registerBrand: (brand, licence) =>
        Effect.zipRight(
          written(Effect.zipRight(licence === undefined ? Effect.void : putLicence(licence), putBrand(brand))),
          served === undefined ? Effect.void : untilServed(served, brand)
        ),
      brand: (key) => Effect.map(directory, ({ brands }) => brands.find((brand) => brand.key === key)),
      brands: Effect.map(directory, ({ brands }) => brands.map(({ key }) => key)),
      health: yield* supervise(parts, watchEvery ?? "5 seconds")
    }
  })

/** A directory follows its table within a second; a caller may use the brand at once. */
const untilServed = (directory: BrandDirectory["Type"], brand: Brand) =>
  Effect.repeat(directory.brand(brand.key), {
    schedule: Schedule.spaced("20 millis"),
    until: (found) => Option.isSome(found) && isSame(found.value, brand)
  }).pipe(Effect.timeoutOption("5 seconds"), Effect.asVoid)

const isSame = Schema.equivalence(Brand)

const unavailable = (error: ParseResult.ParseError | SqlError) =>
  new DatabaseNotReady({ code: "database-unreachable", message: error.message })
