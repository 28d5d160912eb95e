import { migrate } from "@croupier/core/migration/migrate"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { ensureRoles } from "@croupier/core/postgres/Roles"
import { Effect } from "effect"
import { administrator } from "../compose/administrator.js"
import { passwords } from "../compose/passwords.js"
import { migrationSets } from "../compose/stores.js"

/** Makes the roles with the passwords of the environment and brings every schema up to date; answers the steps that it applied. */
export const migrating = Effect.gen(function* () {
  const url = yield* administrator
  yield* ensureRoles({ url, passwords: yield* passwords })
  const owner = Postgres.layer({ url, applicationName: "migrate", role: "croupier_owner", maxConnections: 1 })
  const applied = yield* Effect.provide(migrate(migrationSets), owner)
  yield* Effect.forEach(applied, (step) => Effect.logInfo(`${step.package} ${step.id}: ${step.name}`))
  yield* Effect.logInfo(applied.length === 0 ? "every schema is up to date" : `${applied.length} migrations applied`)
  return applied
}).pipe(Effect.mapError(Postgres.naming("DATABASE_ADMIN_URL")))
