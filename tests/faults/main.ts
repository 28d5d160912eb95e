import { writeFileSync } from "node:fs"
import { loadavg } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Console, Effect, Exit } from "effect"
import { faults } from "./faults.js"
import { type Plan, planOf } from "./plan.js"
import { report } from "./report.js"
import { type Outcome, SeedFailed, simulate } from "./simulate.js"
import { layerServers } from "./World.js"

/**
 * `npm run faults`: 200 seeds, and the report of them. `-- --seed 17` replays one, `-- --seeds 20` takes fewer, `-- --from 20`
 * begins later, `-- --fault "Redis flushed"` runs that one alone; none of these writes the report.
 */
const { values: given } = parseArgs({
  options: { seed: { type: "string" }, seeds: { type: "string" }, from: { type: "string" }, fault: { type: "string" } }
})
const isWhole = Object.keys(given).length === 0
const first = Number(given.seed ?? given.from ?? 0)
const count = Number(given.seeds ?? ((given.seed ?? given.fault) === undefined ? 200 : 1))
const seeds = Array.from({ length: count }, (_, number) => first + number)
const planFor = (seed: number): Plan => {
  const plan = planOf(seed, Object.keys(faults))
  return given.fault === undefined ? plan : { ...plan, steps: [[given.fault]] }
}

const program = Effect.gen(function* () {
  const outcomes: Array<Outcome> = []
  const failures: Array<SeedFailed> = []
  const started = Date.now()
  const [load = 0] = loadavg()
  const text = () =>
    report({ outcomes, failures, of: seeds.length, load, seconds: (Date.now() - started) / 1000, on: new Date() })
  for (const seed of seeds) {
    const plan = planFor(seed)
    const began = Date.now()
    const result = yield* simulate(plan).pipe(
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
    // After each, so that an aborted run has reported its results.
    if (isWhole) writeFileSync(join(import.meta.dirname, "../REPORT.md"), text())
    const slowest = result._tag === "Right" ? Math.max(...result.right.recoveries.map(({ millis }) => millis)) : "-"
    yield* Console.log(
      `${seed}: ${plan.steps.map((step) => step.join(" + ")).join(", ")}: ${Date.now() - began} ms, slowest recovery ${slowest} ms`
    )
  }
  yield* Console.log(text())
  return failures.length === 0 ? 0 : 1
})

NodeRuntime.runMain(Effect.provide(program, layerServers(join(import.meta.dirname, "worker.js"))), {
  // Left to end by itself, Node sometimes spins forever over requests of sockets that were reset.
  teardown: (exit) => process.exit(Exit.isSuccess(exit) && exit.value === 0 ? 0 : 1)
})
