import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer, Scope } from "effect"
import { Timezone } from "../../src/Brand.js"
import { layerMemory } from "../../src/internal/schedule/JobPeriodsMemory.js"
import type { DuePeriod, Job } from "../../src/schedule/Job.js"
import * as Scheduler from "../../src/schedule/Scheduler.js"
import * as VirtualClock from "../../src/testing/VirtualClock.js"
import * as HeartbeatProvider from "../../src/worker/HeartbeatProvider.js"
import * as Lease from "../../src/worker/Lease.js"
import * as Worker from "../../src/worker/Worker.js"

const noon = Date.UTC(2026, 4, 4, 12)
const day = 86_400_000

const daily = (run: (due: DuePeriod) => Effect.Effect<void, unknown>): Job => ({
  name: "daily-report",
  every: "daily",
  scopes: Effect.succeed(["aurora"]),
  run
})

/** A scheduler with one job on stores that every scheduler of the same test shares. */
const scheduling = (run: (due: DuePeriod) => Effect.Effect<void, unknown>) =>
  Scheduler.make({
    name: "test",
    jobs: [daily(run)],
    timezone: () => Effect.succeed(Timezone.make("UTC"))
  })

const inMemory = <A, E>(
  test: (clock: VirtualClock.VirtualClock) => Effect.Effect<A, E, Scheduler.SchedulerServices | Scope.Scope>
) => {
  const clock = VirtualClock.make(noon)
  const stores = Layer.provideMerge(layerMemory, Lease.layerMemory).pipe(Layer.merge(HeartbeatProvider.layerMemory))
  return Effect.scoped(test(clock)).pipe(Effect.provide(Layer.fresh(stores)), Effect.withClock(clock))
}

describe("Scheduler", () => {
  it.effect("a job runs once its period is over, with the period's ends; missed ones are caught up oldest first", () =>
    inMemory((clock) =>
      Effect.gen(function* () {
        const ran: Array<string> = []
        const { tick, report } = yield* scheduling((due) =>
          Effect.sync(() => ran.push(`${due.from.toISOString().slice(5, 16)} ${due.to.toISOString().slice(5, 16)}`))
        )
        expect(yield* tick).toBe("wait")
        yield* clock.jumpTo(noon + 3 * day)
        expect(yield* Effect.all([tick, tick, tick, tick])).toEqual(["more", "more", "more", "wait"])
        expect(ran).toEqual(["05-04T00:00 05-05T00:00", "05-05T00:00 05-06T00:00", "05-06T00:00 05-07T00:00"])
        expect(yield* report).toEqual([
          {
            job: "daily-report",
            scope: "aurora",
            nextAt: Date.UTC(2026, 4, 8),
            last: {
              from: Date.UTC(2026, 4, 6),
              to: Date.UTC(2026, 4, 7),
              endedAt: noon + 3 * day,
              durationMillis: 0,
              outcome: "done"
            }
          }
        ])
      })
    )
  )

  it.effect(
    "a failing job fails no tick: it shows in jobs.failed and the report, is tried again later, and is then removed",
    () =>
      inMemory((clock) =>
        Effect.gen(function* () {
          const attempts: Array<number> = []
          const { tick, report } = yield* scheduling(({ attempt }) =>
            Effect.suspend(() => {
              attempts.push(attempt)
              return attempt < 3 ? Effect.fail("the provider is down") : Effect.void
            })
          )
          const heartbeat = yield* HeartbeatProvider.HeartbeatProvider
          const failedJobs = Effect.map(heartbeat.read, (it) => it.failedJobs)
          yield* tick
          yield* clock.jumpTo(noon + day)
          expect(yield* Effect.all([tick, tick])).toEqual(["wait", "wait"])
          expect(yield* failedJobs).toEqual(["daily-report"])
          const [failed] = yield* report
          expect(failed?.last).toMatchObject({ outcome: "failed", reason: "the provider is down" })
          expect(failed?.nextAt).toBe(noon + day + 5000)
          yield* clock.jumpTo(noon + day + 5000)
          yield* Effect.all([tick, tick])
          yield* clock.jumpTo(noon + day + 14_999)
          yield* tick
          expect(attempts).toEqual([1, 2])
          yield* clock.jumpTo(noon + day + 15_000)
          expect(yield* tick).toBe("more")
          expect(attempts).toEqual([1, 2, 3])
          expect(yield* failedJobs).toEqual([])
        })
      )
  )

  it.effect(
    "a replica without the lease runs nothing but says that the scheduler is alive, and takes over when it ends",
    () =>
      inMemory((clock) =>
        Effect.gen(function* () {
          const ran: Array<string> = []
          const one = yield* Scope.make()
          const first = yield* Scope.extend(
            scheduling(() => Effect.sync(() => ran.push("first"))),
            one
          )
          const second = yield* scheduling(() => Effect.sync(() => ran.push("second")))
          yield* first.tick
          yield* clock.jumpTo(noon + 5000)
          yield* second.tick
          const heartbeat = yield* HeartbeatProvider.HeartbeatProvider
          expect((yield* heartbeat.read).scheduler).toBe(noon + 5000)
          yield* Scope.close(one, yield* Effect.exit(Effect.void))
          yield* clock.jumpTo(noon + day)
          yield* second.tick
          expect(ran).toEqual(["second"])
        })
      )
  )

  it.effect("a job that loses the lease between its batches is stopped, and who took over does the period", () =>
    inMemory((clock) =>
      Effect.gen(function* () {
        const ran: Array<string> = []
        const second = yield* scheduling(() => Effect.sync(() => ran.push("second")))
        const first = yield* scheduling(() =>
          Effect.gen(function* () {
            ran.push("first, batch 1")
            yield* clock.jumpTo(noon + day + 16_000)
            yield* second.tick
            yield* Worker.stamp
            ran.push("first, batch 2")
          })
        )
        yield* first.tick
        yield* clock.jumpTo(noon + day)
        const error = yield* Effect.flip(first.tick)
        expect(error).toMatchObject({ _tag: "LeaseLost", name: "scheduler:test" })
        expect(ran).toEqual(["first, batch 1", "second"])
      })
    )
  )

  it.effect("a long job that stamps keeps the lease for as long as it takes", () =>
    inMemory((clock) =>
      Effect.gen(function* () {
        const ran: Array<string> = []
        const second = yield* scheduling(() => Effect.sync(() => ran.push("second")))
        const first = yield* scheduling(() =>
          Effect.gen(function* () {
            for (let batch = 1; batch <= 10; batch += 1) {
              yield* clock.jumpTo(noon + day + batch * 10_000)
              yield* second.tick
              yield* Worker.stamp
            }
            ran.push("first")
          })
        )
        yield* first.tick
        yield* clock.jumpTo(noon + day)
        expect(yield* first.tick).toBe("more")
        expect(ran).toEqual(["first"])
      })
    )
  )
})
