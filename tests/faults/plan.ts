import { Effect, Random } from "effect"

/** What happens under a seed: faults one after the other, those of one step at the same time. */
export interface Plan {
  readonly seed: number
  readonly steps: ReadonlyArray<ReadonlyArray<string>>
  /** Events in one batch of the consumer: small, so that a stretch takes many. */
  readonly limit: number
  readonly commitWithoutWaiting: boolean
  /** Events that one call of the relay reads: few, so that a backlog takes many calls. */
  readonly eventsInCall: number
  /** Whether ticks are old when they are made, so that retention takes them as soon as every consumer has passed them. */
  readonly oldTicks: boolean
}

/**
 * The plan of a seed, always the same one: two steps, and in every second plan one
 * of them holds two faults. The first fault goes
 * round all that there are, so that as many seeds as faults have shown each.
 */
export const planOf = (seed: number, names: ReadonlyArray<string>): Plan =>
  Effect.gen(function* () {
    const any = Effect.map(Random.nextIntBetween(0, names.length), (place) => names[place] ?? "")
    const second = yield* any
    const beside = yield* any
    const twoAt = yield* Random.nextIntBetween(0, 4)
    return {
      seed,
      steps: [names[seed % names.length] ?? "", second].map((name, place) =>
        place === twoAt && beside !== name ? [name, beside] : [name]
      ),
      limit: (yield* Random.nextBoolean) ? 500 : yield* Random.nextIntBetween(20, 100),
      commitWithoutWaiting: yield* Random.nextBoolean,
      eventsInCall: (yield* Random.nextBoolean) ? 200_000 : 250,
      oldTicks: yield* Random.nextBoolean
    }
  }).pipe(Effect.withRandom(Random.make(seed)), Effect.runSync)

/** Few seeds, of the first 200, that together have every fault at least once. */
export const coveringSeeds = (names: ReadonlyArray<string>): ReadonlyArray<number> => {
  const missing = new Set(names)
  const plans = Array.from({ length: 200 }, (_, seed) => planOf(seed, names))
  const chosen: Array<number> = []
  while (missing.size > 0) {
    const gain = (plan: Plan) => new Set(plan.steps.flat().filter((name) => missing.has(name))).size
    const best = plans.reduce((one, other) => (gain(other) > gain(one) ? other : one))
    if (gain(best) === 0) throw new Error(`no seed has ${[...missing].join(", ")}`)
    chosen.push(best.seed)
    for (const name of best.steps.flat()) missing.delete(name)
  }
  return chosen
}
