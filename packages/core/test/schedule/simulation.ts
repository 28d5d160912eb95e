import { Effect, Layer, Logger, LogLevel, Scope } from "effect"
import { expect } from "vitest"
import { Timezone } from "../../src/Brand.js"
import { JobPeriods } from "../../src/internal/schedule/JobPeriods.js"
import type { DuePeriod, Job } from "../../src/schedule/Job.js"
import { nextBoundary, type Recurrence } from "../../src/schedule/Recurrence.js"
import * as Scheduler from "../../src/schedule/Scheduler.js"
import * as HeartbeatProvider from "../../src/worker/HeartbeatProvider.js"
import { Leases } from "../../src/worker/Lease.js"

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** One effect of a job, as it was kept. */
export interface Effected {
  readonly job: string
  readonly scope: string
  readonly from: number
  readonly to: number
}

/** Where a simulation takes place: how its store's clock is set, and how a job's effect and its `done` are kept together. */
export interface World {
  readonly days: number
  readonly seed: number
  readonly every: ReadonlyArray<Recurrence>
  readonly setClock: (millis: number) => Effect.Effect<unknown>
  readonly keep: (effected: Effected, due: DuePeriod) => Effect.Effect<void, unknown>
  readonly kept: Effect.Effect<ReadonlyArray<Effected>>
}

/** From here to 400 days on, São Paulo changes its clocks at midnight, Malta at one in the morning UTC, Seoul not at all. */
const start = Date.UTC(2017, 8, 1, 10)

const scopes = ["seoul", "malta", "saopaulo", "mover"]

/** Every hour of all of them would be most of the work: the one that moves through the three timezones represents them. */
const scopesOf = (every: Recurrence): ReadonlyArray<string> => (every === "hourly" ? ["mover"] : scopes)

const zones = {
  seoul: Timezone.make("Asia/Seoul"),
  malta: Timezone.make("Europe/Malta"),
  saopaulo: Timezone.make("America/Sao_Paulo")
}

/** `mover` changes from Seoul to São Paulo, at some local noon, and later on to Malta. */
const zoneAt = (days: number, scope: string, at: number): Timezone => {
  if (scope !== "mover") return zones[scope as keyof typeof zones]
  const moved = (at - start) / day / days
  return moved < 0.3 ? zones.seoul : moved < 0.6 ? zones.saopaulo : zones.malta
}

/**
 * Two processes share the work for a number of days: they tick at odd times and exactly at boundaries, crash before and after
 * a job has done its part, are down for days, and the clock jumps ahead and back. At the end every period of every job has
 * to be there once, one after the other, and as the calendar says.
 */
