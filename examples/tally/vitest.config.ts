import { defineConfig } from "vitest/config"

export default defineConfig({ test: { globalSetup: ["@croupier/core/testing/TestRun"], testTimeout: 60_000 } })
