import { Duration, Effect, Ref } from "effect"
import { request } from "undici"
import type { Hub88Keys } from "./Hub88Keys.js"
import { type Call, type Exchange, readAnswer, signatureHeader } from "./Hub88Wire.js"

/** How a client calls: where, with which keys, and how patiently. */
export interface Hub88ClientOptions {
  /** `https://…/callbacks/hub88/<credential>` */
  readonly callbackUrl: string
  readonly keys: Hub88Keys
  /** Repeats after the first attempt of a call that got no final answer. Default 3. */
  readonly repeats?: number
  /** Milliseconds that one attempt may take. Default 5000. */
  readonly patience?: number
  /** Milliseconds before the first repeat; each next wait is twice as long. Default 100. */
  readonly pause?: number
}

/** Sends signed calls to one wallet, repeats them as the real provider does, and keeps everything that was said. */
export interface Hub88Client {
  /** Sends fields as a signed JSON body; the last attempt is the answer. A repeat has the same body. */
  readonly call: (call: Call, fields: Fields) => Effect.Effect<Exchange>
  /** One attempt with exactly this body and, unless given, its true signature; `null` sends none. */
  readonly raw: (call: Call | (string & {}), body: string, signature?: string | null) => Effect.Effect<Exchange>
  /** All attempts so far, in the order of their answers. */
  readonly exchanges: Effect.Effect<ReadonlyArray<Exchange>>
}

/** The fields of a body. A bigint is written as the integer that it is. */
export type Fields = Readonly<Record<string, string | bigint | boolean | null | undefined>>

/** A client without a connection of its own to close. */
export const make = (options: Hub88ClientOptions): Effect.Effect<Hub88Client> =>
  Effect.map(Ref.make<ReadonlyArray<Exchange>>([]), (exchanges) => {
    const { callbackUrl, keys, pause = 100, patience = 5000, repeats = 3 } = options

    const attempt = (call: string, body: string, signature: string | null, number: number): Effect.Effect<Exchange> =>
      Effect.tap(
        Effect.promise((signal) => post(`${callbackUrl}/${call}`, body, signature, patience, signal)).pipe(
          Effect.timed,
          Effect.map(([took, { httpStatus, text }]) => ({
            call: call as Call,
            attempt: number,
            body,
            httpStatus,
            text,
            answer: readAnswer(text),
            millis: Duration.toMillis(took)
          }))
        ),
        (exchange) => Ref.update(exchanges, (all) => [...all, exchange])
      )

    const persist = (call: Call, body: string, number: number): Effect.Effect<Exchange> =>
      Effect.flatMap(attempt(call, body, keys.sign(body), number), (exchange) =>
        isFinal(exchange) || number > repeats
          ? Effect.succeed(exchange)
          : Effect.zipRight(Effect.sleep(pause * 2 ** (number - 1)), persist(call, body, number + 1))
      )

    return {
      call: (call, fields) => persist(call, bodyOf(fields), 1),
      raw: (call, body, signature) => attempt(call, body, signature === undefined ? keys.sign(body) : signature, 1),
      exchanges: Ref.get(exchanges)
    }
  })

/** Whether the provider takes an answer as one: not a lost one, not a broken server, and not "unknown". */
export const isFinal = ({ answer, httpStatus }: Exchange): boolean =>
  httpStatus === 200 && answer.status !== undefined && answer.status !== "RS_ERROR_UNKNOWN"

/** A body of these fields, in their order; what is undefined is left out. */
export const bodyOf = (fields: Fields): string =>
  `{${Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}:${typeof value === "bigint" ? value : JSON.stringify(value)}`)
    .join(",")}}`

const post = async (url: string, body: string, signature: string | null, patience: number, signal: AbortSignal) => {
  try {
    const { body: answer, statusCode } = await request(url, {
      method: "POST",
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
      headers: { "content-type": "application/json", ...(signature === null ? {} : { [signatureHeader]: signature }) }
    })
    return { httpStatus: statusCode, text: await answer.text() }
  } catch {
    return { httpStatus: undefined, text: "" }
  }
}
