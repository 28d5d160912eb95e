import { execFileSync } from "node:child_process"
import { generateKeyPairSync, randomBytes } from "node:crypto"
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { coreMigrations } from "@croupier/core/migration/coreMigrations"
import { sampled } from "@croupier/core/testing/LongRun"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { migrationSets } from "@croupier/shells/compose/stores"
import { walletMigrations } from "@croupier/wallet/migrations"
import { expect, layer } from "@effect/vitest"
import { Context, Effect, Layer, Redacted } from "effect"
import { bundles } from "../support/Bundles.js"
import { freePort, run } from "../support/ServiceProcess.js"

type Environment = Readonly<Record<string, string | undefined>>

/** A folder with the keys of a healthy stack, and some that are not. */
class Keys extends Context.Tag("croupier/tests/Keys")<
  Keys,
  { readonly file: (name: string) => string; readonly secrets: ReadonlyArray<string> }
>() {}

const ring = randomBytes(32).toString("base64")
const shortRing = randomBytes(16).toString("base64")
const pem = (type: "ed25519" | "rsa"): string => {
  const { privateKey } =
    type === "rsa" ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : generateKeyPairSync("ed25519")
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString()
}

const keys = Layer.scoped(
  Keys,
  Effect.acquireRelease(
    Effect.sync(() => {
      const folder = mkdtempSync(join(tmpdir(), "keys-"))
      const [service, rsa] = [pem("ed25519"), pem("rsa")]
      const entry = (key: string) => JSON.stringify([{ id: "2026-11", key }])
      const files = {
        "ring.json": entry(ring),
        "short.json": entry(shortRing),
        "garbled.json": entry(ring).slice(0, -9),
        "twice.json": JSON.stringify(["a", "a"].map((id) => ({ id, key: ring }))),
        "empty.json": "",
        "service.pem": service,
        "rsa.pem": rsa,
        "garbled.pem": service.replace(/[A-Z]{2}/, "!!")
      }
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
      const bodies = [service, rsa].map((text) => text.split("\n")[1] ?? "")
      return { folder, file: (name: string) => join(folder, name), secrets: [ring, shortRing, ...bodies] }
    }),
    ({ folder }) => Effect.sync(() => rmSync(folder, { recursive: true }))
  )
)

const needed: Readonly<Record<string, ReadonlyArray<string>>> = {
  gateway: ["PLAYER_SERVICE_URL", "WALLET_SERVICE_URL", "GAME_SERVICE_URL"],
  "player-service": ["WALLET_SERVICE_URL"],
  "wallet-service": ["PLAYER_SERVICE_URL", "ROLLING_SERVICE_URL"],
  "rolling-service": ["PLAYER_SERVICE_URL"],
  "rolling-worker": ["WALLET_SERVICE_URL"],
  "agent-service": [],
  "agent-worker": ["WALLET_SERVICE_URL"],
  "game-service": ["PLAYER_SERVICE_URL", "WALLET_SERVICE_URL"],
  migrate: []
}

const password = "hidden-pass-word"

/** What each mutation does to an environment in which its shell starts, and the line that it has to bring about. */
const mutations: ReadonlyArray<
  readonly [shell: string, change: Environment | ((keys: Keys["Type"]) => Environment), line: RegExp]
