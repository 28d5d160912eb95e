import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { layerDatabase, TestDatabase } from "@croupier/core/testing/TestPostgres"
import { afterAll, beforeAll, describe, expect, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { installExample, pack, run } from "./embed/Tarballs.js"

describe("examples/embed-wallet, installed from the tarballs outside the workspace", () => {
  const work = mkdtempSync(join(tmpdir(), "croupier-embed-"))
  const app = join(work, "app")
  beforeAll(async () => installExample("embed-wallet", await pack(["core", "player", "wallet"], work), app), 180_000)
  afterAll(() => rmSync(work, { recursive: true, force: true }))

  it("has one copy of effect: with two, a tag of the app's is not a tag of ours", async () => {
    const found = await run("npm", ["ls", "effect", "--all", "--parseable"], app)
    expect(new Set(found.trim().split("\n")).size).toBe(1)
    expect(existsSync(join(app, "node_modules/effect"))).toBe(true)
  })

  it("compiles against the types that are shipped", async () => {
    await run(join(app, "node_modules/.bin/tsc"), [], app)
    expect(existsSync(join(app, "dist/app.js"))).toBe(true)
  })

  it.effect("posts a deposit, a bet and a win in memory and on a Postgres of its own, to the same cent", () =>
    Effect.gen(function* () {
      const { administratorUrl } = yield* TestDatabase
      const env = { DATABASE_URL: Redacted.value(administratorUrl) }
      const printed = yield* Effect.promise(() => run(process.execPath, ["dist/app.js"], app, env))
      expect(printed.trim().split("\n")).toEqual(["memory: 24.5 EUR", "postgres: 24.5 EUR"])
    }).pipe(Effect.provide(layerDatabase([])))
  )
})
