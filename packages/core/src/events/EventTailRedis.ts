import { Effect, Fiber, Layer, Metric } from "effect"
import { tailLosses } from "../internal/events/TailMetrics.js"
import { TailWriter } from "../internal/events/TailWriter.js"
import { Redis } from "../redis/Redis.js"
import { EventTail } from "./EventTail.js"

/** The relay continues after this time, whether Redis answers or not. */
const waitAtMost = "20 millis"

/** How long Redis is not asked after a failure. */
const restMillis = 1000

/**
 * The tail as streams in Redis, one for each partition. A Redis that is unavailable, slow, full or flushed costs readers a read of the
 * outbox and the relay nothing.
 */
export const layerRedis: Layer.Layer<EventTail, never, Redis> = Layer.scoped(
  EventTail,
  Effect.gen(function* () {
    const { ask } = yield* Redis
    const scope = yield* Effect.scope
    const domains = new Map<string, Domain>()
    const domainOf = (name: string): Domain => {
      const known = domains.get(name) ?? { writer: new TailWriter(name, ask), isWriting: false, restsUntil: 0 }
      domains.set(name, known)
      return known
    }
    return {
      publish: (name, tick, source) =>
        Effect.suspend(() => {
          const domain = domainOf(name)
          if (domain.isWriting || performance.now() < domain.restsUntil) {
            return Metric.increment(tailLosses)
          }
          domain.isWriting = true
          const writing = domain.writer.write(tick, source).pipe(
            Effect.catchAllCause((cause) => {
              domain.restsUntil = performance.now() + restMillis
              return Effect.zipRight(
                Metric.increment(tailLosses),
                Effect.logDebug(`cannot append batch ${tick} to the tail of ${name}`, cause)
              )
            }),
            Effect.ensuring(
              Effect.sync(() => {
                domain.isWriting = false
              })
            )
          )
          return Effect.flatMap(Effect.forkIn(writing, scope), (fiber) =>
            Effect.asVoid(Effect.timeoutOption(Fiber.await(fiber), waitAtMost))
          )
        })
    }
  })
)

interface Domain {
  readonly writer: TailWriter
  isWriting: boolean
  restsUntil: number
}
