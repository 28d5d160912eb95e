import { defineConfig } from "vitest/config"

const conditions = ["@croupier/source"]

/** One configuration for all packages: tests resolve every `@croupier/*` import to its source. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "shells/test/**/*.test.ts", "tests/**/*.test.ts"],
    globalSetup: ["packages/core/src/testing/TestRun.ts"],
    setupFiles: ["tests/support/pristineIt.ts"],
    // Loading the sources anew for each file took a third of the time.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    minWorkers: 1
  }
})
