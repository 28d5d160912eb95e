import { Effect, FastCheck, Runtime } from "effect"
import type { World } from "./World.js"

/** A statement about every layer of the service: `hold` fails or dies where it is not true. */
export interface Law {
  readonly name: string
  readonly hold: (runs: number) => Effect.Effect<void, unknown, World>
}

/** A law by examples. */
export const law = (name: string, hold: Effect.Effect<void, unknown, World>): Law => ({
  name,
  hold: () => hold
})

/** A law over random inputs; it fails with the smallest one that breaks it, and the seed that replays it. */
export const lawOver = <Input>(
  name: string,
  input: FastCheck.Arbitrary<Input>,
  check: (input: Input) => Effect.Effect<void, unknown, World>
): Law => ({
  name,
  hold: (runs) =>
    Effect.flatMap(Effect.runtime<World>(), (runtime) =>
      Effect.promise(async () => {
        const seed = Number(process.env.CROUPIER_SEED ?? Date.now() % 2_147_483_647)
        const property = FastCheck.asyncProperty(input, (value) => Runtime.runPromise(runtime)(check(value)))
        const details = await FastCheck.check(property, { numRuns: runs, seed })
        if (details.failed) {
          const replay = `CROUPIER_SEED=${details.seed} npx vitest run -t "${name}"`
          throw new Error(`${name}\nreplay: ${replay}\n${FastCheck.defaultReportMessage(details)}`)
        }
      })
    )
})
