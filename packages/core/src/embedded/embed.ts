import { Effect, Layer } from "effect"
import { stopInTime } from "../internal/embedded/stopInTime.js"
import type { DatabaseNotReady } from "./DatabaseNotReady.js"
import type { DatabaseTarget } from "./DatabaseTarget.js"
import type { EmbeddedOptions } from "./EmbeddedOptions.js"
import { type EmbeddedSchema, type PreparedDatabase, prepareDatabase } from "./prepareDatabase.js"

/** An embedded domain: what `compose` makes of its database once that is prepared as the options say. It closes within ten seconds. */
export const embed = <Options extends EmbeddedOptions, A, E, R>(
  schema: EmbeddedSchema,
  options: Options,
  compose: (database: PreparedDatabase, options: Options) => Layer.Layer<A, E, R>
): Layer.Layer<A, DatabaseNotReady | E, R> =>
  Layer.unwrapEffect(
    Effect.map(prepareDatabase(options, schema, options.migrate ?? true), (database) =>
      stopInTime(compose(database, options))
    )
  )

/** Makes the roles and brings the schema up to date, and does nothing else. */
export const migrateOnly = (schema: EmbeddedSchema, target: DatabaseTarget): Effect.Effect<void, DatabaseNotReady> =>
  Effect.asVoid(prepareDatabase(target, schema, true))

/** The shell command that does so by the function `migrate` of a package's `embedded` entry. */
export const migrateCommand = (name: string): string =>
  `node -e "Promise.all([import('effect'), import('${name}/embedded')]).then(([{ Effect }, domain]) => Effect.runPromise(domain.migrate({ databaseUrl: process.env.DATABASE_URL })))"`