> = [
  [
    "gateway",
    { MULTI_BRAND_ENFORCEMENT: "strict" },
    /^MULTI_BRAND_ENFORCEMENT is "strict": expected one of off, observe/
  ],
  ["gateway", { MULTI_BRAND_ENFORCEMENT: "Enforce" }, /^MULTI_BRAND_ENFORCEMENT is "Enforce": expected one of off/],
  [
    "gateway",
    { GAME_SERVICE_URL: "game:8012" },
    /^GAME_SERVICE_URL is not valid: expected a URL that starts with http/
  ],
  ["gateway", { PLAYER_SERVICE_URL: undefined }, /^PLAYER_SERVICE_URL is missing: URL of player_service/],
  ["gateway", { TRUSTED_PROXIES: "10.0.0.0/8, intranet" }, /^TRUSTED_PROXIES /],
  ["gateway", { PORT: "http" }, /^PORT is "http": expected a port from 0 to 65535/],
  ["gateway", { DATABASE_URL: `postgres://app:${password}@127.0.0.1:1/croupier` }, /^DATABASE_URL: .*127\.0\.0\.1:1: /],
  ["wallet-service", { DATABASE_URL: undefined }, /^DATABASE_URL is missing: PostgreSQL connection URL/],
  ["wallet-service", { DATABASE_URL: "" }, /^DATABASE_URL is missing: PostgreSQL connection URL/],
  [
    "wallet-service",
    { DATABASE_URL: `mysql://app:${password}@localhost/x` },
    /^DATABASE_URL is not valid: expected a URL/
  ],
  [
    "wallet-service",
    { DATABASE_URL: undefined, DATABASE_URL_FILE: "/nowhere/url" },
    /^DATABASE_URL_FILE names a file that/
  ],
  ["wallet-service", { DATABASE_MAX_CONNECTIONS: "0" }, /^DATABASE_MAX_CONNECTIONS is "0": .*from 1 to 500/],
  [
    "wallet-service",
    { DATABASE_CONNECT_TIMEOUT: "5 bananas" },
    /^DATABASE_CONNECT_TIMEOUT is "5 bananas": expected a duration/
  ],
  ["wallet-service", { DATABASE_ROLE: "postgres" }, /^DATABASE_ROLE is "postgres": expected one of croupier_owner/],
  ["wallet-service", { LOG_LEVEL: "loud" }, /^LOG_LEVEL is "loud": expected one of trace, debug/],
  ["wallet-service", { PORT: "70000" }, /^PORT is "70000": expected a port/],
  ["player-service", { CROUPIER_KEYS_FILE: undefined }, /^CROUPIER_KEYS is missing: encryption keys for secrets/],
  ["player-service", ({ file }) => ({ CROUPIER_KEYS_FILE: file("short.json") }), /^CROUPIER_KEYS_FILE is not valid: /],
  [
    "player-service",
    ({ file }) => ({ CROUPIER_KEYS_FILE: file("garbled.json") }),
    /^CROUPIER_KEYS_FILE is not valid: /
  ],
  [
    "player-service",
    ({ file }) => ({ CROUPIER_KEYS_FILE: file("twice.json") }),
    /^CROUPIER_KEYS_FILE is not valid: .*unique/
  ],
  [
    "player-service",
    ({ file }) => ({ CROUPIER_KEYS_FILE: file("empty.json") }),
    /^CROUPIER_KEYS_FILE names an empty file/
  ],
  ["player-service", { CROUPIER_KEYS: "[]" }, /^CROUPIER_KEYS is set twice: unset it or CROUPIER_KEYS_FILE/],
  ["game-service", { CROUPIER_SERVICE_KEYS_FILE: undefined }, /^CROUPIER_SERVICE_KEYS is missing: /],
  ["game-service", { CROUPIER_SERVICE_KEYS_FILE: "/nowhere/key.pem" }, /^CROUPIER_SERVICE_KEYS_FILE names a file that/],
  [
    "game-service",
    ({ file }) => ({ CROUPIER_SERVICE_KEYS_FILE: file("rsa.pem") }),
    /^CROUPIER_SERVICE_KEYS_FILE .*Ed25519/
  ],
  ["game-service", ({ file }) => ({ CROUPIER_SERVICE_KEYS_FILE: file("garbled.pem") }), /^CROUPIER_SERVICE_KEYS_FILE /],
  ["game-service", { WALLET_SERVICE_URL: "ftp://wallet" }, /^WALLET_SERVICE_URL is not valid: expected a URL/],
  ["migrate", { DATABASE_ADMIN_URL: undefined }, /^DATABASE_ADMIN_URL is missing: /],
  ["migrate", { DATABASE_PASSWORD_APP: "changeme-changeme" }, /^DATABASE_PASSWORD_APP still has the example value/],
  ["migrate", { DATABASE_PASSWORD_SPAN: "kJ8-w2Qm" }, /^DATABASE_PASSWORD_SPAN is too short: expected a secret/]
]

