import { Effect, Exit, Layer, Runtime, Scope } from "effect"
import { plainLog } from "../internal/promise/plainLog.js"
import { Closed } from "./CroupierError.js"
import type { LogEntry } from "./Options.js"
import { plainError } from "./plainError.js"

/** A running layer behind promises. */
export interface Session<R> {
  /** Runs an effect on the layer; rejects with a `CroupierError`, after the close with `Closed`. */
  readonly run: <A, E>(effect: Effect.Effect<A, E, R>) => Promise<A>
  /** Gives calls in flight two seconds to end, then stops everything within ten. Safe to repeat. */
  readonly close: () => Promise<void>
}

/** Builds a layer for a promise API. `name` is the domain's, such as `wallet`: closed calls fail with `<name>-closed`. */
export const openSession = async <R, E>(
  name: string,
  layer: Layer.Layer<R, E>,
  log?: (entry: LogEntry) => void
): Promise<Session<R>> => {
  const scope = Effect.runSync(Scope.make())
  const logged = Layer.provideMerge(layer, plainLog(`@croupier/${name}`, log))
  const built = await Effect.runPromiseExit(Layer.toRuntime(logged).pipe(Scope.extend(scope)))
  if (Exit.isFailure(built)) {
    await Effect.runPromise(Scope.close(scope, Exit.void))
    throw plainError(name, built.cause)
  }
  const run = Runtime.runPromiseExit(built.value)
  const inFlight = new Set<Promise<unknown>>()
  let closing: Promise<void> | undefined
  const close = async () => {
    await Promise.race([Promise.allSettled(inFlight), pause(2000)])
    await Effect.runPromise(Scope.close(scope, Exit.void))
  }
  return {
    run: async (effect) => {
      if (closing !== undefined) throw new Closed(`${name}-closed`, `${name} is closed; the call did nothing`)
      const running = run(effect)
      inFlight.add(running)
      const exit = await running.finally(() => inFlight.delete(running))
      if (Exit.isSuccess(exit)) return exit.value
      throw plainError(name, exit.cause)
    },
    close: () => {
      closing ??= close()
      return closing
    }
  }
}

/** Runs one effect for a promise API, and leaves nothing open. */
export const runOnce = async <E>(name: string, effect: Effect.Effect<void, E>): Promise<void> => {
  const session = await openSession(name, Layer.effectDiscard(effect))
  await session.close()
}

const pause = (millis: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, millis).unref()
  })
