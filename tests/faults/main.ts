import { writeFileSync } from "node:fs"
import { loadavg } from "node:os"
import { join } from "node:path"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Console, Effect, Exit } from "effect"
import { faults } from "./faults.js"
import { planOf } from "./plan.js"
import { report } from "./report.js"
import { type Outcome, SeedFailed, simulate } from "./simulate.js"
import { layerServers } from "./World.js"

/** `npm run faults`: 200 seeds, and the report of them. `-- --seed 17` replays one, `-- --seeds 20` takes fewer; neither writes it. */
const given = (name: string): number | undefined => {
  const place = process.argv.indexOf(name)
  return place === -1 ? undefined : Number(process.argv[place + 1])
}

const one = given("--seed")
const count = given("--seeds") ?? 200
const seeds = one === undefined ? Array.from({ length: count }, (_, number) => number) : [one]

const program = Effect.gen(function* () {
  const outcomes: Array<Outcome> = []
  const failures: Array<SeedFailed> = []
  const started = Date.now()
  const [load = 0] = loadavg()
  const text = () =>
    report({ outcomes, failures, of: seeds.length, load, seconds: (Date.now() - started) / 1000, on: new Date() })
  for (const seed of seeds) {
    const plan = planOf(seed, Object.keys(faults))
    const began = Date.now()
    const result = yield* simulate(plan, 15_000).pipe(
      Effect.catchAllDefect((defect) => new SeedFailed({ plan, wrong: [String(defect)], logs: "" })),
      Effect.either
    )
    if (result._tag === "Right") outcomes.push(result.right)
    else {
      failures.push(result.left)
      const log = join(import.meta.dirname, `seed-${seed}.log`)
      writeFileSync(log, result.left.logs)
      yield* Console.error(`${result.left.message}\nlogs: ${log}`)
    }
    // After each, so that a run that is broken off has told what it saw.
    if (one === undefined && given("--seeds") === undefined)
      writeFileSync(join(import.meta.dirname, "../REPORT.md"), text())
    const slowest = result._tag === "Right" ? Math.max(...result.right.recoveries.map(({ millis }) => millis)) : "-"
    yield* Console.log(
      `${seed}: ${plan.steps.map((step) => step.join(" + ")).join(", ")}: ${Date.now() - began} ms, slowest recovery ${slowest} ms`
    )
  }
  yield* Console.log(text())
  return failures.length === 0 ? 0 : 1
})

NodeRuntime.runMain(Effect.provide(program, layerServers(join(import.meta.dirname, "worker.js"))), {
  // Left to end by itself, Node sometimes spins for ever over requests of sockets that were reset.
  teardown: (exit) => process.exit(Exit.isSuccess(exit) && exit.value === 0 ? 0 : 1)
})
