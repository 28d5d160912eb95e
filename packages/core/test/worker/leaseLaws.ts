import { Duration, Effect, FastCheck as fc, Option } from "effect"
import { expect } from "vitest"
import { type Lease, Leases } from "../../src/worker/Lease.js"

type Step =
  | { readonly _tag: "acquire" | "renew" | "release"; readonly holder: string }
  | { readonly _tag: "pass"; readonly seconds: number }

const holder = fc.constantFrom("a", "b", "c")

const act: fc.Arbitrary<Step> = fc.record({
  _tag: fc.constantFrom("acquire" as const, "renew" as const, "release" as const),
  holder
})
const wait: fc.Arbitrary<Step> = fc.record({
  _tag: fc.constant("pass" as const),
  seconds: fc.constantFrom(1, 4, 9, 10, 11)
})

/** What processes may do with one lease of 10 s, in any order, with time passing in between. */
export const leaseSteps: fc.Arbitrary<ReadonlyArray<Step>> = fc.array(fc.oneof(act, act, act, wait), { maxLength: 25 })

/**
 * Does the steps together with a model of three variables: at most one holder at a time, an epoch that rises with each new hold,
 * nothing kept alive after it has expired. `pass` advances time by the store's clock.
 */
export const obeysTheLaws = <E>(
  name: string,
  steps: ReadonlyArray<Step>,
  pass: (seconds: number) => Effect.Effect<void, E>
): Effect.Effect<void, E, Leases> =>
  Effect.gen(function* () {
    const leases = yield* Leases
    const last = new Map<string, Lease>()
    let now = 0
    let model = { holder: "", epoch: 0n, until: 0 }
    const held = (lease: Lease | undefined) => lease?.epoch === model.epoch && model.until > now
    for (const step of steps) {
      if (step._tag === "pass") {
        yield* pass(step.seconds)
        now += step.seconds
      } else if (step._tag === "acquire") {
        const got = yield* leases.acquire(name, step.holder, Duration.seconds(10))
        const free = model.until <= now
        expect(Option.isSome(got)).toBe(free || model.holder === step.holder)
        if (Option.isSome(got)) {
          model = { holder: step.holder, epoch: model.epoch + (free ? 1n : 0n), until: now + 10 }
          expect(got.value).toEqual({ name, holder: step.holder, epoch: model.epoch })
          last.set(step.holder, got.value)
        }
      } else {
        const lease = last.get(step.holder)
        if (lease === undefined) continue
        const was = held(lease)
        if (step._tag === "renew") {
          const renewed = yield* Effect.either(leases.renew(lease, "10 seconds"))
          expect(renewed._tag).toBe(was ? "Right" : "Left")
          if (was) model = { ...model, until: now + 10 }
        } else {
          yield* leases.release(lease)
          if (was) model = { ...model, until: now }
        }
      }
      for (const lease of last.values()) expect(yield* leases.isHeld(lease)).toBe(held(lease))
    }
  })
