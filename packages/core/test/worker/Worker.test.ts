import { describe, expect, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, Layer, Metric, MetricState, Option, Scope } from "effect"
import { ProcessFailure } from "../../src/config/ProcessFailure.js"
import type * as VirtualClock from "../../src/testing/VirtualClock.js"
import { HeartbeatProvider, layerMemory } from "../../src/worker/HeartbeatProvider.js"
import * as Worker from "../../src/worker/Worker.js"
import { underVirtualClock } from "./virtual.js"

const start = Date.UTC(2026, 0, 1)

/** A worker that runs until the test's scope closes, or until `stop`; what it said of its end is in `ended`. */
const running = (options: Worker.WorkerOptions<never>) =>
  Effect.gen(function* () {
    const ended: Array<Error> = []
    const scope = yield* Scope.make()
    const heartbeat = yield* Layer.buildWithScope(layerMemory, scope)
    yield* Layer.buildWithScope(Worker.layer(options), scope).pipe(
      Effect.provide(heartbeat),
      Effect.provideService(ProcessFailure, (failure) => Effect.sync(() => void ended.push(failure)))
    )
    const read = Effect.provide(
      Effect.flatMap(HeartbeatProvider, (it) => it.read),
      heartbeat
    )
    return { ended, read, stop: Scope.close(scope, Exit.void) }
  })

const counted = (name: string, tick: (n: number) => Effect.Effect<Worker.Next, unknown>, every = 1000) => {
  const at: Array<number> = []
  const loop = Worker.loop({
    name,
    every,
    tick: Effect.clockWith((clock) => Effect.suspend(() => tick(at.push(clock.unsafeCurrentTimeMillis() - start))))
  })
  return { at, loop }
}

const inVirtualTime = (use: (clock: VirtualClock.VirtualClock) => Effect.Effect<void, unknown>) => () =>
  underVirtualClock(start, use)

