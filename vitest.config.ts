import { defineConfig } from "vitest/config"
import { isLongRun } from "./packages/core/src/testing/LongRun.js"
import { longTestFiles } from "./tests/support/longTestFiles.js"
import { ProcessesFirst } from "./tests/support/ProcessesFirst.js"

const conditions = ["@croupier/source"]

/** Tells what the whole code declares, so nothing else may have been loaded before it. */
const reference = "tests/reference.test.ts"

const everyTestFile = [
  "packages/*/test/**/*.test.ts",
  "shells/test/**/*.test.ts",
  "tests/**/*.test.ts",
  "examples/tally/test/**/*.test.ts"
]

/** One configuration for all packages: tests resolve every `@croupier/*` import to its source. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // Ends a test that hangs; how long one takes on a busy machine is no measure.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Half of a file's time is spent waiting for servers and clocks, so three keep two cores busy. As many at least as at
    // most: ending a worker that has nothing to do makes vitest lose the run at times.
    maxWorkers: 3,
    minWorkers: 3,
    // A worker process loads the sources once and runs many files. Only here: a project's own setting does not keep workers.
    isolate: false,
    sequence: { sequencer: ProcessesFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "tests",
          include: isLongRun ? longTestFiles() : everyTestFile,
          exclude: [reference],
          globalSetup: ["packages/core/src/testing/TestRun.ts"],
          setupFiles: ["tests/support/pristineIt.ts"]
        }
      },
      { extends: true, test: { name: "reference", include: [reference] } }
    ]
  }
})
