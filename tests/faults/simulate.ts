import type { SqlClient } from "@effect/sql/SqlClient"
import { Clock, Data, Effect, Fiber, Random } from "effect"
import { faults } from "./faults.js"
import { verify } from "./oracle.js"
import type { Plan } from "./plan.js"
import { layer, type Servers, World } from "./World.js"

/** How long it took, from the end of a step's faults, until everything committed by then had taken effect. */
export interface Recovery {
  readonly faults: ReadonlyArray<string>
  readonly millis: number
}

/** What a seed came to. */
export interface Outcome {
  readonly seed: number
  readonly events: number
  readonly recoveries: ReadonlyArray<Recovery>
}

/** A seed that did not come right, with the plan, what is wrong, and what the processes logged. */
export class SeedFailed extends Data.TaggedError("SeedFailed")<{
  readonly plan: Plan
  readonly wrong: ReadonlyArray<string>
  readonly logs: string
}> {
  override get message(): string {
    const { seed, steps } = this.plan
    return `seed ${seed} (${steps.map((step) => step.join(" + ")).join(", ")}): ${this.wrong.join("; ")}
replay: npm run faults -- --seed ${seed}`
  }
}

/** Lives through a plan and then looks at the books. Recovery has to come by itself within `patience` milliseconds. */
export const simulate = (plan: Plan, patience: number): Effect.Effect<Outcome, SeedFailed, Servers> =>
  Effect.gen(function* () {
    const world = yield* World
    const writing = yield* Effect.fork(world.writers.run)
    yield* recovered(patience)
    const recoveries: Array<Recovery> = []
    const wrong: Array<string> = []
    for (const names of plan.steps) {
      yield* Effect.all(
        names.map((name) => faults[name] ?? Effect.dieMessage(`no fault "${name}"`)),
        { concurrency: "unbounded", discard: true }
      )
      const millis = yield* recovered(patience)
      if (millis === undefined) wrong.push(`no recovery within ${patience} ms of: ${names.join(" + ")}`)
      else recoveries.push({ faults: names, millis })
      if (millis === undefined) break
    }
    yield* Fiber.interrupt(writing)
    if (wrong.length === 0 && (yield* recovered(patience)) === undefined) wrong.push("the end was never reached")
    wrong.push(...(yield* verify(world.ask, world.writers.acknowledged)))
    if (wrong.length > 0) {
      const logs = [...world.relays, ...world.consumers].map(({ holder, output }) => `--- ${holder}\n${output()}`)
      return yield* new SeedFailed({ plan, wrong, logs: logs.join("\n") })
    }
    return { seed: plan.seed, events: world.writers.acknowledged.size, recoveries }
  }).pipe(Effect.withRandom(Random.make(plan.seed)), Effect.provide(layer(plan)))

/** Milliseconds until everything that is committed now, an event in every partition among it, has taken effect. */
const recovered = (patience: number): Effect.Effect<number | undefined, never, World | SqlClient> =>
  Effect.gen(function* () {
    const { ask, writers } = yield* World
    const started = yield* Clock.currentTimeMillis
    yield* writers.beat
    const [now] = yield* ask<{ snapshot: string }>("SELECT pg_current_snapshot() AS snapshot")
    const outstanding = Effect.map(
      ask<{ count: string }>(
        `SELECT count(*) AS count FROM croupier_faults.outbox o WHERE pg_visible_in_snapshot(xid, $1)
       AND NOT EXISTS (SELECT FROM croupier_faults.effect e WHERE e.event_id = o.event_id)`,
        [now?.snapshot]
      ),
      ([row]) => row?.count !== "0"
    )
    while (yield* outstanding) {
      if ((yield* Clock.currentTimeMillis) - started > patience) return undefined
      yield* Effect.sleep("25 millis")
    }
    return (yield* Clock.currentTimeMillis) - started
  }).pipe(Effect.orDie)
