import { spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as KeyRing from "@croupier/core/auth/KeyRing"
import type { ServiceName } from "@croupier/core/auth/Principal"
import * as ServiceIdentity from "@croupier/core/auth/ServiceIdentity"
import * as Setting from "@croupier/core/config/Setting"
import { ProviderAddresses } from "@croupier/game/launch/ProviderAddresses"
import { providerAddresses } from "@croupier/shells/compose/process"
import { describe, expect, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer } from "effect"
import { afterAll, beforeAll } from "vitest"
import { bundles } from "../support/Bundles.js"
import { container, containers, read, root } from "./ComposeFile.js"
import { stores } from "./contract.js"
import { asked, example, interpolate, parseEnvironment } from "./variables.js"

const ours = [...containers.keys()].filter((name) => !(name in stores))

describe("the environment of the stack", () => {
  it("the example has every variable that the Compose file asks for, and no other", () => {
    expect([...example.keys()].sort()).toEqual([...asked.keys()].sort())
  })

  it("what the example leaves empty is required, so Compose itself stops; the rest are the defaults", () => {
    for (const [name, { fallback, required }] of asked) {
      expect([name, example.get(name)]).toEqual([name, required ? "" : fallback])
    }
  })

  it("a secret is required in every service that uses it", () => {
    for (const { environment } of containers.values()) {
      for (const value of Object.values(environment).filter((value) => /PASSWORD|KEYS/.test(value))) {
        expect(value).toMatch(/\$\{\w+:\?\}/)
      }
    }
  })

  it.effect("lets game_service call the provider of the demo, which listens on the same loopback", () =>
    Effect.gen(function* () {
      const { environment } = container("game_service")
      const given = new Map(Object.entries(environment).map(([name, value]) => [name, interpolate(value, example)]))
      const layer = Layer.provide(providerAddresses, Layer.setConfigProvider(ConfigProvider.fromMap(given)))
      expect(yield* Effect.provide(ProviderAddresses, layer)).toEqual({ allowLoopback: true })
    })
  )

  it.live("gives each process only what its shell reads and the reference explains", () =>
    Effect.gen(function* () {
      const built = yield* bundles
      const reference = read("docs/reference/configuration.md")
      for (const name of ours) {
        const { command, environment } = container(name)
        const shell = readFileSync(join(built, command.at(-1) ?? ""), "utf8")
        for (const variable of Object.keys(environment)) {
          expect(new RegExp(`\\b${variable}\\b`).test(shell), `${variable} in the shell of ${name}`).toBe(true)
          expect(reference).toContain(`| \`${variable}\` |`)
        }
      }
    })
  )
})

describe("node scripts/compose-env.mjs", () => {
  const home = mkdtempSync(join(tmpdir(), "croupier-compose-"))
  const written = join(home, ".env.compose.local")
  const run = () => spawnSync(process.execPath, [join(home, "scripts/compose-env.mjs")], { encoding: "utf8" })
  let first: string

  beforeAll(() => {
    for (const file of [".env.compose.example", "scripts/compose-env.mjs"]) cpSync(join(root, file), join(home, file))
    expect(run().status).toBe(0)
    first = readFileSync(written, "utf8")
  })
  afterAll(() => rmSync(home, { recursive: true }))

  it("fills in every secret, for its owner only", () => {
    const made = parseEnvironment(first)
    expect([...made.keys()]).toEqual([...example.keys()])
    for (const [name, { required }] of asked) if (required) expect(made.get(name)?.length).toBeGreaterThanOrEqual(64)
    expect(statSync(written).mode & 0o777).toBe(0o600)
  })

  it("never replaces secrets that are there", () => {
    const again = run()
    expect(again.status).toBe(1)
    expect(again.stderr).toContain("already exists")
    expect(readFileSync(written, "utf8")).toBe(first)
  })

  it("makes what our processes take, and they take nothing of the example", async () => {
    const taken = (environment: ReadonlyMap<string, string>) => {
      const keys = container("game_service").environment
      const passwords = container("migrate").environment
      const given = Object.entries({ ...passwords, ...keys }).map(
        ([name, value]) => [name, interpolate(value, environment)] as const
      )
      const settings = [
        Effect.asVoid(Layer.build(KeyRing.layerConfig)),
        Effect.asVoid(Layer.build(ServiceIdentity.layerConfig("gateway" as ServiceName))),
        ...Object.keys(passwords)
          .filter((name) => name.startsWith("DATABASE_PASSWORD_"))
          .map((name) => Effect.asVoid(Setting.secret(name, { description: "", minLength: 16 })))
      ]
      return Effect.forEach(settings, Effect.isSuccess).pipe(
        Effect.scoped,
        Effect.withConfigProvider(ConfigProvider.fromMap(new Map(given))),
        Effect.runPromise
      )
    }
    const settings = 2 + 12
    expect(await taken(parseEnvironment(first))).toEqual(Array(settings).fill(true))
    expect(await taken(example)).toEqual(Array(settings).fill(false))
  })
})
