/** The calls of the wallet protocol, by their path behind the callback URL. */
export type Call = "balance" | "betwin" | "rollback" | "finish"

/** A transaction as an answer names it. */
export interface AnsweredTransaction {
  readonly id_provider?: unknown
  /** The wallet's own id. */
  readonly id?: unknown
  readonly bonus_amount?: unknown
}

/** A wallet's answer as it was read: whatever was not of the expected type is absent. */
export interface Answer {
  /** The balance, of an error the one in its `meta`: a decimal text in main units. */
  readonly balance?: string | undefined
  /** The wallet's own id of the round. */
  readonly roundId?: string | undefined
  readonly transactions?: ReadonlyArray<AnsweredTransaction> | undefined
  /** `invalid_argument` or `internal`, of an error. */
  readonly code?: string | undefined
  readonly apiCode?: string | undefined
}

/** One attempt at one call, and the response. */
export interface Exchange {
  readonly call: Call
  /** 1 for the first; a repeat has the same body. */
  readonly attempt: number
  readonly body: string
  /** The HTTP status; undefined where no answer came. */
  readonly httpStatus: number | undefined
  /** What came back, byte for byte. */
  readonly text: string
  readonly answer: Answer
  readonly millis: number
}

/** What came of a call in one word: `200`, or the `api_code` of its error; `none` where there is neither. */
export const codeOf = ({ answer, httpStatus }: Exchange): string =>
  httpStatus === 200 ? "200" : (answer.apiCode ?? "none")

/** Reads an answer without trusting it. */
export const readAnswer = (text: string): Answer => {
  const fields = objectOf(parse(text))
  const meta = objectOf(fields.meta)
  return {
    balance: textOf(fields.balance) ?? textOf(meta.balance),
    roundId: textOf(fields.round_id),
    transactions: Array.isArray(fields.transactions) ? fields.transactions.map(objectOf) : undefined,
    code: textOf(fields.code),
    apiCode: textOf(meta.api_code)
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined)
