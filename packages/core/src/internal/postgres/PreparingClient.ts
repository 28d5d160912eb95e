import { Client, type ClientConfig } from "pg"
import { endsConnection } from "../../postgres/endsConnection.js"
import { isQueryConfig, preparing, type Query } from "../../postgres/preparedStatements.js"
import { sqlState } from "../../postgres/SqlErrors.js"
import { AnswerLimit, NoAnswer, usualLimit } from "./AnswerLimit.js"

/**
 * A `pg` client that prepares every statement with parameters, under a name derived from its text, and that waits for no
 * answer longer than `query_timeout`, or than a statement's own `statement_timeout`: a server or network that is silent
 * costs the connection, transaction statements included. A parameter that is `undefined` fails the statement (plain `pg`
 * would store NULL), and a dying connection never ends the process.
 */
export class PreparingClient extends Client {
  readonly #limit: AnswerLimit
  #unanswered = 0

  constructor({ query_timeout = defaultLimit, ...config }: ClientConfig = {}) {
    super(config)
    this.#limit = new AnswerLimit(query_timeout)
    // Node ends the process on an "error" event without listener; a waiting query fails by itself.
    this.on("error", () => undefined)
    // After such an error the socket closes a moment later: until then the pool would hand this connection to the next statement.
    this.once("connect", () =>
      this.connection.prependListener("errorMessage", (error: unknown) => {
        if (endsConnection(sqlState(error) ?? "")) void this.end()
      })
    )
    const query: unknown = this.query.bind(this)
    this.query = preparing((config, values, callback) =>
      this.#answered(query as Query, config, values, callback)
    ) as Client["query"]
  }

  /** Closes the connection at once; statements without an answer fail with this. */
  abandon(reason: Error): void {
    this.connection.stream.destroy(reason)
  }

  /** Closes the connection unless what is asked of it has an answer within a second: it was given back too early. */
  settle(): void {
    if (this.#unanswered === 0) return
    setTimeout(() => {
      if (this.#unanswered > 0) this.abandon(new NoAnswer(settleWithin))
    }, settleWithin).unref()
  }

  /** Sends a statement and keeps its limit. Cursors are left to themselves: they are read bit by bit. */
  #answered(query: Query, config: unknown, values: unknown, callback: unknown): unknown {
    const text = textOf(config)
    if (text === undefined) return query(config, values, callback)
    const millis = this.#limit.for(text)
    const timer = setTimeout(() => this.abandon(new NoAnswer(millis)), millis)
    this.#unanswered++
    const done = (): void => {
      clearTimeout(timer)
      this.#unanswered--
    }
    const reporting =
      (report: Report): Report =>
      (error, result) => {
        done()
        report(error, result)
      }
    if (isReport(values)) return query(config, reporting(values))
    if (isReport(callback)) return query(config, values, reporting(callback))
    const answer = query(config, values)
    if (answer instanceof Promise) answer.then(done, done)
    return answer
  }
}

/** Without a `query_timeout`: that of the logins' `statement_timeout`. */
const defaultLimit = usualLimit(30_000)

const settleWithin = 1_000

type Report = (error: unknown, result?: unknown) => void

const isReport = (value: unknown): value is Report => typeof value === "function"

const textOf = (config: unknown): string | undefined =>
  typeof config === "string" ? config : isQueryConfig(config) ? config.text : undefined
