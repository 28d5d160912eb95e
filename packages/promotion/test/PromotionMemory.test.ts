import { describe, layer } from "@effect/vitest"
import { laws } from "../src/testing/laws.js"
import { inMemory } from "./worlds.js"

describe("the laws of promotions, in memory", () => {
  layer(inMemory, { excludeTestServices: true, timeout: "60 seconds" })((it) => {
    for (const { hold, name } of laws) it.effect(name, () => hold, 120_000)
  })
})
