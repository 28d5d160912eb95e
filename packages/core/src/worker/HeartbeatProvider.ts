import { Clock, Context, Effect, Layer } from "effect"
import { type Heartbeat, started } from "../internal/worker/Heartbeat.js"

/**
 * Where a worker records its heartbeat. Only completed work stamps, never a timer. A place that cannot be written is a
 * warning in the log: the stamps then grow old, and that is what the health checks see.
 */
export class HeartbeatProvider extends Context.Tag("@croupier/core/HeartbeatProvider")<
  HeartbeatProvider,
  {
    /** Starts over with these loops: what an earlier process left is removed. */
    readonly expect: (loops: ReadonlyArray<string>) => Effect.Effect<void>
    readonly stamp: (loop: string) => Effect.Effect<void>
    readonly ready: Effect.Effect<void>
    readonly withdrawReady: Effect.Effect<void>
    /** The scheduler's lease is held here, or by another live holder. */
    readonly scheduler: Effect.Effect<void>
    /** All jobs that failed in their last run; none when there are none. */
    readonly failedJobs: (names: ReadonlyArray<string>) => Effect.Effect<void>
    readonly read: Effect.Effect<Heartbeat>
  }
>() {}

/** Shows the whole after every change by `publish`, which must not fail. What both layers are made of. */
export const make = (publish: (now: Heartbeat) => Effect.Effect<void>): HeartbeatProvider["Type"] => {
  let state = started([], 0)
  const change = (next: (before: Heartbeat, now: number) => Heartbeat) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      state = next(state, now)
      return publish(state)
    })
  return {
    expect: (loops) => change((_, now) => started(loops, now)),
    stamp: (loop) => change((before, now) => ({ ...before, loops: new Map(before.loops).set(loop, now) })),
    ready: change((before, now) => ({ ...before, ready: now })),
    withdrawReady: change((before) => ({ ...before, ready: undefined })),
    scheduler: change((before, now) => ({ ...before, scheduler: now })),
    failedJobs: (names) => change((before) => ({ ...before, failedJobs: names })),
    read: Effect.sync(() => state)
  }
}

/** In memory: for tests, and for an app that shows its workers' health in its own way. */
export const layerMemory: Layer.Layer<HeartbeatProvider> = Layer.sync(HeartbeatProvider, () => make(() => Effect.void))
