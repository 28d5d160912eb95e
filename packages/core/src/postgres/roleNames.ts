/**
 * The logins of a Croupier database, none of them superuser.
 * `croupier_owner` owns the schemas and runs migrations; row-level security is FORCEd on it as well.
 * `croupier_config` writes licences, brands and domains, and nothing else.
 * `croupier_gateway`, `croupier_player`, `croupier_wallet`, `croupier_game`, `croupier_rolling`, `croupier_agent` and
 * `croupier_promotion` are the services' own, each with the rights of its domain on the brands that its transaction names;
 * those that end in `_worker` are the workers'.
 * `croupier_app` has the rights of all services: for an app that embeds several domains in one process.
 * `croupier_span` is for work that crosses brands (relay, fold, reconciliation, verification): its members alone may name `'*'`.
 */
export const roleNames = [
  "croupier_owner",
  "croupier_config",
  "croupier_gateway",
  "croupier_player",
  "croupier_player_worker",
  "croupier_wallet",
  "croupier_wallet_worker",
  "croupier_game",
  "croupier_rolling",
  "croupier_rolling_worker",
  "croupier_agent",
  "croupier_agent_worker",
  "croupier_promotion",
  "croupier_promotion_worker",
  "croupier_app",
  "croupier_span"
] as const
export type RoleName = (typeof roleNames)[number]

/** Which role has the rights of which others. */
export const memberships: ReadonlyArray<readonly [member: RoleName, of: RoleName]> = [
  ["croupier_owner", "croupier_span"],
  ["croupier_wallet_worker", "croupier_span"],
  ["croupier_player_worker", "croupier_player"],
  ["croupier_rolling_worker", "croupier_rolling"],
  ["croupier_rolling_worker", "croupier_span"],
  ["croupier_agent_worker", "croupier_agent"],
  ["croupier_agent_worker", "croupier_span"],
  ["croupier_promotion_worker", "croupier_promotion"],
  ["croupier_promotion_worker", "croupier_span"],
  ["croupier_app", "croupier_gateway"],
  ["croupier_app", "croupier_player_worker"],
  ["croupier_app", "croupier_wallet"],
  ["croupier_app", "croupier_game"],
  ["croupier_app", "croupier_rolling"],
  ["croupier_app", "croupier_agent"],
  ["croupier_app", "croupier_promotion"]
]

/** Every login but the owner's, for what all of them may do. */
export const everyLogin: string = roleNames.filter((role) => role !== "croupier_owner").join(", ")

/** The login of the service that a schema belongs to; a domain of an app's own is served by `croupier_app`. */
export const serviceLogin = (schema: string): RoleName => {
  const own = roleNames.find((role) => role === schema)
  return own ?? "croupier_app"
}

/** The login that publishes a schema's outbox where the process may not span brands. */
export const publisherLogin = (schema: string): RoleName =>
  schema === "croupier_player" ? "croupier_player_worker" : "croupier_app"

/**
 * Settings each login starts with, so that a frozen process holds no lock for long. Jobs raise `statement_timeout` with
 * `SET LOCAL`; the owner has none, for a migration may run long.
 */
export const roleSettings = (role: RoleName): Readonly<Record<string, string>> => ({
  lock_timeout: "5s",
  idle_in_transaction_session_timeout: "10s",
  ...(role === "croupier_owner" ? {} : { statement_timeout: "30s" })
})
