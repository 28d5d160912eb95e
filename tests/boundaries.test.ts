import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { anatomyFaults, documentsOf, roomCycles, unusedDoors } from "./boundaries/anatomy.js"
import { inspect } from "./boundaries/imports.js"
import { impurities } from "./boundaries/purity.js"
import { withTree } from "./boundaries/Tree.js"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folders = ["packages", "shells", "tests", "bench", "examples"].filter((folder) => existsSync(join(root, folder)))
const packages = [
  ...["core", "player", "wallet", "game", "rolling", "promotion", "agent", "gateway"].map((name) => `packages/${name}`),
  "examples/tally"
]
const inRules = /^packages\/[^/]+\/src\/(?:.+\/)?rules(?:\/|\.ts$)/

describe("boundaries of the house", async () => {
  const { breaches, imports } = await inspect(root, folders)
  const documents = documentsOf(root)

  it("every import runs one way, by name, to what may be imported there, and never in a circle", () => {
    expect(breaches).toEqual([])
  })

  it.each(packages)("%s has the rooms and names of the house, and no door without a user", (folder) => {
    const unused = folder.startsWith("packages/") ? unusedDoors(root, folder, imports, documents) : []
    expect([...anatomyFaults(root, folder), ...unused]).toEqual([])
  })

  it("the rooms of core depend on each other in one direction", () => {
    expect(roomCycles("packages/core", imports)).toEqual([])
  })

  it("no rule about money reads a clock, chance or a service", () => {
    const files = new Set(imports.flatMap(({ from, to }) => [from, to]).filter((path) => inRules.test(path)))
    expect([...files].flatMap((path) => impurities(join(root, path)))).toEqual([])
  })
})

/** A wrong tree, each file with one fault, and the one line that must be found for it. */
const faults: ReadonlyArray<readonly [file: string, text: string, breach: string]> = [
  ["core/src/Up.ts", `import "@croupier/wallet/contract"`, "core-knows-no-domain"],
  ["wallet/src/Shell.ts", `import "../../../shells/src/main.js"`, "domains-know-no-shell"],
  ["game/src/Deep.ts", `import "@croupier/wallet/Ledger"`, "only-contracts-of-other-domains"],
  ["game/src/TypeOnly.ts", `import type { Ledger } from "@croupier/wallet/Ledger"`, "only-contracts-of-other-domains"],
  [
    "game/src/Lazy.ts",
    `export const later = () => import("@croupier/wallet/Ledger")`,
    "only-contracts-of-other-domains"
  ],
  ["game/src/Sim.ts", `import "@croupier/sandbox/Sim"`, "sandbox-is-not-product"],
  ["game/src/ByPath.ts", `import "../../wallet/src/contract.js"`, "by-name-not-by-path"],
  ["game/src/Inside.ts", `import "@croupier/wallet/internal/secret"`, "resolvable"],
  ["game/src/contract.ts", `import "./Deep.js"`, "contract-stands-alone"],
  ["game/src/launch/contract/Launch.ts", `import "node:fs"`, "contract-stands-alone"],
  ["game/src/launch/rules.ts", `import "@effect/platform"`, "rules-are-pure"],
  ["game/src/rules/Stake.ts", `import "@croupier/core/Database"`, "no-server-code-behind-contract-or-rules"],
  ["wallet/src/One.ts", `import type { Two } from "./Two.js"; export type One = Two`, "no-cycles"]
]

const sound: Record<string, string> = {
  "node_modules/effect/package.json": `{ "exports": "./dist/esm/index.js" }`,
  "node_modules/effect/dist/esm/index.js": "",
  "node_modules/@effect/platform/package.json": `{ "exports": "./dist/index.js" }`,
  "node_modules/@effect/platform/dist/index.js": "",
  "node_modules/pg/index.js": "",
  "shells/src/main.ts": `import "@croupier/wallet/Ledger"; import "@croupier/sandbox/Sim"`,
  "packages/core/src/Amount.ts": `import "effect"`,
  "packages/core/src/Database.ts": `import "pg"`,
  "packages/sandbox/src/Sim.ts": `import "@croupier/wallet/contract"`,
  "packages/wallet/src/contract.ts": `import "effect"; import "@effect/platform"; import "@croupier/core/Amount"`,
  "packages/wallet/src/Ledger.ts": `import "./contract.js"; import "./internal/secret.js"; export interface Ledger {}`,
  "packages/wallet/src/internal/secret.ts": `import "@croupier/core/Database"`,
  "packages/wallet/src/Two.ts": `import type { One } from "./One.js"; export type Two = One`,
  "packages/wallet/src/One.ts": "export type One = 1",
  "packages/game/src/Play.ts": `import "@croupier/wallet/contract"`,
  "packages/game/test/Play.test.ts": `import "@croupier/sandbox/Sim"; import "@croupier/wallet/Ledger"`
}

