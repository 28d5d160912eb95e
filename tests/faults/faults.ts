import type { SqlClient } from "@effect/sql/SqlClient"
import { Duration, Effect } from "effect"
import { domain } from "./domain.js"
import { consumerSteps, relaySteps, type Step, type Strike } from "./steps.js"
import { lease, World } from "./World.js"

/** Something that goes wrong. It has ended when the effect has: from then on everything has to come right by itself. */
export type Fault = Effect.Effect<void, never, World | SqlClient>

type Role = "relay" | "consumer"

const struckAt = (role: Role, step: Step, strike: Strike): Fault =>
  Effect.gen(function* () {
    const world = yield* World
    const crew = role === "relay" ? world.relays : world.consumers
    const each = (act: (process: (typeof crew)[number]) => Effect.Effect<unknown>) =>
      Effect.forEach(crew, act, { discard: true })
    const first = Effect.raceAll(crew.map((process) => Effect.as(process.struck, process)))
    // Whoever holds the lease gets to the step. While a store is away nobody does, and the holder is struck where it is.
    const struck = yield* Effect.raceFirst(
      Effect.zipRight(
        Effect.zipRight(
          Effect.yieldNow(),
          each((process) => process.arm({ step, strike }))
        ),
        Effect.never
      ),
      first
    ).pipe(Effect.timeoutTo({ duration: "2 seconds", onSuccess: (process) => process, onTimeout: () => undefined }))
    yield* each((process) => process.arm(undefined))
    if (struck === undefined) yield* each(strike === "SIGKILL" ? ({ kill }) => kill : ({ freeze }) => freeze)
    if (strike === "SIGKILL") return
    yield* Effect.sleep(Duration.sum(lease, Duration.millis(400)))
    yield* each(({ thaw }) => thaw)
  })

const stepsOf = (role: Role, steps: Readonly<Record<string, Step>>): Record<string, Fault> =>
  Object.fromEntries(
    Object.entries(steps).flatMap(([name, step]) => [
      [`${role} killed ${name}`, struckAt(role, step, "SIGKILL")],
      [`${role} frozen past its lease ${name}`, struckAt(role, step, "SIGSTOP")]
    ])
  )

const within = (act: (world: World["Type"]) => Effect.Effect<unknown, never, SqlClient>): Fault =>
  Effect.asVoid(Effect.flatMap(World, act))

const pause = Effect.sleep("700 millis")
const often = <R>(effect: Effect.Effect<unknown, never, R>) =>
  Effect.repeatN(Effect.zipRight(effect, Effect.sleep("50 millis")), 7)

/** Everything that a seed can choose from. */
export const faults: Readonly<Record<string, Fault>> = {
  ...stepsOf("relay", relaySteps),
  ...stepsOf("consumer", consumerSteps),
  "leases lost over and over": within(({ ask }) =>
    often(
      Effect.forEach(["lease", "consumer_member", "consumer_partition"], (table) =>
        Effect.orDie(ask(`UPDATE croupier_core.${table} SET expires_at = now() - interval '1 second'`))
      )
    )
  ),
  "a writer that stays open": within(({ writers }) => writers.slow(1500)),
  "gaps in the numbering": within(({ writers, ask }) =>
    Effect.zipRight(
      writers.gap(20),
      Effect.orDie(
        ask(`SELECT setval('croupier_${domain}.outbox_seq_seq', nextval('croupier_${domain}.outbox_seq_seq') + 1000)`)
      )
    )
  ),
  "PostgreSQL restarted": within(({ postgres }) => Effect.zipRight(postgres.stop, postgres.start)),
  "PostgreSQL crashed": within(({ postgres }) => Effect.zipRight(postgres.crash, postgres.start)),
  "PostgreSQL connections reset": within(({ postgresLink }) => often(postgresLink.cut)),
  "PostgreSQL unreachable": within(({ postgresLink }) =>
    Effect.zipRight(Effect.zipRight(postgresLink.refuse, pause), postgresLink.heal)
  ),
  "PostgreSQL slow": within(({ postgresLink }) =>
    Effect.zipRight(Effect.zipRight(postgresLink.delay(120), pause), postgresLink.heal)
  ),
  "PostgreSQL restored behind a newer Redis, and rebased": within(({ postgres, writers, ask }) =>
    Effect.gen(function* () {
      yield* postgres.backUp
      yield* pause
      yield* postgres.restore
      yield* Effect.orDie(ask(`SELECT croupier_${domain}.rebase()`))
      const kept = yield* Effect.orDie(ask<{ id: string }>(`SELECT event_id AS id FROM croupier_${domain}.outbox`))
      writers.lost(new Set(kept.map(({ id }) => id)))
    })
  ),
  "a commit without an answer": within(({ postgresLink }) =>
    Effect.gen(function* () {
      const lost = yield* postgresLink.swallow("COMMIT")
      yield* Effect.timeoutOption(lost, "2 seconds")
      yield* pause
      yield* postgresLink.heal
    })
  ),
  "Redis flushed": within(({ redis }) => redis.command("FLUSHALL")),
  "Redis trimmed": within(({ redis }) =>
    redis.command(
      "EVAL",
      "for _, key in ipairs(redis.call('KEYS', '*')) do if redis.call('TYPE', key).ok == 'stream' then redis.call('XTRIM', key, 'MAXLEN', 0) end end",
      "0"
    )
  ),
  "Redis away, and empty when it is back": within(({ redis }) =>
    Effect.zipRight(
      Effect.zipRight(redis.command("FLUSHALL"), redis.command("SAVE")),
      Effect.zipRight(redis.kill, Effect.zipRight(pause, redis.start))
    )
  ),
  "Redis back as it was a while ago": within(({ redis }) =>
    Effect.zipRight(
      Effect.zipRight(redis.command("SAVE"), Effect.sleep("500 millis")),
      Effect.zipRight(redis.kill, redis.start)
    )
  ),
  "Redis out of memory": within(({ redis }) =>
    Effect.zipRight(
      Effect.zipRight(redis.command("CONFIG", "SET", "maxmemory", "1"), pause),
      redis.command("CONFIG", "SET", "maxmemory", "0")
    )
  ),
  "Redis connections reset": within(({ redisLink }) => often(redisLink.cut)),
  "Redis hanging": within(({ redisLink }) =>
    Effect.zipRight(Effect.zipRight(redisLink.delay(1_000), pause), redisLink.heal)
  )
}
