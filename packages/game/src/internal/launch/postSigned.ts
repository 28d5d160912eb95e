import { Effect } from "effect"
import { Agent, request } from "undici"
import { complaintAbout, lookupAllowed, ProviderAddresses } from "../../launch/ProviderAddresses.js"

/** How long a provider may take, in milliseconds, and the maximum size of the response, in bytes. */
export interface Bounds {
  readonly patience: number
  readonly largest: number
}

/**
 * Posts a signed JSON body to a provider; fails with a line for the log. Where it goes is for the caller to take from the
 * credential's base URL and nothing else: no redirect is followed, nothing that a player sent is fetched, and what is not a
 * public address (`ProviderAddresses`) is not connected to.
 */
export const postSigned = (
  url: string,
  body: string,
  signature: Readonly<Record<string, string>>,
  bounds: Bounds
): Effect.Effect<string, string> =>
  Effect.flatMap(ProviderAddresses, (allowed) => {
    const complaint = complaintAbout(url, allowed)
    return complaint === undefined
      ? Effect.tryPromise({
          try: (signal) => post(url, body, signature, bounds, signal, agentOf(allowed.allowLoopback)),
          catch: (error) => (error instanceof Error ? error.message : String(error))
        })
      : Effect.fail(complaint)
  }).pipe(
    Effect.timeoutFail({ duration: bounds.patience, onTimeout: () => `no answer within ${bounds.patience} ms` }),
    Effect.flatMap(({ status, text }) => (status === 200 ? Effect.succeed(text) : Effect.fail(`status ${status}`)))
  )

/** Of an IP address no name is looked up: it was judged with the URL. */
const agents = new Map<boolean, Agent>()

const agentOf = (allowLoopback: boolean): Agent => {
  const agent = agents.get(allowLoopback) ?? new Agent({ connect: { lookup: lookupAllowed({ allowLoopback }) } })
  agents.set(allowLoopback, agent)
  return agent
}

const post = async (
  url: string,
  body: string,
  signature: Readonly<Record<string, string>>,
  { largest, patience }: Bounds,
  signal: AbortSignal,
  dispatcher: Agent
) => {
  const answer = await request(url, {
    method: "POST",
    dispatcher,
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
