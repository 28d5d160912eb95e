import { execFile } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { isLongRun } from "@croupier/core/testing/LongRun"
import { hasRedis } from "@croupier/core/testing/TestRedis"
import { layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { describe } from "vitest"
import { faults } from "./faults.js"
import { coveringSeeds, planOf } from "./plan.js"
import { simulate } from "./simulate.js"
import { layerServers } from "./World.js"

const root = resolve(import.meta.dirname, "../..")
const names = Object.keys(faults)

/** Every fault at least once in the long run, of the 200 plans that `npm run faults` goes through; three plans otherwise. */
const seeds = isLongRun ? coveringSeeds(names) : [30, 82, 129]

/** The bundle of the processes, below the workspace, where their packages are found. */
const bundle = Effect.acquireRelease(
  Effect.promise(async () => {
    mkdirSync(join(root, "node_modules/.cache"), { recursive: true })
    const directory = mkdtempSync(join(root, "node_modules/.cache/croupier-faults-"))
    const config = ["--config", "tests/faults/tsup.config.ts", "--silent", "--out-dir", directory]
    await promisify(execFile)("npx", ["tsup", "tests/faults/worker.ts", ...config], {
      cwd: root
    })
    return directory
  }),
  (directory) => Effect.sync(() => rmSync(directory, { recursive: true, force: true }))
)

const servers = Layer.unwrapScoped(Effect.map(bundle, (directory) => layerServers(join(directory, "worker.js"))))

describe.skipIf(!hasRedis)("on real servers", () => {
  layer(servers, { excludeTestServices: true, timeout: "120 seconds" })("events survive", (it) => {
    for (const seed of seeds) {
      const plan = planOf(seed, names)
      const title = plan.steps.map((step) => step.join(" together with ")).join(", then ")
      it.effect(`seed ${seed}: ${title}`, () => simulate(plan), 240_000)
    }
  })
})
