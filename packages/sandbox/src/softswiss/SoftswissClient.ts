import { Duration, Effect, Ref } from "effect"
import { request } from "undici"
import * as SoftswissSignature from "./SoftswissSignature.js"
import { type Call, codeOf, type Exchange, readAnswer } from "./SoftswissWire.js"

/** How a client calls: where, with which secret, and how patiently. */
export interface SoftswissClientOptions {
  /** `https://…/callbacks/softswiss/<credential>` */
  readonly callbackUrl: string
  readonly secret: string
  /** Milliseconds that one attempt may take. Default 15 000. */
  readonly patience?: number
  /** Milliseconds before the first repeat; each next wait is twice as long. Default 100. */
  readonly pause?: number
}

/** Sends signed calls to one wallet, repeats them as such providers do, and keeps everything that was said. */
export interface SoftswissClient {
  /** Sends fields as a signed JSON body; the last attempt is the answer. A repeat has the same body. */
  readonly call: (call: Call, fields: object) => Effect.Effect<Exchange>
  /** One attempt with exactly this body and, unless given, its true signature; `null` sends none. */
  readonly raw: (call: Call | (string & {}), body: string, signature?: string | null) => Effect.Effect<Exchange>
  /** All attempts so far, in the order of their answers. */
  readonly exchanges: Effect.Effect<ReadonlyArray<Exchange>>
}

/** The maximum attempts of a call; a real provider repeats a refused rollback without end. */
const attempts: Readonly<Record<Call, number>> = { balance: 1, betwin: 4, rollback: 8, finish: 5 }

/** No further attempt begins after this many milliseconds. */
const longest = 30_000

/** Codes that are answers; everything else is asked again. */
const final = ["200", "100", "105", "106", "400", "403"]

/** Whether the provider takes an answer as one. */
export const isFinal = (exchange: Exchange): boolean => final.includes(codeOf(exchange))

/** Whether the outcome of a call is unknown: no answer, an unreadable one, or one that says "internal". */
export const isLost = (exchange: Exchange): boolean => ["none", "500"].includes(codeOf(exchange))

/** A client without a connection of its own to close. */
export const make = (options: SoftswissClientOptions): Effect.Effect<SoftswissClient> =>
  Effect.map(Ref.make<ReadonlyArray<Exchange>>([]), (exchanges) => {
    const { callbackUrl, patience = 15_000, pause = 100, secret } = options

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

    const persist = (call: Call, body: string, number: number, spent: number): Effect.Effect<Exchange> =>
      Effect.flatMap(attempt(call, body, SoftswissSignature.sign(secret, body), number), (exchange) => {
        const wait = pause * 2 ** (number - 1)
        const after = spent + exchange.millis + wait
        return isFinal(exchange) || number >= attempts[call] || after >= longest
          ? Effect.succeed(exchange)
          : Effect.zipRight(Effect.sleep(wait), persist(call, body, number + 1, after))
      })

    return {
      call: (call, fields) => persist(call, JSON.stringify(fields), 1, 0),
      raw: (call, body, signature) =>
        attempt(call, body, signature === undefined ? SoftswissSignature.sign(secret, body) : signature, 1),
      exchanges: Ref.get(exchanges)
    }
  })

const post = async (url: string, body: string, signature: string | null, patience: number, signal: AbortSignal) => {
  try {
    const { body: answer, statusCode } = await request(url, {
      method: "POST",
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
      headers: {
        "content-type": "application/json",
        ...(signature === null ? {} : { [SoftswissSignature.header]: signature })
      }
    })
    return { httpStatus: statusCode, text: await answer.text() }
  } catch {
    return { httpStatus: undefined, text: "" }
  }
}
