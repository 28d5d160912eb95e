import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { isLongRun } from "@croupier/core/testing/LongRun"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { installExample, pack, run } from "./embed/Tarballs.js"

describe.runIf(isLongRun)("examples/own-rule, installed from the tarballs outside the workspace", () => {
  const work = mkdtempSync(join(tmpdir(), "croupier-own-rule-"))
  const app = join(work, "app")
  beforeAll(
    async () => installExample("own-rule", await pack(["core", "player", "wallet", "rolling"], work), app, []),
    300_000
  )
  afterAll(() => rmSync(work, { recursive: true, force: true }))

  it("compiles, and the operator's rule holds for hundreds of random evenings", async () => {
    expect(await run("npm", ["test"], app, { NO_COLOR: "1" })).toMatch(/Tests +1 passed \(1\)/)
  }, 120_000)
})
