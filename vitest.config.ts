import { defineConfig } from "vitest/config"

const conditions = ["@croupier/source"]

/** Tells what the whole code declares, so nothing else may have been loaded before it. */
const reference = "tests/reference.test.ts"

/** One configuration for all packages: tests resolve every `@croupier/*` import to its source. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    minWorkers: 1,
    projects: [
      {
        extends: true,
        test: {
          name: "tests",
          include: ["packages/*/test/**/*.test.ts", "shells/test/**/*.test.ts", "tests/**/*.test.ts"],
          exclude: [reference],
          globalSetup: ["packages/core/src/testing/TestRun.ts"],
          setupFiles: ["tests/support/pristineIt.ts"],
          // Loading the sources anew for each file took a third of the time.
          isolate: false
        }
      },
      { extends: true, test: { name: "reference", include: [reference] } }
    ]
  }
})
