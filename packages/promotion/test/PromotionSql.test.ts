import { describe, layer } from "@effect/vitest"
import { laws } from "../src/testing/laws.js"
import { onPostgres } from "./worlds.js"

describe("the laws of promotions, on PostgreSQL", () => {
  layer(onPostgres, { excludeTestServices: true, timeout: "60 seconds" })((it) => {
    for (const { hold, name } of laws) it.effect(name, () => hold, 120_000)
  })
})
