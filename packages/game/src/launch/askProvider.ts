import { Effect } from "effect"
import { request } from "undici"
import { LaunchFailed } from "../callback/Adapter.js"

/** How long a provider may take for a game's address, in milliseconds: a player is waiting. */
const patience = 5000
const largest = 64 * 1024

/**
 * Posts a signed JSON body to a provider and reads the address in its answer, which must be an http(s) URL. Where it goes is
 * for the caller to take from the credential's base URL and nothing else: no redirect is followed, and nothing that a player
 * sent is fetched.
 */
export const askProvider = (
  url: string,
  body: string,
  signature: Readonly<Record<string, string>>,
  addressIn: (answer: unknown) => unknown
): Effect.Effect<string, LaunchFailed> =>
  Effect.tryPromise({
    try: (signal) => post(url, body, signature, signal),
    catch: (error) => failed(error instanceof Error ? error.message : String(error))
  }).pipe(
    Effect.timeoutFail({ duration: patience, onTimeout: () => failed(`no answer within ${patience} ms`) }),
    Effect.flatMap(({ status, text }) => {
      if (status !== 200) return failed(`status ${status}`)
      const address = httpAddress(text, addressIn)
      return address === undefined ? failed("the answer holds no http(s) URL") : Effect.succeed(address)
    })
  )

const post = async (url: string, body: string, signature: Readonly<Record<string, string>>, signal: AbortSignal) => {
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

const httpAddress = (text: string, addressIn: (answer: unknown) => unknown): string | undefined => {
  try {
    const url = addressIn(JSON.parse(text))
    return typeof url === "string" && /^https?:$/.test(new URL(url).protocol) ? url : undefined
  } catch {
    return undefined
  }
}

const failed = (detail: string): LaunchFailed => new LaunchFailed({ detail })
