import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { isLongRun } from "@croupier/core/testing/LongRun"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { installExample, pack, run } from "./embed/Tarballs.js"

describe.runIf(isLongRun)("examples/own-provider, installed from the tarballs outside the workspace", () => {
  const work = mkdtempSync(join(tmpdir(), "croupier-provider-"))
  const app = join(work, "app")
  const compile = () => run(join(app, "node_modules/.bin/tsc"), [], app)
  const start = async (file: string) => (await run(process.execPath, [`dist/${file}.js`], app)).trim().split("\n")
  /** Runs a check on a compiled file in which one piece says something else. */
  const whileChanged = async (file: string, piece: string, other: string, check: () => Promise<void>) => {
    const path = join(app, "dist", `${file}.js`)
    const sound = readFileSync(path, "utf8")
    expect(sound).toContain(piece)
    writeFileSync(path, sound.replace(piece, other))
    await check()
    writeFileSync(path, sound)
  }
  beforeAll(async () => {
    await installExample("own-provider", await pack(["core", "player", "wallet", "game"], work), app)
    await compile()
  }, 300_000)
  afterAll(() => rmSync(work, { recursive: true, force: true }))

  it("launches, bets, wins, rolls back, repeats and reorders in the provider's own words", async () => {
    const told = (await start("app")).filter((line) => !line.startsWith("timestamp="))
    expect(told).toEqual([
      "launched at https://games.pebble.example",
      "balance: OK 20",
      "bet of 2.50: OK 17.5",
      "the same bet again: OK 17.5",
      "the same id for 3: DIFFERS 17.5",
      "win of 7: OK 24.5",
      "bet of 2.50: OK 22",
      "its rollback: OK 24.5",
      "the rollback again: OK 24.5",
      "rollback before its bet: OK 24.5",
      "that bet: CANCELLED 24.5",
      "win of that bet: CANCELLED 24.5",
      "bet of 200: NO_FUNDS 24.5",
      "bet with another's signature: WRONG_SIGNATURE"
    ])
  })

  it("answers all 90 orders as its policy says: the suite is the one of hub88 and softswiss", async () => {
    expect(await start("orders")).toEqual(["90 orders, 0 differences"])
  })

  it("fails the orders where its adapter does not do what its policy says", async () => {
    await whileChanged("pebble/pebble", "tellsCurrentBalance: true", "tellsCurrentBalance: false", () =>
      expect(start("orders")).rejects.toThrow(/bet \d was answered OK 17500000, the model says OK 20000000/)
    )
  })

  it("does not start with another provider of its name, and reports it", async () => {
    await whileChanged("house", "[...adapters, pebble]", "[...adapters, pebble, pebble]", () =>
      expect(start("app")).rejects.toThrow('has two providers named "pebble"')
    )
  })
})
