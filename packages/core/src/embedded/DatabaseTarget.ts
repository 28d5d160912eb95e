import { Effect, Redacted } from "effect"
import { Client } from "pg"
import { DatabaseNotReady } from "./DatabaseNotReady.js"

/** What is read of a pool of `pg`: the server and the login. */
export interface GivenPool {
  readonly options: object
}

/**
 * The database of an app: a URL with a login, or an existing pool of `pg`, of which only the settings are used. Connections
 * of our own read numbers and instants in another form, so they are opened in addition to the pool's.
 */
export type DatabaseTarget =
  | { readonly databaseUrl: string | { readonly href: string } | Redacted.Redacted; readonly pool?: never }
  | { readonly pool: GivenPool; readonly databaseUrl?: never }

/** The URL of a target; fails with `invalid-database-url` where there is none, or where a pool's settings do not fit in one. */
export const urlOf = (target: DatabaseTarget): Effect.Effect<Redacted.Redacted, DatabaseNotReady> =>
  Effect.suspend(() => {
    if (target.pool !== undefined) return urlOfPool(target.pool)
    const { databaseUrl } = target
    const text = textOf(databaseUrl)
    if (text === "") return invalid("databaseUrl is empty: give postgres://user:password@host:5432/database, or a pool")
    return /^postgres(?:ql)?:\/\//.test(text) && URL.canParse(text)
      ? Effect.succeed(Redacted.make(text))
      : invalid("databaseUrl is not a URL of the form postgres://user:password@host:5432/database")
  })

/** Callers without types may give nothing, such as a variable that is not set. */
const textOf = (given: string | { readonly href: string } | Redacted.Redacted | undefined): string => {
  if (Redacted.isRedacted(given)) return Redacted.value(given)
  return typeof given === "string" ? given : (given?.href ?? "")
}

const urlOfPool = ({ options }: GivenPool) =>
  Effect.gen(function* () {
    // It never connects; its constructor merges the settings, the connection string and the environment.
    const { database, host, password, port, ssl, user } = new Client(options)
    const given: unknown = password
    if (typeof given === "function" || (given !== undefined && given !== null && typeof given !== "string")) {
      return yield* invalid("the pool computes its password, which cannot be reused: give databaseUrl instead")
    }
    const mode = sslMode(ssl)
    if (mode === undefined) {
      return yield* invalid("the pool has its own TLS settings, which cannot be reused: give databaseUrl instead")
    }
    const url = new URL("postgres://localhost")
    if (!host.startsWith("/")) url.hostname = host.includes(":") ? `[${host}]` : host
    url.port = String(port)
    url.username = encodeURIComponent(user ?? "")
    url.password = encodeURIComponent(given ?? "")
    url.pathname = `/${encodeURIComponent(database ?? "")}`
    if (host.startsWith("/")) url.searchParams.set("host", host)
    if (mode !== "disable") url.searchParams.set("sslmode", mode)
    return Redacted.make(url.href)
  })

/** The mode of a URL that means the same as the pool's `ssl`; undefined where a URL cannot say it. */
const sslMode = (ssl: unknown): string | undefined => {
  if (ssl === undefined || ssl === null || ssl === false) return "disable"
  if (ssl === true) return "verify-full"
  if (typeof ssl !== "object") return undefined
  const named = Object.entries(ssl).filter(([, value]) => value !== undefined)
  if (named.length === 0) return "verify-full"
  if (named.length > 1 || named[0]?.[0] !== "rejectUnauthorized") return undefined
  return named[0][1] === false ? "no-verify" : "verify-full"
}

const invalid = (message: string) => new DatabaseNotReady({ code: "invalid-database-url", message })
