/** The server had not answered a statement when its time was up. The connection is closed: whether it took effect is unknown. */
export class NoAnswer extends Error {
  readonly code = "ETIMEDOUT"

  constructor(millis: number) {
    super(`no answer from PostgreSQL within ${millis} ms`)
  }
}

/** What the server is given beyond its own `statement_timeout`, which ends a statement that is merely slow. */
const grace = 1_000

/** Longer than any statement without a `statement_timeout`. */
const unlimited = 24 * 3_600_000

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 }

const setting = /\bSET (LOCAL )?statement_timeout = '?(\d+)(ms|s|min|h)?'?/

/**
 * How long one connection waits for the answer to a statement: its `statement_timeout` and a little more, whatever the
 * statements before it have set that to.
 */
export class AnswerLimit {
  readonly #usual: number
  #session: number | undefined
  #local: number | undefined

  constructor(usual: number) {
    this.#usual = usual
  }

  /** Milliseconds for this statement. */
  for(text: string): number {
    // Neither has work to do that takes long, and a ROLLBACK may be queued behind a statement that is never answered.
    if (/^(?:BEGIN|COMMIT|ROLLBACK)\b/.test(text)) this.#local = undefined
    if (text.includes("RESET ALL")) this.#session = undefined
    const [, local, digits, unit = "ms"] = (text.includes("statement_timeout") && setting.exec(text)) || []
    if (digits !== undefined) {
      const millis = Number(digits) * units[unit]!
      const limit = millis === 0 ? unlimited : millis + grace
      if (local === undefined) this.#session = limit
      else this.#local = limit
    }
    return this.#local ?? this.#session ?? this.#usual
  }
}

/** The usual limit for a login's `statement_timeout` in milliseconds. */
export const usualLimit = (statementTimeout: number): number => statementTimeout + grace