describe("Worker", () => {
  it.effect(
    "a loop waits for its period, and continues at once while there is more",
    inVirtualTime((clock) =>
      Effect.gen(function* () {
        const { at, loop } = counted("relay", (n) => Effect.succeed(n % 3 === 0 ? "wait" : "more"))
        const { stop } = yield* running({ name: "w", loops: [loop] })
        yield* clock.advance(2500)
        expect(at).toEqual([0, 0, 0, 1000, 1000, 1000, 2000, 2000, 2000])
        yield* stop
      })
    )
  )

  it.effect(
    "failures and defects do not end a loop: it stamps, backs off up to 5 s, and is back to its period after a success",
    inVirtualTime((clock) =>
      Effect.gen(function* () {
        const { at, loop } = counted("fold", (n) =>
          n > 8 ? Effect.succeed("wait") : n % 2 === 0 ? Effect.die("a bug") : Effect.fail("store away")
        )
        const { read, stop } = yield* running({ name: "w", loops: [loop] })
        yield* clock.advance(60_000)
        const pauses = at.slice(1).map((time, n) => time - at[n]!)
        for (const [n, pause] of pauses.slice(0, 8).entries()) {
          const longest = Math.min(5000, 1000 * 2 ** (n + 1))
          expect(pause).toBeGreaterThanOrEqual(longest / 2)
          expect(pause).toBeLessThanOrEqual(longest)
        }
        expect(new Set(pauses.slice(8))).toEqual(new Set([1000]))
        expect((yield* read).loops.get("fold")).toBe(start + at.at(-1)!)
        yield* stop
      })
    )
  )

  it.effect(
    "a failing loop stamps but withdraws ready, which comes back with its next success",
    inVirtualTime((clock) =>
      Effect.gen(function* () {
        let away = false
        const relay = Worker.loop({
          name: "relay",
          every: 200,
          tick: Effect.suspend(() => (away ? Effect.fail("away") : Effect.succeed("wait")))
        })
        const { read, stop } = yield* running({ name: "w", loops: [relay], readyEvery: 200 })
        yield* clock.advance(1000)
        expect((yield* read).ready).toBe(start + 1000)
        away = true
        yield* clock.advance(20_000)
        const during = yield* read
        expect(during.ready).toBeUndefined()
        expect(during.loops.get("relay")).toBeGreaterThan(start + 21_000 - 5001)
        away = false
        yield* clock.advance(6000)
        expect((yield* read).ready).toBe(start + 27_000)
        yield* stop
      })
    )
  )

  it.effect(
    "a readiness check that fails withdraws ready and stops no loop",
    inVirtualTime((clock) =>
      Effect.gen(function* () {
        const { at, loop } = counted("relay", () => Effect.succeed("wait"))
        const { read, stop } = yield* running({ name: "w", loops: [loop], ready: Effect.fail("old schema") })
        yield* clock.advance(10_000)
        expect((yield* read).ready).toBeUndefined()
        expect(at.length).toBe(11)
        yield* stop
      })
    )
  )

  it.effect(
    "a tick past its deadline is interrupted and stamps as a failure; stamps between batches put the deadline off",
    inVirtualTime((clock) =>
      Effect.gen(function* () {
        const interrupted: Array<string> = []
        let batches = 0
        const slow = Worker.loop({
          name: "slow",
          every: 1000,
          deadline: 2000,
          tick: Effect.never.pipe(Effect.onInterrupt(() => Effect.sync(() => interrupted.push("slow"))))
        })
        const batch = Effect.sleep(1500).pipe(
          Effect.zipRight(Worker.stamp),
          Effect.zipRight(Effect.sync(() => batches++))
        )
        const long = Worker.loop({
          name: "long",
          every: 1000,
          deadline: 2000,
          tick: Effect.as(Effect.repeatN(batch, 9), "wait")
        })
        const { read, stop } = yield* running({ name: "w", loops: [slow, long] })
        yield* clock.advance(2000)
        expect(interrupted).toEqual(["slow"])
        expect((yield* read).loops.get("slow")).toBe(start + 2000)
        yield* clock.advance(13_000)
        expect(batches).toBe(10)
        const stopping = yield* Effect.fork(stop)
        yield* clock.advance(10_000)
        yield* Fiber.join(stopping)
      })
    )
  )

  it.effect(
    "only a hang does not stamp, and after a minute of it the process is stopped; other loops and clock jumps are not",
    inVirtualTime((clock) =>
      Effect.gen(function* () {
        const well = counted("well", () => Effect.succeed("wait"), 5000)
        const hung = counted("hung", (n) =>
          n === 3 ? Effect.uninterruptible(Effect.never) : Effect.succeed("wait" as const)
        )
        const { ended, read, stop } = yield* running({ name: "w", loops: [well.loop, hung.loop] })
        yield* clock.advance(10_000)
        yield* clock.jumpTo(start + 86_400_000)
        yield* clock.advance(50_000)
        expect((yield* read).loops.get("hung")).toBe(start + 1000)
        expect(ended).toEqual([])
        yield* clock.advance(5000)
        expect(ended).toEqual([new Worker.LoopStuck({ worker: "w", loop: "hung", seconds: 61 })])
        const stopping = yield* Effect.fork(stop)
        yield* clock.advance(10_000)
        yield* Fiber.join(stopping)
      })
    )
  )

  it.effect(
    "a stop finishes the current item and begins no other; one that takes too long is released",
    inVirtualTime((clock) =>
      Effect.gen(function* () {
        const finished: Array<string> = []
        const released: Array<string> = []
        const item = (name: string, millis: number) =>
          Worker.loop({
            name,
            every: 1000,
            tick: Effect.sleep(millis).pipe(
              Effect.tap(() => Effect.sync(() => finished.push(name))),
              Effect.onInterrupt(() => Effect.sync(() => released.push(name))),
              Effect.as("more" as const)
            )
          })
        const { stop } = yield* running({ name: "w", loops: [item("short", 3000), item("long", 9500)] })
        yield* clock.advance(1000)
        const stopping = yield* Effect.fork(stop)
        yield* clock.advance(7900)
        expect(finished).toEqual(["short"])
        expect(Option.isNone(yield* Fiber.poll(stopping))).toBe(true)
        yield* clock.advance(200)
        expect(released).toEqual(["long"])
        yield* Fiber.join(stopping)
        yield* clock.advance(20_000)
        expect(finished).toEqual(["short"])
      })
    )
  )

  it.effect(
    "the metrics distinguish iterations, failures and age by worker and loop",
    inVirtualTime((clock) =>
      Effect.gen(function* () {
        const gate = yield* Deferred.make<void>()
        const { loop } = counted("figured", (n) =>
          n < 3 ? Effect.fail("no") : n < 5 ? Effect.succeed("wait") : Effect.as(Deferred.await(gate), "wait")
        )
        const { stop } = yield* running({ name: "figures", loops: [loop] })
        yield* clock.advance(12_000)
        const found = Object.fromEntries(
          (yield* Metric.snapshot)
            .filter(({ metricKey }) => [...metricKey.tags].some(({ value }) => value === "figured"))
            .map(({ metricKey, metricState: state }) => [
              metricKey.name,
              MetricState.isCounterState(state)
                ? state.count
                : MetricState.isGaugeState(state)
                  ? state.value
                  : undefined
            ])
        )
        expect(found).toMatchObject({ worker_loop_iterations_total: 4, worker_loop_failures_total: 2 })
        expect(found.worker_loop_age_seconds).toBeGreaterThanOrEqual(4)
        yield* Deferred.succeed(gate, undefined)
        yield* stop
      })
    )
  )

  it("a loop that could not keep its heartbeat fresh is refused by name where it is declared", () => {
    const tick = Effect.succeed("wait" as const)
    expect(() => Worker.loop({ name: "relay", every: "6 seconds", tick })).toThrow(/loop relay: every is 6s/)
    expect(() => Worker.loop({ name: "relay", every: 1, deadline: "11 seconds", tick })).toThrow(/relay: deadline/)
    expect(() => Worker.loop({ name: "../relay", every: 1, tick })).toThrow(/no name for a loop/)
    const relay = Worker.loop({ name: "relay", every: 1, tick })
    expect(() => Worker.layer({ name: "w", loops: [relay, relay] })).toThrow(/w needs loops with different names/)
    expect(() => Worker.layer({ name: "w", loops: [] })).toThrow(/w needs loops/)
  })
})
