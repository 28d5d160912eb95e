import * as Postgres from "@croupier/core/postgres/Postgres"
import type { RoleName } from "@croupier/core/postgres/Roles"
import { preflight } from "@croupier/core/process/preflight"
import { Effect } from "effect"
import { databaseOfStart } from "../development/databaseOfStart.js"

/** The variables that lead a command to its database. */
export const databaseVariables: ReadonlyArray<string> = ["DATABASE_URL", "CROUPIER_HOME", "LOG_FORMAT", "LOG_LEVEL"]

/**
 * Runs an effect on `DATABASE_URL`, or on the database of the platform that `npm start` runs here, over one connection; acting
 * as `role` where one is named. The mistakes of the environment come first.
 */
export const onDatabase =
  (role?: RoleName) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.gen(function* () {
      yield* preflight([], process.env, databaseVariables)
      const url = yield* databaseOfStart
      const options = { url, applicationName: "croupier", maxConnections: 1 }
      return yield* Effect.provide(effect, Postgres.layer(role === undefined ? options : { ...options, role }))
    }).pipe(Effect.mapError(Postgres.naming("DATABASE_URL")))
