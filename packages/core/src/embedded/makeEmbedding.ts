import { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { type Duration, Effect, type ParseResult, type Scope } from "effect"
import { storedDirectory } from "../brands/BrandDirectorySql.js"
import { putBrand, putLicence } from "../brands/BrandRegister.js"
import { DatabaseNotReady } from "./DatabaseNotReady.js"
import type { Embedding } from "./Embedding.js"
import type { WatchedParts } from "./embeddedHealthCheck.js"
import type { PreparedDatabase } from "./prepareDatabase.js"
import { supervise } from "./supervise.js"

/** The register of brands and the supervision of an embedded domain, on the pool of the app. */
export const makeEmbedding = (
  database: PreparedDatabase,
  parts: WatchedParts,
  watchEvery?: Duration.DurationInput
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
        written(Effect.zipRight(licence === undefined ? Effect.void : putLicence(licence), putBrand(brand))),
      brand: (key) => Effect.map(directory, ({ brands }) => brands.find((brand) => brand.key === key)),
      brands: Effect.map(directory, ({ brands }) => brands.map(({ key }) => key)),
      health: yield* supervise(parts, watchEvery)
    }
  })

const unavailable = (error: ParseResult.ParseError | SqlError) =>
  new DatabaseNotReady({ code: "database-unreachable", message: error.message })
