import { request } from "node:http"
import { Data, Effect } from "effect"

/** A call of the story that was not answered as the story has it. */
export class UnexpectedAnswer extends Data.TaggedError("UnexpectedAnswer")<{ readonly message: string }> {}

/** What a call says; `host` is the brand's domain. */
export interface Ask {
  readonly host?: string
  readonly token?: string
  readonly idempotencyKey?: string
  readonly body?: unknown
}

/** One JSON call; anything but a success ends the story with what was answered. */
export const call = <A>(method: string, url: string, ask: Ask = {}): Effect.Effect<A, UnexpectedAnswer> =>
  Effect.tryPromise({
    try: async () => {
      const { status, text } = await answer(method, url, ask)
      if (status >= 300) throw new Error(`${status} ${text}`)
      return JSON.parse(text) as A
    },
    catch: (cause) => new UnexpectedAnswer({ message: `${method} ${url}: ${String(cause)}` })
  })

/** The status of a GET for a brand's domain, whatever it is; 0 where there was no answer. */
export const statusOf = (url: string, host: string): Effect.Effect<number> =>
  Effect.promise(() =>
    answer("GET", url, { host }).then(
      ({ status }) => status,
      () => 0
    )
  )

/** Not by `fetch`, which sends a Host of its own: the brand is in it, as with a browser. */
const answer = (method: string, url: string, ask: Ask): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const headers = {
      ...(ask.host === undefined ? {} : { host: ask.host }),
      ...(ask.token === undefined ? {} : { authorization: `Bearer ${ask.token}` }),
      ...(ask.idempotencyKey === undefined ? {} : { "idempotency-key": ask.idempotencyKey }),
      ...(ask.body === undefined ? {} : { "content-type": "application/json" })
    }
    const sent = request(url, { method, headers }, (response) => {
      const { statusCode: status = 0 } = response
      let text = ""
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part
      })
      response.on("error", reject)
      response.on("end", () => resolve({ status, text }))
    })
    sent.on("error", reject).end(ask.body === undefined ? undefined : JSON.stringify(ask.body))
  })
