/** Whether a failed call took effect: it did not, or it may have and the same call with the same key answers which. */
export type Outcome = "not-applied" | "unknown"

/** What every failed call of a promise API rejects with. `code` is for programs, `detail` is one sentence for users. */
export class CroupierError extends Error {
  override readonly name: string = "CroupierError"

  constructor(
    readonly code: string,
    readonly detail: string,
    readonly outcome: Outcome = "not-applied",
    options?: { readonly cause?: unknown }
  ) {
    super(`${code}: ${detail}`, options)
  }
}

/** The call says something that cannot be: an amount, a currency, a key, an unknown brand. Nothing was done. */
export class InvalidInput extends CroupierError {
  override readonly name = "InvalidInput"
}

/** The store did not answer in time. With the outcome `unknown`, the same call with the same key answers what happened. */
export class Unavailable extends CroupierError {
  override readonly name = "Unavailable"
}

/** It was closed before the call, or while the call ran. */
export class Closed extends CroupierError {
  override readonly name = "Closed"
}

/** It cannot start: the address, the rights of the login, the schema or the keys are not as needed. */
export class NotReady extends CroupierError {
  override readonly name = "NotReady"

  constructor(
    code: string,
    detail: string,
    /** What an administrator runs on the database, where rights are missing. */
    readonly sql?: string
  ) {
    super(code, detail)
  }
}