describe("the checker itself", () => {
  it("finds nothing in a sound tree, so what it reports is a fault", async () => {
    expect((await withTree(sound, (tree) => inspect(tree, ["packages", "shells"]))).breaches).toEqual([])
  })

  it.each(faults)("reports %s", async (file, text, breach) => {
    const tree = { ...sound, [`packages/${file}`]: text }
    const { breaches } = await withTree(tree, (root) => inspect(root, ["packages", "shells"]))
    expect(breaches.filter((line) => line.startsWith(`${breach}: packages/`) && line.includes(file))).not.toEqual([])
  })

  it("names the rooms that import each other", () => {
    const arrow = (from: string, to: string) => ({
      from: `packages/core/src/${from}.ts`,
      to: `packages/core/src/${to}.ts`
    })
    const down = [arrow("events/Relay", "postgres/Postgres"), arrow("internal/events/taker", "events/Relay")]
    expect(roomCycles("packages/core", down)).toEqual([])
    const up = arrow("internal/postgres/pool", "events/Pace")
    expect(roomCycles("packages/core", [...down, up])).toHaveLength(2)
  })

  it.each([
    ["src/contract/Things.ts", `export class Away extends Problem.make<Away>()("Away", {}) {}`, "problems outside"],
    ["src/ThingSql.ts", "export const layer = 1", "exports layer, not layerSql"],
    ["src/http/helpers.ts", "export const other = 1", "exports no helpers"],
    ["src/http/Twice.ts", "export const a = 1\n", "have one name"],
    ["src/index.ts", `export { layer } from "./ThingSql.js"`, "exports no namespace"],
    ["src/Stray.ts", "export interface Stray {}", "belongs in a room"]
  ])("reports %s that breaks the anatomy", async (path, text, fault) => {
    const domain = {
      "packages/thing/src/contract.ts": "",
      "packages/thing/src/contract/Problems.ts": "",
      "packages/thing/src/contract/Twice.ts": "export interface Twice {}",
      "packages/thing/src/migrations.ts": "export const thingMigrations = 1",
      "packages/thing/src/ThingMemory.ts": "export const layerMemory = 1",
      "packages/thing/src/ThingSql.ts": "export const layerSql = 1",
      "packages/thing/src/http/ThingHandlers.ts": "export const layer = 1",
      "packages/thing/src/testing/laws.ts": "export const laws = []",
      "packages/thing/src/index.ts": `export * from "./contract.js"`
    }
    const faultsOf = (files: Record<string, string>) =>
      withTree(files, async (tree) => anatomyFaults(tree, "packages/thing"))
    expect(await faultsOf(domain)).toEqual([])
    expect(await faultsOf({ ...domain, [`packages/thing/${path}`]: text })).toEqual([expect.stringContaining(fault)])
  })

  it.each([
    `import { Effect } from "effect"`,
    `import { Clock as Time } from "effect"`,
    `import * as All from "effect"`,
    `import * as Layer from "effect/Layer"`,
    "export const now = () => Date.now()",
    "export const now = () => new Date()",
    "export const dice = () => Math.random()",
    "export const home = process.env.HOME",
    `export const ask = () => fetch("http://127.0.0.1")`
  ])("calls a rule impure that says: %s", (text) => {
    expect(impurities("rules.ts", text)).toHaveLength(1)
  })

  it("lets a rule use data of effect and a date that it was given", () => {
    const text = `import { Either, pipe } from "effect"; export const year = (ms: number) => pipe(new Date(ms), Either.right)`
    expect(impurities("rules.ts", text)).toEqual([])
  })
})
