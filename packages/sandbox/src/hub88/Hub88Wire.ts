/** The calls of the wallet protocol, by their path behind the callback URL. */
export type Call = "user/info" | "user/balance" | "transaction/bet" | "transaction/win" | "transaction/rollback"

/** A wallet's answer as it was read: whatever was not of the expected type is absent. */
export interface Answer {
  readonly status?: string | undefined
  readonly user?: string | undefined
  readonly requestId?: string | undefined
  readonly currency?: string | undefined
  /** The integer as it was written: it may be longer than a float is exact. */
  readonly balance?: bigint | undefined
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

/** The header in which both sides sign. */
export const signatureHeader = "X-Hub88-Signature"

/** Hundred-thousandths of a main unit for a decimal text such as `"12.5"`. */
export const countOf = (amount: string): bigint => {
  const match = /^(\d+)(?:\.(\d{1,5}))?$/.exec(amount)
  if (!match) throw new RangeError(`"${amount}" is no amount of at most five decimals`)
  return BigInt(match[1] + (match[2] ?? "").padEnd(5, "0"))
}

/** Reads an answer without trusting it. */
export const readAnswer = (text: string): Answer => {
  const fields = parse(text)
  const textOf = (name: string) => (typeof fields[name] === "string" ? fields[name] : undefined)
  const balance = /"balance"\s*:\s*(\d+)\s*[,}]/.exec(text)?.[1]
  return {
    status: textOf("status"),
    user: textOf("user"),
    requestId: textOf("request_uuid"),
    currency: textOf("currency"),
    balance: balance === undefined ? undefined : BigInt(balance)
  }
}

const parse = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
