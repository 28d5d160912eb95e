import { isLongRun } from "@croupier/core/testing/LongRun"
import { describe, layer } from "@effect/vitest"
import { laws } from "../src/testing/laws.js"
import { inMemory } from "./worlds.js"

const runs = isLongRun ? 1000 : 100

describe("the laws of turnover, in memory", () => {
  layer(inMemory, { excludeTestServices: true, timeout: "60 seconds" })((it) => {
    for (const { hold, name } of laws) it.effect(name, () => hold(runs), 120_000)
  })
})
