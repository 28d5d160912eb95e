import { randomUUID } from "node:crypto"
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import { Cause, Deferred, Effect, Exit, Fiber, Layer, Option, Schedule } from "effect"
import * as TestPostgres from "../../src/testing/TestPostgres.js"
import * as VirtualClock from "../../src/testing/VirtualClock.js"
import { Leases } from "../../src/worker/Lease.js"
import { layerSql, leaseHeld, requireLease } from "../../src/worker/LeaseSql.js"
import { leaseSteps, obeysTheLaws } from "./leaseLaws.js"

/** For the database's clock a lease that ends sooner and time that has passed are the same. */
const pass = (name: string) => (seconds: number) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`UPDATE croupier_core.lease SET expires_at = expires_at - ${seconds}::float8 * interval '1 second'
      WHERE name = ${name}`
  )

const takenBy = (holder: string, name: string) =>
  Effect.flatMap(Leases, (leases) => Effect.flatten(leases.acquire(name, holder, "10 seconds")))

layer(Layer.provideMerge(layerSql, TestPostgres.layer([])), { excludeTestServices: true })(
  "Leases on Postgres",
  (it) => {
    it.effect.prop(
      "at most one holder, and none past its time",
      { steps: leaseSteps },
      ({ steps }) =>
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          const name = randomUUID()
          yield* obeysTheLaws(name, steps, (seconds) =>
            Effect.asVoid(Effect.provideService(pass(name)(seconds), SqlClient.SqlClient, sql))
          )
        }),
      { fastCheck: { numRuns: 15 } }
    )

    it.effect("of twenty that ask at once one gets it", () =>
      Effect.gen(function* () {
        const leases = yield* Leases
        const name = randomUUID()
        const got = yield* Effect.forEach(
          Array.from({ length: 20 }, (_, n) => `holder-${n}`),
          (holder) => leases.acquire(name, holder, "10 seconds"),
          { concurrency: "unbounded" }
        )
        expect(got.filter(Option.isSome).length).toBe(1)
      })
    )

    it.effect("a write under a lease that has expired, or that another has taken, changes nothing", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const name = randomUUID()
        const first = yield* takenBy("first", name)
        const write = sql`UPDATE croupier_core.lease SET holder = 'written'
        WHERE name = ${`${name}-row`} AND ${leaseHeld(sql, first)} RETURNING name`
        yield* takenBy("anybody", `${name}-row`)
        expect((yield* write).length).toBe(1)
        yield* sql.withTransaction(requireLease(first))
        yield* pass(name)(10)
        expect((yield* write).length).toBe(0)
        expect(yield* Effect.flip(sql.withTransaction(requireLease(first)))).toMatchObject({ _tag: "LeaseLost", name })
        yield* takenBy("second", name)
        expect((yield* write).length).toBe(0)
      })
    )

    it.effect("who takes over waits for a write under the old epoch to commit; a renewal does not", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const leases = yield* Leases
        const name = randomUUID()
        const first = yield* takenBy("first", name)
        const writing = yield* Deferred.make<void>()
        const released = yield* Deferred.make<void>()
        const write = yield* requireLease(first).pipe(
          Effect.zipRight(Deferred.succeed(writing, undefined)),
          Effect.zipRight(Deferred.await(released)),
          sql.withTransaction,
          Effect.fork
        )
        yield* Deferred.await(writing)
        yield* leases.renew(first, "10 seconds").pipe(Effect.timeout("2 seconds"))
        yield* pass(name)(11)
        const second = yield* Effect.fork(takenBy("second", name))
        const waiting = sql`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
        yield* Effect.repeat(waiting, { until: (rows) => rows.length > 0, schedule: Schedule.spaced("10 millis") })
        expect(Option.isNone(yield* Fiber.poll(second))).toBe(true)
        yield* Deferred.succeed(released, undefined)
        yield* Fiber.join(write)
        expect((yield* Fiber.join(second)).epoch).toBe(first.epoch + 1n)
      })
    )

    it.effect("the database's clock decides: a holder with a clock an hour slow has still lost it", () =>
      Effect.gen(function* () {
        const leases = yield* Leases
        const name = randomUUID()
        const first = yield* takenBy("first", name)
        yield* pass(name)(10)
        const slow = Effect.withClock(leases.renew(first, "10 seconds"), VirtualClock.make(Date.now() - 3_600_000))
        expect((yield* Effect.flip(slow))._tag).toBe("LeaseLost")
      })
    )

    it.effect("a lease is never taken in a caller's transaction, which could undo it after it was acted on", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const exit = yield* Effect.exit(sql.withTransaction(takenBy("first", randomUUID())))
        expect(Exit.isFailure(exit) && Cause.pretty(exit.cause)).toContain("Leases.acquire was asked for inside")
      })
    )

    it.effect("a loop that crosses brands takes leases with its own login", () =>
      Effect.gen(function* () {
        const name = randomUUID()
        const lease = yield* takenBy("span", name).pipe(
          Effect.provide(Layer.provideMerge(Layer.fresh(layerSql), TestPostgres.layerSpan))
        )
        expect(lease.epoch).toBe(1n)
      })
    )
  }
)
