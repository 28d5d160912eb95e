import * as Setting from "@croupier/core/config/Setting"
import * as Shell from "@croupier/core/config/Shell"
import { migrate } from "@croupier/core/postgres/Migrations"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { ensureRoles, type RoleName } from "@croupier/core/postgres/Roles"
import { Effect } from "effect"
import { administrator } from "./compose/administrator.js"
import { migrationSets } from "./compose/stores.js"

const password = (variable: string, role: RoleName) =>
  Setting.optional(
    Setting.secret(variable, {
      description: `the password to give the login ${role}; unset: it keeps its own`,
      minLength: 16
    })
  )

const appPassword = password("DATABASE_PASSWORD_APP", "croupier_app")
const spanPassword = password("DATABASE_PASSWORD_SPAN", "croupier_span")

Effect.gen(function* () {
  const url = yield* administrator
  const app = yield* appPassword
  const span = yield* spanPassword
  yield* ensureRoles({
    url,
    passwords: {
      ...(app._tag === "Some" ? { croupier_app: app.value } : {}),
      ...(span._tag === "Some" ? { croupier_span: span.value } : {})
    }
  })
  const owner = Postgres.layer({ url, applicationName: "migrate", role: "croupier_owner", maxConnections: 1 })
  const applied = yield* Effect.provide(migrate(migrationSets), owner)
  yield* Effect.forEach(applied, (step) => Effect.logInfo(`${step.package} ${step.id}: ${step.name}`))
  yield* Effect.logInfo(applied.length === 0 ? "every schema is up to date" : `${applied.length} migrations applied`)
}).pipe(
  Effect.mapError(Postgres.naming("DATABASE_ADMIN_URL")),
  Shell.runTask("migrate", {
    needs: ["DATABASE_ADMIN_URL"],
    usage:
      "usage: migrate [--help]\nmakes the roles and brings every schema up to date; safe to repeat, and for two at once",
    takesArguments: false
  })
)