export const simulate = (world: World): Effect.Effect<void, unknown, JobPeriods | Leases> =>
  Effect.gen(function* () {
    const { chance, below } = dice(world.seed)
    let now = start
    let processes = [yield* born, yield* born]
    const rare = world.days < 100 ? 40 : 6
    const faults = { crashes: 0, failures: 0, jumps: 0 }
    const timezone = (scope: string, at: number) => Effect.succeed(zoneAt(world.days, scope, at))

    function* work(mortal: Mortal, job: string, due: DuePeriod) {
      const crash = Effect.suspend(() => {
        faults.crashes += 1
        mortal.alive = false
        return Effect.dieMessage("killed")
      })
      if (chance(0.02)) return yield* crash
      if (chance(0.02)) {
        faults.failures += 1
        return yield* Effect.fail("not now")
      }
      yield* world.keep({ job, scope: due.scope, from: due.from.getTime(), to: due.to.getTime() }, due)
      if (chance(0.02)) return yield* crash
    }
    const jobs = (mortal: Mortal) =>
      world.every.map(
        (every): Job => ({
          name: `${every}-report`,
          every,
          scopes: Effect.succeed(scopesOf(every)),
          run: (due) => Effect.gen(() => work(mortal, `${every}-report`, due))
        })
      )
    const tick = (at: number) =>
      Effect.gen(function* () {
        const mortal = processes[at]!
        mortal.scheduler ??= yield* Scheduler.make({ name: "simulation", jobs: jobs(mortal), timezone }).pipe(
          Effect.provide(mortal.services)
        )
        const next = yield* Effect.exit(mortal.scheduler.tick)
        if (!mortal.alive) processes = processes.with(at, yield* born)
        return next._tag === "Success" ? next.value : "wait"
      })
    const moveTo = (millis: number) => {
      now = millis
      return world.setClock(now)
    }

    yield* world.setClock(now)
    while (now < start + world.days * day) {
      const at = below(2)
      for (let n = 0; (yield* tick(at)) === "more" && n < 40; n += 1);
      const fate = below(1000)
      if (fate < rare) {
        faults.jumps += 1
        yield* moveTo(now + (below(2 * 26 * 60) - 26 * 60) * minute)
      } else if (fate < 2 * rare) yield* moveTo(now + below(3 * 24 * 60) * minute)
      else if (fate < 200) {
        const zone = zoneAt(world.days, scopes[below(scopes.length)]!, now)
        yield* moveTo(nextBoundary(world.every[below(world.every.length)] === "hourly" ? "hourly" : "daily", zone, now))
      } else yield* moveTo(now + 20_000 + below(world.every.includes("hourly") ? 3 * hour : 16 * hour))
    }
    // Time enough for the last lease to run out and every failed run to be tried again.
    for (let n = 0; n < 200; n += 1) {
      yield* tick(n % 2)
      yield* moveTo(now + minute)
    }

    const kept = yield* world.kept
    for (const every of world.every) {
      for (const scope of scopesOf(every)) {
        const chain = kept
          .filter((it) => it.job === `${every}-report` && it.scope === scope)
          .map(({ from, to }) => [from, to] as const)
        const expected: Array<readonly [number, number]> = []
        let from = chain[0]?.[0] ?? start
        expect(from).toBeLessThanOrEqual(start)
        while (expected.length < chain.length) {
          const to = nextBoundary(every, zoneAt(world.days, scope, from), from)
          expected.push([from, to])
          from = to
        }
        expect(chain).toEqual(expected)
        expect(nextBoundary(every, zoneAt(world.days, scope, from), from)).toBeGreaterThan(now - 10 * minute)
      }
    }
    expect(faults.crashes).toBeGreaterThan(0)
    expect(faults.failures).toBeGreaterThan(0)
    expect(faults.jumps).toBeGreaterThan(0)
  }).pipe(Logger.withMinimumLogLevel(LogLevel.None))

interface Mortal {
  alive: boolean
  scheduler?: Scheduler.Scheduler<never>
  readonly services: Layer.Layer<JobPeriods | Leases | HeartbeatProvider.HeartbeatProvider | Scope.Scope>
}

/** A process: once it is killed, nothing that it still tries reaches the store. */
const born: Effect.Effect<Mortal, never, JobPeriods | Leases> = Effect.gen(function* () {
  const periods = yield* JobPeriods
  const leases = yield* Leases
  const own = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.suspend(() => (mortal.alive ? effect : Effect.dieMessage("killed")))
  const services = Layer.mergeAll(
    HeartbeatProvider.layerMemory,
    Layer.succeed(Scope.Scope, yield* Scope.make()),
    Layer.succeed(JobPeriods, {
      now: own(periods.now),
      recent: (keys) => own(periods.recent(keys)),
      open: (period) => own(periods.open(period)),
      begin: (period, lease) => own(periods.begin(period, lease)),
      end: (period, lease, outcome) => own(periods.end(period, lease, outcome)),
      failing: (jobs) => own(periods.failing(jobs))
    }),
    Layer.succeed(Leases, {
      acquire: (name, holder, duration) => own(leases.acquire(name, holder, duration)),
      renew: (lease, duration) => own(leases.renew(lease, duration)),
      release: (lease) => own(leases.release(lease)),
      isHeld: (lease) => own(leases.isHeld(lease))
    })
  )
  const mortal: Mortal = { alive: true, services }
  return mortal
})

/** The same numbers for the same seed (mulberry32). */
const dice = (seed: number) => {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return { chance: (of: number) => next() < of, below: (limit: number) => Math.floor(next() * limit) }
}
