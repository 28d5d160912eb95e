import { Deferred, Effect, Layer } from "effect"
import { StopOverdue } from "../config/StopOverdue.js"

/** After this time a database that does not answer is abandoned, which leaves some for closing the rest within ten seconds. */
const overdueMillis = 4_000

/**
 * Bounds how long a layer takes to close: connections that do not answer are discarded in time. The layer is built fresh: it
 * shares nothing with other embedded domains of one graph.
 */
export const stopInTime = <A, E, R>(layer: Layer.Layer<A, E, R>): Layer.Layer<A, E, R> =>
  Layer.unwrapEffect(
    Effect.map(Deferred.make<void>(), (overdue) => {
      // Above the whole, so that it is the first to hear of the end.
      const closing = Layer.scopedDiscard(
        Effect.addFinalizer(() =>
          Effect.sync(() => {
            setTimeout(() => Deferred.unsafeDone(overdue, Effect.void), overdueMillis).unref()
          })
        )
      )
      // Around both: a fresh layer that is named twice, as `provideMerge` does, is built twice.
      return Layer.fresh(Layer.provideMerge(closing, layer)).pipe(
        Layer.provide(Layer.succeed(StopOverdue, Deferred.await(overdue)))
      )
    })
  )
