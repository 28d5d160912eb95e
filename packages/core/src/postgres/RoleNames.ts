/**
 * The three logins of a Croupier database, none of them superuser.
 * `croupier_owner` owns the schemas and runs migrations; row-level security is FORCEd on it as well.
 * `croupier_app` is what services connect as: it sees the brands that its transaction names.
 * `croupier_span` is for loops that cross brands (relay, fold, reconciliation): it alone may name `'*'`; the owner is its member.
 */
export const roleNames = ["croupier_owner", "croupier_app", "croupier_span"] as const
export type RoleName = (typeof roleNames)[number]

/**
 * Settings each login starts with, so that a frozen process holds no lock for long. Jobs raise `statement_timeout` with
 * `SET LOCAL`; the owner has none, for a migration may run long.
 */
export const roleSettings = (role: RoleName): Readonly<Record<string, string>> => ({
  lock_timeout: "5s",
  idle_in_transaction_session_timeout: "10s",
  ...(role === "croupier_owner" ? {} : { statement_timeout: "30s" })
})
