import { Agent, type ClientRequest, request } from "node:http"
import { Data, Effect } from "effect"

/** What a client asks; `host` is the site's domain, `address` the client's address. A text or bytes are sent unchanged. */
export interface Ask {
  readonly host?: string
  readonly address?: string
  readonly token?: string | undefined
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** What was answered; `json` is undefined where the body is none. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
  readonly text: string
  readonly json: unknown
  readonly millis: number
}

/** No answer came: the connection could not be made, or broke. */
export class NoAnswer extends Data.TaggedError("NoAnswer")<{ readonly message: string }> {}

// Idle connections are closed before the servers close them, which could coincide with the next request.
const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: 4_000 })

/** One call. Unlike `fetch` it sends Host and path as they are given; interrupting it disconnects. */
export const call = (method: string, url: string, ask: Ask = {}): Effect.Effect<Answer, NoAnswer> =>
  Effect.async<Answer, NoAnswer>((resume) => {
    const began = performance.now()
    const body = bytesOf(ask.body)
    const fail = (error: Error): void => resume(new NoAnswer({ message: `${method} ${url}: ${error.message}` }))
    const sent: ClientRequest = request(
      { ...targetOf(url), method, agent, headers: headersOf(ask, body) },
      (response) => {
        const chunks: Array<Buffer> = []
        response.on("data", (chunk: Buffer) => chunks.push(chunk))
        response.on("error", fail)
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8")
          const { headers, statusCode = 0 } = response
          resume(
            Effect.succeed({ status: statusCode, headers, text, json: parse(text), millis: performance.now() - began })
          )
        })
      }
    )
    sent.on("error", fail)
    sent.end(body)
    return Effect.sync(() => sent.destroy())
  })

/** Not by `URL`, which would tidy the path. */
const targetOf = (url: string) => {
  const [, hostname, port, path] = /^http:\/\/([^:/]+):(\d+)(.*)$/.exec(url) ?? []
  return { hostname, port, path: path === "" ? "/" : path }
}

const headersOf = (ask: Ask, body: Buffer | undefined): Record<string, string> => ({
  ...(ask.host === undefined ? {} : { host: ask.host }),
  ...(ask.address === undefined ? {} : { "x-forwarded-for": ask.address }),
  ...(ask.token === undefined ? {} : { authorization: `Bearer ${ask.token}` }),
  ...(ask.key === undefined ? {} : { "idempotency-key": ask.key }),
  ...(body === undefined ? {} : { "content-type": "application/json", "content-length": String(body.length) }),
  ...ask.headers
})

const bytesOf = (body: unknown): Buffer | undefined => {
  if (body === undefined) return undefined
  if (typeof body === "string" || body instanceof Uint8Array) return Buffer.from(body as string)
  return Buffer.from(JSON.stringify(body))
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
