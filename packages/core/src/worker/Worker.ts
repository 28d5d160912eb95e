import { Duration, Effect, Layer, Metric, Schema } from "effect"
import { ProcessFailure } from "../config/ProcessFailure.js"
import { repeat, type Watcher } from "../internal/worker/LoopRunner.js"
import { loopMetrics } from "../internal/worker/loopMetrics.js"
import { HeartbeatProvider } from "./HeartbeatProvider.js"
import { type Loop, loop } from "./Loop.js"

export { type Loop, type LoopOptions, loop, type Next, stamp } from "./Loop.js"

/** A loop has not completed for so long that only a restart helps. */
export class LoopStuck extends Schema.TaggedError<LoopStuck>()("LoopStuck", {
  worker: Schema.String,
  loop: Schema.String,
  seconds: Schema.Number
}) {
  override get message(): string {
    return `${this.worker}: the loop ${this.loop} has not completed for ${this.seconds} s`
  }
}

/** A worker: its loops, and what it takes to be ready (schema, stores, age of the outbox), asked every 5 s and bounded to 5 s. */
export interface WorkerOptions<R> {
  readonly name: string
  readonly loops: ReadonlyArray<Loop<R>>
  readonly ready?: Effect.Effect<unknown, unknown, R>
  /** How often `ready` is asked, at most every 5 s. */
  readonly readyEvery?: Duration.DurationInput
}

/**
 * Runs the loops side by side until the scope closes; then every loop finishes its current tick. A failed iteration is
 * logged, withdraws `ready` and is tried again after a pause; a hanging one is seen in the heartbeat, and after the longer
 * of five periods and 60 s it is a `ProcessFailure`. Throws a RangeError for two loops of one name or none at all.
 */
export const layer = <R>(options: WorkerOptions<R>): Layer.Layer<never, never, HeartbeatProvider | R> => {
  const names = options.loops.map(({ name }) => name)
  if (names.length === 0 || new Set(names).size < names.length) {
    throw new RangeError(`${options.name} needs loops with different names, but has [${names.join(", ")}]`)
  }
  return Layer.scopedDiscard(start(options, names))
}

const start = <R>({ name, loops, ready, readyEvery }: WorkerOptions<R>, names: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const heartbeat = yield* HeartbeatProvider
    const failing = new Set<string>()
    const idle = new Map(loops.map((loop) => [loop, 0]))
    yield* heartbeat.expect(names)

    const readiness: Loop<R> = loop({
      name: "ready",
      every: readyEvery ?? "5 seconds",
      deadline: "5 seconds",
      tick: Effect.as(ready ?? Effect.void, "wait")
    })
    const beReady = Effect.suspend(() => (failing.size === 0 ? heartbeat.ready : Effect.void))
    const watch = (loop: Loop<R>, stamp: Effect.Effect<void>, succeeded: Effect.Effect<void>): Watcher => {
      const figures = loopMetrics(name, loop.name)
      return {
        stamp,
        succeeded: Effect.suspend(() => {
          const recovered = failing.delete(loop.name)
          return Effect.zipRight(recovered ? Effect.logInfo("recovered") : Effect.void, succeeded)
        }).pipe(Effect.zipLeft(Metric.increment(figures.iterations))),
        failed: (failures, cause) =>
          Effect.suspend(() => {
            failing.add(loop.name)
            return heartbeat.withdrawReady
          }).pipe(
            Effect.zipRight(Metric.increment(figures.iterations)),
            Effect.zipRight(Metric.increment(figures.failures)),
            // The first one with its cause, then fewer and fewer: an outage of an hour is not a thousand lines.
            Effect.zipRight(
              isPowerOfTwo(failures) ? Effect.logWarning(`failed ${failures} times in a row`, cause) : Effect.void
            )
          )
      }
    }
    const run = (loop: Loop<R>, watcher: Watcher) =>
      Effect.annotateLogs(repeat(loop, watcher), { worker: name, loop: loop.name })
    const runs = loops.map((loop) => {
      const stamp = Effect.suspend(() => {
        idle.set(loop, 0)
        return heartbeat.stamp(loop.name)
      })
      return run(loop, watch(loop, stamp, Effect.void))
    })
    const escalate = yield* ProcessFailure
    const watchdog = Effect.catchAll(stuck(name, idle), escalate)
    // In one fiber, so that a stop reaches all loops at once and not one after the other.
    yield* Effect.all([...runs, run(readiness, watch(readiness, Effect.void, beReady)), watchdog], {
      concurrency: "unbounded",
      discard: true
    }).pipe(Effect.interruptible, Effect.forkScoped)
  })

const lookEvery = Duration.seconds(1)

/** Counts its own looks and asks no clock: a process that was frozen, or a clock that was set, is not a loop that hangs. */
const stuck = <R>(worker: string, idle: Map<Loop<R>, number>): Effect.Effect<never, LoopStuck> =>
  Effect.gen(function* () {
    yield* Effect.sleep(lookEvery)
    for (const [loop, before] of idle) {
      const seconds = before + Duration.toSeconds(lookEvery)
      idle.set(loop, seconds)
      yield* Metric.set(loopMetrics(worker, loop.name).age, seconds)
      if (seconds > Math.max(60, 5 * Duration.toSeconds(loop.every))) {
        return yield* new LoopStuck({ worker, loop: loop.name, seconds })
      }
    }
  }).pipe(Effect.forever)

const isPowerOfTwo = (n: number): boolean => Math.log2(n) % 1 === 0
