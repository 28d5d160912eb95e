import * as Setting from "@croupier/core/config/Setting"
import { schemaStatus, statusOf } from "@croupier/core/migration/MigrationPlan"
import { administer } from "@croupier/core/postgres/Administrator"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { preflight } from "@croupier/core/process/preflight"
import { Effect, Option, type Redacted } from "effect"
import { administrator } from "../compose/administrator.js"
import { migrationSets } from "../compose/stores.js"
import { databaseOfStart } from "../development/databaseOfStart.js"

const variables = ["DATABASE_ADMIN_URL", "DATABASE_URL", "CROUPIER_HOME"]

/** The version of every schema, in the database of `DATABASE_ADMIN_URL`, else of `DATABASE_URL`, else of `npm start`. Changes nothing. */
export const storedSchemas = Effect.gen(function* () {
  yield* preflight([], process.env, variables)
  const admin = yield* Setting.optional(administrator)
  return yield* Option.match(admin, { onNone: () => Effect.flatMap(databaseOfStart, asGiven), onSome: asOwner })
})

const asGiven = (url: Redacted.Redacted) =>
  Effect.provide(
    schemaStatus(migrationSets),
    Postgres.layer({ url, applicationName: "croupier", maxConnections: 1 })
  ).pipe(Effect.mapError(Postgres.naming("DATABASE_URL")))

/** A server that was never migrated has no owner yet, and nothing is applied on it. */
const asOwner = (url: Redacted.Redacted) =>
  Effect.gen(function* () {
    const owners = yield* administer(url, (query) => query("SELECT FROM pg_roles WHERE rolname = 'croupier_owner'"))
    if (owners.length === 0) return migrationSets.map((set) => statusOf(set, []))
    const owner = Postgres.layer({ url, applicationName: "croupier", role: "croupier_owner", maxConnections: 1 })
    return yield* Effect.provide(schemaStatus(migrationSets), owner)
  }).pipe(Effect.mapError(Postgres.naming("DATABASE_ADMIN_URL")))
