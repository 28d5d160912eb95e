import { isLongRun } from "@croupier/core/testing/LongRun"
import { describe, layer } from "@effect/vitest"
import { laws } from "../src/testing/laws.js"
import { onPostgres } from "./worlds.js"

const runs = isLongRun ? 100 : 10

describe("the laws of turnover, on PostgreSQL", () => {
  layer(onPostgres, { excludeTestServices: true, timeout: "60 seconds" })((it) => {
    for (const { hold, name } of laws) it.effect(name, () => hold(runs), 120_000)
  })
})
