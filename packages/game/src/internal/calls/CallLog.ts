import { uuidv7 } from "@croupier/core/Ids"
import { FairQueue } from "@croupier/core/queue/FairQueue"
import { Cause, Context, Effect, Layer, Metric, Schedule } from "effect"
import type { Ask, Callback, CallbackAnswer } from "../callback/Adapter.js"
import type { Credential } from "../credential/Credential.js"
import { PlaySessions } from "../launch/PlaySessions.js"
import { CallStore } from "./CallStore.js"
import { maskJson } from "./maskJson.js"
import { type KeptCall, longest } from "./StoredCall.js"

/** A correctly signed call, as it came and as it was answered. */
export interface AnsweredCall {
  readonly credential: Credential
  readonly callback: Callback
  /** Undefined where it was not understood. */
  readonly ask: Ask | undefined
  readonly answer: CallbackAnswer
  /** Which fields of its body may be kept. */
  readonly fields: ReadonlySet<string>
  /** Milliseconds of the epoch. */
  readonly at: number
  readonly took: number
}

/** Records calls outside the path of the money: recording one neither waits nor fails. */
export class CallLog extends Context.Tag("@croupier/game/CallLog")<
  CallLog,
  { readonly note: (call: AnsweredCall) => void }
>() {}

/** Keeps nothing. */
export const layerNone: Layer.Layer<CallLog> = Layer.succeed(CallLog, { note: () => undefined })

/** How much waits to be written at most, and how often it is written. */
export interface CallLogOptions {
  readonly calls: number
  /** Of all bodies together. */
  readonly bytes: number
  readonly every: number
}

const standard: CallLogOptions = { calls: 10_000, bytes: 16 * 1024 * 1024, every: 250 }

/** Of one insertion. */
const batch = 500

/** Answered calls that were not kept. */
export const dropped = Metric.counter("provider_calls_dropped_total", {
  description: "Answered provider calls not stored for the request viewer because the write queue was full",
  incremental: true
})

/**
 * Writes noted calls in batches from a fiber of its own, which also does the masking. While the store is unavailable they wait, and
 * what exceeds the bounds is dropped and counted, of the brand that has the most waiting; brands take turns in each batch.
 * What waits is written when the scope closes, if that takes no second.
 */
export const make = ({ bytes, calls, every }: CallLogOptions): Layer.Layer<CallLog, never, CallStore | PlaySessions> =>
  Layer.scoped(
    CallLog,
    Effect.gen(function* () {
      const store = yield* CallStore
      const sessions = yield* PlaySessions
      const waiting = new FairQueue<Noted>(calls)
      /** The batch being written. */
      let oldest: ReadonlyArray<Noted> = []
      let size = 0
      let refused = 0

      const keep = Effect.fnUntraced(function* ({ call, id }: Noted) {
        const account = call.ask === undefined ? undefined : yield* sessions.account(call.ask.account)
        return keptOf(id, call, account?.player ?? null)
      })

      const next = (): ReadonlyArray<Noted> => {
        const taken: Array<Noted> = []
        waiting.visit((noted) => {
          if (taken.length === batch) return "enough"
          taken.push(noted)
          return "taken"
        })
        return taken
      }

      /** Writes a batch; the next is taken only once it is written. */
      const write = Effect.gen(function* () {
        if (refused > 0) yield* Metric.incrementBy(dropped, refused)
        refused = 0
        if (oldest.length === 0) oldest = next()
        if (oldest.length > 0) {
          yield* store.add(yield* Effect.forEach(oldest, keep))
          for (const { call } of oldest) size -= call.callback.body.length
          oldest = []
        }
      })
      const writeAll = write.pipe(Effect.repeat({ while: () => waiting.size > 0 }))
      const tick = Effect.catchAllCause(writeAll, (cause) =>
        Effect.logWarning("cannot store provider calls", Cause.squash(cause))
      )
      yield* Effect.addFinalizer(() => tick.pipe(Effect.interruptible, Effect.timeout("1 second"), Effect.ignore))
      yield* Effect.forkScoped(Effect.repeat(tick, Schedule.spaced(every)))

      return {
        note: (call) => {
          const { length } = call.callback.body
          const { brand } = call.credential
          if (length > bytes) {
            refused += 1
            return
          }
          // Named here, so that a batch with a lost answer is not written twice.
          waiting.putBack(brand, { id: uuidv7(call.at), call })
          size += length
          while (waiting.size + oldest.length > calls || size > bytes) {
            const given = waiting.dropFromLongest()
            if (given === undefined) return
            size -= given.call.callback.body.length
            refused += 1
          }
        }
      }
    })
  )

interface Noted {
  readonly id: string
  readonly call: AnsweredCall
}

/** With room for ten thousand calls and 16 MiB. */
export const layer: Layer.Layer<CallLog, never, CallStore | PlaySessions> = make(standard)

const decoder = new TextDecoder()

const keptOf = (
  id: string,
  { answer, ask, at, callback, credential, fields, took }: AnsweredCall,
  player: KeptCall["player"]
): KeptCall => {
  const body = maskJson(decoder.decode(callback.body), fields)
  return {
    id,
    brand: credential.brand,
    provider: credential.provider,
    credential: credential.id,
    at,
    took,
    path: printable(callback.path.slice(0, 64)),
    body: body === undefined || body.length > longest ? null : printable(body),
    status: answer.status,
    answer: printable(
      (ask?.asksForPlayer === true ? withoutFacts(answer.body, fields) : answer.body).slice(0, longest)
    ),
    player,
    round: ask?.about.round === undefined ? null : printable(ask.about.round),
    transactions: (ask?.about.transactions ?? []).map(printable)
  }
}

/** What a provider receives about a player is not kept: erasure would not reach it. */
const withoutFacts = (answer: string, fields: ReadonlySet<string>): string =>
  maskJson(answer, new Set([...fields, "status"])) ?? ""

/** Without what no database keeps: a NUL, and halves of characters. */
const printable = (text: string): string => Buffer.from(text).toString().replaceAll("\0", "\ufffd")
