import * as Setting from "@croupier/core/config/Setting"
import type { RoleName } from "@croupier/core/postgres/Roles"
import { Array as Arr, Config, Option } from "effect"

/** The logins that may be given a password, each by its own variable. */
const logins = {
  DATABASE_PASSWORD_AGENT: "croupier_agent",
  DATABASE_PASSWORD_AGENT_WORKER: "croupier_agent_worker",
  DATABASE_PASSWORD_APP: "croupier_app",
  DATABASE_PASSWORD_CONFIG: "croupier_config",
  DATABASE_PASSWORD_GAME: "croupier_game",
  DATABASE_PASSWORD_GATEWAY: "croupier_gateway",
  DATABASE_PASSWORD_PLAYER: "croupier_player",
  DATABASE_PASSWORD_PLAYER_WORKER: "croupier_player_worker",
  DATABASE_PASSWORD_ROLLING: "croupier_rolling",
  DATABASE_PASSWORD_ROLLING_WORKER: "croupier_rolling_worker",
  DATABASE_PASSWORD_SPAN: "croupier_span",
  DATABASE_PASSWORD_WALLET: "croupier_wallet",
  DATABASE_PASSWORD_WALLET_WORKER: "croupier_wallet_worker"
} as const satisfies Readonly<Record<string, RoleName>>

/** The variables that hold the passwords of logins. */
export const passwordVariables: ReadonlyArray<string> = Object.keys(logins)

const password = (variable: string, role: RoleName) =>
  Config.map(
    Setting.optional(
      Setting.secret(variable, {
        description: `password to set for the login ${role}; if not set, the password is unchanged`,
        minLength: 16
      })
    ),
    Option.map((given) => [role, given] as const)
  )

/** The passwords that the environment gives, by login. */
export const passwords = Config.map(
  Config.all(Object.entries(logins).map(([variable, role]) => password(variable, role))),
  (all) => Object.fromEntries(Arr.getSomes(all))
)