/** Every process there is. */
const shells = readdirSync(join(import.meta.dirname, "../../shells/src"))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.slice(0, -3))

/** An environment in which every shell starts. */
const healthy = Effect.gen(function* () {
  const { file } = yield* Keys
  const { administratorUrl, url } = yield* TestPostgres.TestDatabase
  const port = String(yield* freePort)
  return (shell: string): Record<string, string> => ({
    ...Object.fromEntries((needed[shell] ?? []).map((name) => [name, "http://127.0.0.1:9"])),
    ...(shell === "migrate"
      ? { DATABASE_ADMIN_URL: Redacted.value(administratorUrl) }
      : {
          PORT: port,
          DATABASE_URL: Redacted.value(url("croupier_app")),
          CROUPIER_KEYS_FILE: file("ring.json"),
          CROUPIER_SERVICE_KEYS_FILE: file("service.pem")
        })
  })
})

const changed = (environment: Record<string, string>, change: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...environment, ...change }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const]
    )
  )

/** Runs a shell that is to fail: one line, no stack, no secret, soon. */
const refusal = (shell: string, environment: Record<string, string>) =>
  Effect.gen(function* () {
    const { secrets } = yield* Keys
    const file = join(yield* bundles, `${shell}.js`)
    const began = performance.now()
    const { code, output } = yield* run(file, environment)
    const millis = performance.now() - began
    expect(code, output).toBe(1)
    expect(output.trimEnd().split("\n"), output).toHaveLength(1)
    expect(output).not.toMatch(/^\s+at |node:internal|\.[jt]s:\d/m)
    const passwords = [environment.DATABASE_URL, environment.DATABASE_ADMIN_URL].flatMap((url) =>
      url !== undefined && URL.canParse(url) ? [new URL(url).password] : []
    )
    const given = [environment.DATABASE_PASSWORD_APP, environment.DATABASE_PASSWORD_SPAN]
    for (const secret of [...secrets, ...passwords, ...given]) {
      if (secret !== undefined && secret !== "") expect(output).not.toContain(secret)
    }
    return { output, millis }
  })

/** Milliseconds that a process which does nothing takes now; about 45 on a quiet machine. */
const bareStart = Effect.sync(() => {
  const began = performance.now()
  execFileSync(process.execPath, ["-e", "0"])
  return performance.now() - began
})

const olderWallet = { ...walletMigrations, migrations: walletMigrations.migrations.slice(0, -1) }
const others = migrationSets.filter((set) => set !== coreMigrations && set !== walletMigrations)

