import * as Setting from "@croupier/core/config/Setting"
import * as Shell from "@croupier/core/config/Shell"
import { migrate } from "@croupier/core/postgres/Migrations"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { ensureRoles, type RoleName } from "@croupier/core/postgres/Roles"
import { Array as Arr, Config, Effect, Option } from "effect"
import { administrator } from "./compose/administrator.js"
import { migrationSets } from "./compose/stores.js"

const password = (variable: string, role: RoleName) =>
  Config.map(
    Setting.optional(
      Setting.secret(variable, {
        description: `the password to give the login ${role}; unset: it keeps its own`,
        minLength: 16
      })
    ),
    Option.map((given) => [role, given] as const)
  )

const passwords = Config.map(
  Config.all([
    password("DATABASE_PASSWORD_APP", "croupier_app"),
    password("DATABASE_PASSWORD_CONFIG", "croupier_config"),
    password("DATABASE_PASSWORD_GAME", "croupier_game"),
    password("DATABASE_PASSWORD_GATEWAY", "croupier_gateway"),
    password("DATABASE_PASSWORD_PLAYER", "croupier_player"),
    password("DATABASE_PASSWORD_PLAYER_WORKER", "croupier_player_worker"),
    password("DATABASE_PASSWORD_SPAN", "croupier_span"),
    password("DATABASE_PASSWORD_WALLET", "croupier_wallet"),
    password("DATABASE_PASSWORD_WALLET_WORKER", "croupier_wallet_worker")
  ]),
  (all) => Object.fromEntries(Arr.getSomes(all))
)

Effect.gen(function* () {
  const url = yield* administrator
  yield* ensureRoles({ url, passwords: yield* passwords })
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
