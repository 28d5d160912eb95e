import { Effect } from "effect"
import { request } from "undici"

/** How long a provider may take, in milliseconds, and how long his answer may be, in bytes. */
export interface Bounds {
  readonly patience: number
  readonly largest: number
}

/**
 * Posts a signed JSON body to a provider; fails with a line for the log. Where it goes is for the caller to take from the
 * credential's base URL and nothing else: no redirect is followed, and nothing that a player sent is fetched.
 */
export const postSigned = (
  url: string,
  body: string,
  signature: Readonly<Record<string, string>>,
  bounds: Bounds
): Effect.Effect<string, string> =>
  Effect.tryPromise({
    try: (signal) => post(url, body, signature, bounds, signal),
    catch: (error) => (error instanceof Error ? error.message : String(error))
  }).pipe(
    Effect.timeoutFail({ duration: bounds.patience, onTimeout: () => `no answer within ${bounds.patience} ms` }),
    Effect.flatMap(({ status, text }) => (status === 200 ? Effect.succeed(text) : Effect.fail(`status ${status}`)))
  )

const post = async (
  url: string,
  body: string,
  signature: Readonly<Record<string, string>>,
  { largest, patience }: Bounds,
  signal: AbortSignal
) => {
  const answer = await request(url, {
    method: "POST",
    body,
    signal,
    headersTimeout: patience,
    bodyTimeout: patience,
    headers: { "content-type": "application/json", ...signature }
  })
  const parts: Array<Buffer> = []
  let size = 0
  for await (const part of answer.body as AsyncIterable<Buffer>) {
    size += part.length
    if (size > largest) throw new Error(`the answer is longer than ${largest} bytes`)
    parts.push(part)
  }
  return { status: answer.statusCode, text: Buffer.concat(parts).toString("utf8") }
}