layer(Layer.merge(keys, TestPostgres.layerDatabase(migrationSets)), { excludeTestServices: true, timeout: 60_000 })(
  "a shell with a wrong environment",
  (it) => {
    it.effect.each([...sampled(mutations, 4)])(
      "%s reports it in one line that names the variable, within 3 s (%#)",
      ([shell, change, line]) =>
        Effect.gen(function* () {
          const environment = changed(
            (yield* healthy)(shell),
            typeof change === "function" ? change(yield* Keys) : change
          )
          const { millis, output } = yield* refusal(shell, environment)
          expect(output).toMatch(line)
          // The figure is about the program: on a busy machine it is compared with a process that only starts and ends.
          if (millis >= 3000) expect(millis).toBeLessThan(30 * (yield* bareStart))
        })
    )

    it.effect.each([
      [
        "player-service",
        { DATABASE_URL: undefined, CROUPIER_KEYS_FILE: undefined, WALLET_SERVICE_URL: undefined, PORT: "http" },
        ["CROUPIER_KEYS is missing", "DATABASE_URL is missing", 'PORT is "http"', "WALLET_SERVICE_URL is missing"]
      ],
      [
        "gateway",
        { GAME_SERVICE_URL: undefined, GAME_SEVRICE_URL: "http://127.0.0.1:9", MULTI_BRAND_ENFORCMENT: "off" },
        [
          "GAME_SEVRICE_URL is not a variable of this process: did you mean GAME_SERVICE_URL?",
          "MULTI_BRAND_ENFORCMENT is not a variable of this process: did you mean MULTI_BRAND_ENFORCEMENT?"
        ]
      ]
    ] as const)("%s reports every missing, wrong and misspelt variable at once", ([shell, change, expected]) =>
      Effect.gen(function* () {
        const environment = changed((yield* healthy)(shell), change)
        const { code, output } = yield* run(join(yield* bundles, `${shell}.js`), environment)
        const lines = output.trimEnd().split("\n").toSorted()
        expect([code, lines.length], output).toEqual([1, expected.length])
        for (const [index, line] of expected.entries()) expect(lines[index]).toContain(line)
      })
    )

    it.effect("an old Node is refused in one line by every process", () =>
      Effect.gen(function* () {
        const old = join(yield* Effect.sync(() => mkdtempSync(join(tmpdir(), "old-node-"))), "old.cjs")
        writeFileSync(old, 'Object.defineProperty(process.versions, "node", { value: "18.20.4" })')
        const { code, output } = yield* run(join(yield* bundles, "wallet-service.js"), {
          NODE_OPTIONS: `--require ${old}`
        })
        expect([code, output]).toEqual([1, "Node 18.20.4 is too old: Croupier needs Node 20.19 or newer\n"])
      })
    )

    it.effect.each(["/proc/foo", "/dev/null/foo"])("npm start with its home at %s ends with one line", (home) =>
      Effect.gen(function* () {
        const { code, output } = yield* run(join(yield* bundles, "all-in-one.js"), { CROUPIER_HOME: home })
        expect(code).toBe(1)
        expect(output).toMatch(
          /^CROUPIER_HOME is \S+, which cannot be used: \/\S+ (cannot be made \(\w+\)|is not a directory)\n$/
        )
      })
    )

    it.effect.each([
      ["croupier", ["brand", "list"], '{"databaseUrl":'],
      ["verify-ledger", [], "{}"]
    ] as const)("%s says in one line that the listing of npm start is none", ([shell, words, listing]) =>
      Effect.gen(function* () {
        const home = yield* Effect.sync(() => mkdtempSync(join(tmpdir(), "home-")))
        writeFileSync(join(home, "dev.json"), listing)
        const { output } = yield* run(join(yield* bundles, `${shell}.js`), { CROUPIER_HOME: home }, [...words])
        expect(output).toBe(`DATABASE_URL is missing, and ${home}/dev.json contains no database URL\n`)
      })
    )

    it.effect.each(shells.flatMap((shell) => [[shell, "--help"] as const, [shell, "-h"] as const]))(
      "%s %s prints its usage and its variables, and ends with 0",
      ([shell, word]) =>
        Effect.gen(function* () {
          const { code, output } = yield* run(join(yield* bundles, `${shell}.js`), {}, [word])
          expect(code, output).toBe(0)
          expect(output).toMatch(/^usage: /)
        })
    )

    it.effect("a service refuses an argument, by its name", () =>
      Effect.gen(function* () {
        const { code, output } = yield* run(join(yield* bundles, "gateway.js"), {}, ["--port=1"])
        expect([code, output]).toEqual([1, "unknown argument --port=1: gateway accepts only --help\n"])
      })
    )

    it.effect("migrate starts in the environment that the mutations begin from", () =>
      Effect.gen(function* () {
        const { code, output } = yield* run(join(yield* bundles, "migrate.js"), (yield* healthy)("migrate"))
        expect([code, output]).toEqual([0, expect.stringContaining("every schema is up to date")])
      })
    )
  }
)

layer(Layer.merge(keys, TestPostgres.layerDatabase([olderWallet, ...others])), {
  excludeTestServices: true,
  timeout: 60_000
})("a service on an older schema than it needs", (it) => {
  it.effect("ends with a line that names both versions", () =>
    Effect.gen(function* () {
      const { output } = yield* refusal("wallet-service", (yield* healthy)("wallet-service"))
      const needs = walletMigrations.migrations.length
      expect(output).toMatch(
        new RegExp(
          `^schema croupier_wallet is at version ${needs - 1}, but wallet .* needs version ${needs}: run migrate first\n$`
        )
      )
    })
  )
})
