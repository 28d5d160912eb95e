import type { PostgresPool } from "@croupier/core/postgres/Postgres"
import type { Context } from "effect"
import { type Failure, failureOf } from "./Failure.js"

/** The process's pool. */
export type Pool = Context.Tag.Service<typeof PostgresPool>

/** A call that failed, and what became of it. */
export class CallFailed extends Error {
  constructor(
    readonly failure: Failure,
    override readonly cause: unknown
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** Runs one prepared statement and gives its rows as arrays; fails with `CallFailed`. */
export type Query = (text: string, values: ReadonlyArray<unknown>) => Promise<ReadonlyArray<ReadonlyArray<unknown>>>

/** A connection to the server. */
export interface Connection {
  readonly query: Query
  /** The server process behind it, once known. */
  backend: string | undefined
}

const backends = new WeakMap<object, string>()

/**
 * Lends a connection for calls that follow each other. A connection on which an answer has not come after `timeout`
 * milliseconds is treated as lost; one on which the server only refused a statement is kept.
 */
export const withConnection = async <A>(
  pool: Pool,
  timeout: number,
  use: (connection: Connection) => Promise<A>
): Promise<A> => {
  const client = await pool.connect().catch((cause: unknown) => Promise.reject(new CallFailed("unreached", cause)))
  let lost: Error | undefined
  const query: Query = async (text, values) => {
    try {
      const result = await inTime(timeout, client.query({ text, values: [...values], rowMode: "array" }))
      return result.rows
    } catch (cause) {
      const failed = new CallFailed(failureOf(cause), cause)
      if (failed.failure === "lost") lost = failed
      throw failed
    }
  }
  const connection: Connection = { query, backend: backends.get(client) }
  try {
    return await use(connection)
  } finally {
    if (connection.backend !== undefined) backends.set(client, connection.backend)
    client.release(lost)
  }
}

const inTime = <A>(timeout: number, answer: Promise<A>): Promise<A> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer from PostgreSQL within ${timeout} ms`)), timeout)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
