import { Context, type Duration, Effect, Layer, Queue, type Scope } from "effect"

/** Waits for the next hint, or for the time to pass. A hint that came since the last wait counts. */
export type Wait = (atMost: Duration.DurationInput) => Effect.Effect<void>

/**
 * Hints within one process that there may be work, so that pollers need not wait. A hint may be lost: nothing but
 * speed relies on it.
 */
export class Notifier extends Context.Tag("@croupier/core/Notifier")<
  Notifier,
  {
    readonly wake: (topic: string) => Effect.Effect<void>
    readonly listen: (topic: string) => Effect.Effect<Wait, never, Scope.Scope>
  }
>() {}

/** The topic notified by each commit of a domain's events: its relay listens. */
export const committed = (domain: string): string => `committed ${domain}`

/** The topic that the relay of a domain notifies of a new batch: consumers listen. */
export const published = (domain: string): string => `published ${domain}`

/** Hints by memory. */
export const layer: Layer.Layer<Notifier> = Layer.sync(Notifier, () => {
  const listeners = new Map<string, Set<Queue.Enqueue<void>>>()
  const listen = (topic: string) =>
    Effect.gen(function* () {
      const hints = yield* Queue.sliding<void>(1)
      const others = listeners.get(topic) ?? new Set()
      listeners.set(topic, others.add(hints))
      yield* Effect.addFinalizer(() => Effect.sync(() => others.delete(hints)))
      return (atMost: Duration.DurationInput) => Effect.asVoid(Effect.timeoutOption(Queue.take(hints), atMost))
    })
  const wake = (topic: string) =>
    Effect.forEach(listeners.get(topic) ?? [], (hints) => Queue.offer(hints, undefined), { discard: true })
  return { wake, listen }
})
