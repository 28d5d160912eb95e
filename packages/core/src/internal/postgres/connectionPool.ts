import { Duration, Effect, Redacted, type Scope } from "effect"
import { Pool } from "pg"
import { type RoleName, roleSettings } from "../../postgres/roleNames.js"
import { StopOverdue } from "../config/StopOverdue.js"
import { usualLimit } from "./AnswerLimit.js"
import type { PostgresOptions } from "./PostgresOptions.js"
import { PreparingClient } from "./PreparingClient.js"
import { typeParsers } from "./typeParsers.js"

/**
 * A pool for the length of the scope. Connections that do not answer in time are discarded, all of them once the stop of
 * the process is overdue: what closes behind them must not wait for a silent server.
 */
export const connectionPool = (options: PostgresOptions): Effect.Effect<Pool, never, Scope.Scope> =>
  Effect.gen(function* () {
    const connections = new Connections()
    const pool = yield* Effect.acquireRelease(open(options, connections), (pool) =>
      Effect.promise(() => pool.end()).pipe(Effect.interruptible, Effect.timeoutOption("2 seconds"))
    )
    const overdue = yield* StopOverdue
    yield* Effect.forkScoped(
      Effect.zipRight(
        overdue,
        Effect.sync(() => connections.abandon())
      )
    )
    return pool
  })

/** Every connection of a pool, those that are being made too. */
class Connections {
  readonly #all = new Set<PreparingClient>()
  #abandoned = false

  add(client: PreparingClient): void {
    this.#all.add(client)
    client.once("end", () => this.#all.delete(client))
    if (this.#abandoned) setImmediate(() => client.abandon(stopped()))
  }

  abandon(): void {
    this.#abandoned = true
    for (const client of this.#all) client.abandon(stopped())
  }
}

const stopped = (): Error => new Error("the process is stopping and no longer waits for PostgreSQL")

const open = (options: PostgresOptions, connections: Connections): Effect.Effect<Pool> =>
  Effect.map(Effect.runtime(), (runtime) => {
    const pool = new Pool({
      Client: class extends PreparingClient {
        constructor(config?: ConstructorParameters<typeof PreparingClient>[0]) {
          super(config)
          connections.add(this)
        }
      },
      connectionString: Redacted.value(options.url),
      application_name: options.applicationName,
      max: options.maxConnections ?? 6,
      connectionTimeoutMillis: Duration.toMillis(options.connectTimeout ?? "5 seconds"),
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      types: typeParsers,
      ...timeouts(options.statementTimeout),
      ...(options.role === undefined ? {} : { options: startupOptions(options.role) })
    })
    // Without a listener a lost idle connection would end the process. The pool has dropped it already. One that is lost
    // while the pool closes was abandoned by both sides.
    pool.on("error", (error) => {
      if (pool.ending) return
      Effect.logWarning(`database connection lost: ${error.message}`).pipe(Effect.provide(runtime), Effect.runFork)
    })
    // Interrupted, a statement is cancelled, and its connection given back without its answer.
    pool.on("release", (_, client) => {
      if (client instanceof PreparingClient) client.settle()
    })
    return pool
  })

const timeouts = (statement: Duration.DurationInput | undefined) => {
  if (statement === undefined) return {}
  const millis = Duration.toMillis(statement)
  return { statement_timeout: millis, query_timeout: usualLimit(millis) }
}

const startupOptions = (role: RoleName): string =>
  [["role", role], ...Object.entries(roleSettings(role))].map(([name, value]) => `-c ${name}=${value}`).join(" ")
