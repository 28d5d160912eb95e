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
      const response = await fetch(url, {
        method,
        headers: {
          ...(ask.host === undefined ? {} : { "x-forwarded-host": ask.host }),
          ...(ask.token === undefined ? {} : { authorization: `Bearer ${ask.token}` }),
          ...(ask.idempotencyKey === undefined ? {} : { "idempotency-key": ask.idempotencyKey }),
          ...(ask.body === undefined ? {} : { "content-type": "application/json" })
        },
        ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) })
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${response.status} ${text}`)
      return JSON.parse(text) as A
    },
    catch: (cause) => new UnexpectedAnswer({ message: `${method} ${url}: ${String(cause)}` })
  })
