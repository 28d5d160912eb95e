import type { SqlClient } from "@effect/sql/SqlClient"
import { Data, Effect, Fiber, Random, Schedule } from "effect"
import { faults, parking } from "./faults.js"
import { verify } from "./oracle.js"
import type { Plan } from "./plan.js"
import { begun, cured, hourPasses, purged, recovered, tailed } from "./recovery.js"
import { state } from "./state.js"
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

/** A seed that failed, with the plan, what is wrong, and what the processes logged. */
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

/** The maximum time of a recovery in milliseconds, on an idle machine. */
const longest = 15_000

/** Runs a plan and then checks the books. */
export const simulate = (plan: Plan): Effect.Effect<Outcome, SeedFailed, Servers> =>
  Effect.gen(function* () {
    const world = yield* World
    const patience = Math.round(longest * world.stretched)
    const wrong: Array<string> = []
    if ((yield* begun(patience)) === undefined) wrong.push("the consumers did not begin")
    const writing = yield* Effect.fork(world.writers.run)
    yield* Effect.forkScoped(Effect.repeat(hourPasses, Schedule.spaced("800 millis")))
    yield* recovered(patience)
    const recoveries: Array<Recovery> = []
    for (const names of plan.steps) {
      const millis = yield* livedThrough(names, patience)
      if (millis === undefined) wrong.push(`no recovery within ${patience} ms of: ${names.join(" + ")}`)
      else recoveries.push({ faults: names, millis })
      if (millis === undefined) break
      if ((yield* tailed(patience)) === undefined)
        wrong.push(`the tail was not written again after: ${names.join(" + ")}`)
    }
    const stuck = wrong.length > 0 ? yield* state : ""
    yield* Fiber.interrupt(writing)
    if (wrong.length === 0 && (yield* recoveredFrom(plan.steps.flat(), patience)) === undefined)
      wrong.push("the end was never reached")
    if (wrong.length === 0 && (yield* purged(patience)) === undefined) wrong.push("old events are kept")
    wrong.push(...world.complaints, ...(yield* verify(world.ask, world.writers.acknowledged)))
    if (wrong.length > 0) {
      const logs = [...world.relays, ...world.consumers].map(({ holder, output }) => `--- ${holder}\n${output()}`)
      return yield* new SeedFailed({ plan, wrong, logs: [stuck, "--- at the end", yield* state, ...logs].join("\n") })
    }
    return { seed: plan.seed, events: world.writers.acknowledged.size, recoveries }
  }).pipe(Effect.scoped, Effect.withRandom(Random.make(plan.seed)), Effect.provide(layer(plan)))

/** Runs faults at the same time and answers the milliseconds of the recovery; events that they may park are replayed. */
const livedThrough = (
  names: ReadonlyArray<string>,
  patience: number
): Effect.Effect<number | undefined, never, World | SqlClient> =>
  Effect.gen(function* () {
    yield* Effect.all(
      names.map((name) => faults[name] ?? Effect.dieMessage(`no fault "${name}"`)),
      { concurrency: "unbounded", discard: true }
    )
    return yield* recoveredFrom(names, patience)
  })

/** As `recovered`; what these faults may park is replayed again and again, as an attempt in flight may park it after a replay. */
const recoveredFrom = (names: ReadonlyArray<string>, patience: number) =>
  names.some((name) => parking.has(name))
    ? Effect.raceFirst(
        recovered(patience),
        Effect.zipRight(Effect.repeat(cured, Schedule.spaced("1 second")), Effect.never)
      )
    : recovered(patience)
