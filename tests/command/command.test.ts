import { generateKeyPairSync } from "node:crypto"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sampled } from "@croupier/core/testing/LongRun"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { helpFor } from "@croupier/shells/command/help"
import { leaves } from "@croupier/shells/command/tree"
import { processes } from "@croupier/shells/compose/processes"
import { migrationSets } from "@croupier/shells/compose/stores"
import { expect, it, layer } from "@effect/vitest"
import { Effect, Redacted, Schedule } from "effect"
import { bundles } from "../support/Bundles.js"
import { call } from "../support/Call.js"
import { croupier, documentOf, type Ran } from "../support/Command.js"
import { freePort, make, run } from "../support/ServiceProcess.js"
import { ringOf } from "./Deployment.js"

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "command-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true }))
)

const aurora = [
  ...["brand", "add", "aurora", "--name", "Aurora", "--timezone", "UTC", "--currency", "EUR", "--currency", "KRW"],
  ...["--domain", "aurora.example", "--licence", "mga", "--jurisdiction", "Malta", "--minimum-age", "18"]
]

it.each(leaves.map(({ about }) => about))(
  "help of a command says how it is used, an example, and its exit codes: $path",
  ({ codes, examples, path }) => {
    const help = helpFor([...path, "--help"])
    expect(help.startsWith(`usage: croupier ${path.join(" ")}`)).toBe(true)
    for (const example of examples) expect(help).toContain(`\n  ${example}\n`)
    for (const [number, meaning] of Object.entries(codes)) expect(help).toContain(`\n  ${number}  ${meaning}`)
  }
)

it.live("without words, and with the word of a group, it says what there is", () =>
  Effect.gen(function* () {
    const all = yield* croupier([])
    expect([all.code, all.stderr]).toEqual([0, ""])
    for (const { about } of leaves) expect(all.stdout).toContain(`\n  ${about.path.join(" ")}`)
    const one = yield* croupier(["brand", "add", "-h"])
    expect([one.code, one.stderr, one.stdout]).toEqual([0, "", `${helpFor(["brand", "add"])}\n`])
    const group = yield* croupier(["outbox"])
    expect([group.code, group.stdout.split("\n", 1)]).toEqual([0, ["usage: croupier outbox <command>"]])
  })
)

/** The key ring of every run: a list opens the secrets that another test has sealed. */
const keys = ringOf("2026-11")

const others = "--licence mga --timezone UTC --currency EUR --domain a.example"

/** Wrong arguments, and the one line that reports them. */
const misuses: ReadonlyArray<readonly [words: string, line: RegExp]> = [
  ["brnad list", /^Invalid subcommand for croupier .*: see croupier --help\n$/],
  ["brand lsit", /^Invalid subcommand .*: see croupier brand --help\n$/],
  ["brand list more", /^Received unknown argument: 'more': see croupier brand list --help\n$/],
  ["brand add aurora --name A", /^.*--licence.*--timezone.*--currency.*--domain.*: see croupier brand add --help\n$/],
  [`brand add --name A ${others}`, /^Missing argument <key>: see croupier brand add --help\n$/],
  [`brand add aurora --name A --nmae A ${others}`, /^Received unknown argument: '--nmae': see .*\n$/],
  ["brand remove aurora", /^Invalid subcommand .*: see croupier brand --help\n$/],
  ["verify --head aurora:1:0f", /^.*0f.*\n$/],
  ["domain add a.example", /^domain add requires either --brand <key> or --operator\n$/],
  ["outbox replay aurora turnover", /^outbox replay requires <brand> <consumer> <domain> <key>, or --consumer/],
  ["credential end --brand aurora --provider hub88", /^Missing argument <id>: see croupier credential end --help\n$/],
  ["config check nothing", /^unknown process nothing; known processes: gateway, /]
]

it.live.each([...sampled(misuses, 3)])("bad usage is one line on standard error and 2: %s", ([words, line]) =>
  Effect.gen(function* () {
    const { code, stderr, stdout } = yield* croupier(words.split(" "))
    expect([code, stdout]).toEqual([2, ""])
    expect(stderr).toMatch(line)
  })
)

it.live.each([
  ...sampled(["brand list", "credential list --brand aurora", "migrate status", "outbox list", "verify"], 5)
])("a database that cannot be reached is 2, and one line that names the variable: %s", (words) =>
  Effect.gen(function* () {
    const { code, stderr, stdout } = yield* croupier(words.split(" "), {
      DATABASE_URL: "postgres://somewhere:hidden@127.0.0.1:1/croupier"
    })
    expect([code, stdout], stderr).toEqual([2, ""])
    expect(stderr).toMatch(/^DATABASE_URL: cannot connect to PostgreSQL at 127\.0\.0\.1:1: .*\n$/)
    expect(stderr).not.toContain("hidden")
  })
)

it.live("dev is refused where its shell is not next to it, as in the image", () =>
  Effect.gen(function* () {
    const place = yield* folder
    const built = yield* bundles
    writeFileSync(join(place, "croupier.mjs"), readFileSync(join(built, "croupier.js")))
    const { code, output } = yield* run(join(place, "croupier.mjs"), {}, ["dev"])
    expect([code, output]).toEqual([1, expect.stringMatching(/^dev is not available in this image: .*\n$/)])
  }).pipe(Effect.scoped)
)

it.live("only its own bundle has the library of the command line", () =>
  Effect.map(bundles, (built) => {
    const having = readdirSync(built)
      .filter((name) => name.endsWith(".js"))
      .filter((name) => readFileSync(join(built, name), "utf8").includes("node_modules/@effect/cli/"))
    expect(having).toEqual(["croupier.js"])
  })
)

it.live("openapi writes one document of what the gateway serves of every domain", () =>
  Effect.gen(function* () {
    const place = yield* folder
    const file = join(place, "openapi.json")
    const written = yield* croupier(["openapi", "--output", file, "--json"])
    expect([written.code, documentOf<{ file: string }>(written).file]).toEqual([0, file])
    const document = JSON.parse(readFileSync(file, "utf8"))
    expect(document.openapi).toBe("3.1.0")
    const paths = Object.keys(document.paths)
    for (const domain of ["player", "wallet", "game"])
      expect(paths.some((path) => path.startsWith(`/api/${domain}/`))).toBe(true)
    expect(paths.filter((path) => !path.startsWith("/api/"))).toEqual([])
    const printed = yield* croupier(["openapi"])
    expect(documentOf(printed)).toEqual(document)
    expect((yield* croupier(["openapi", "--output", join(place, "no/where")])).code).toBe(1)
  }).pipe(Effect.scoped)
)

it.live.each([...sampled(Object.entries(processes), 7)])(
  "config check knows what %s needs and reads",
  ([name, { needs, reads }]) =>
    Effect.gen(function* () {
      const shell = join(yield* bundles, `${name}.js`)
      const help = yield* run(shell, {}, ["--help"])
      const said = [...help.output.matchAll(/^ {2}([A-Z_]+)/gm)].map(([, variable]) => variable)
      expect([...reads].toSorted()).toEqual(said)

      const started = yield* run(shell, {})
      const checked = yield* croupier(["config", "check", name, "--json"])
      const [report] = documentOf<{ processes: ReadonlyArray<{ mistakes: ReadonlyArray<{ variable: string }> }> }>(
        checked
      ).processes
      expect(checked.code).toBe(1)
      expect(report?.mistakes.map(({ variable }) => variable)).toEqual(
        started.output.match(/^[A-Z_]+(?= is missing)/gm)
      )
      expect([...needs].toSorted()).toEqual(report?.mistakes.map(({ variable }) => variable).toSorted())

      const wrong = yield* croupier(["config", "check", name], { LOG_FORMAT: "ugly", LGO_LEVEL: "info" })
      expect(wrong.stdout).toMatch(/^ {2}LOG_FORMAT is "ugly": expected one of auto, json, pretty$/m)
      expect(wrong.stdout).toMatch(/^ {2}LGO_LEVEL is not a variable of this process: did you mean LOG_LEVEL\?$/m)
    })
)

layer(TestPostgres.layerDatabase(migrationSets), { excludeTestServices: true, timeout: "120 seconds" })(
  "croupier on a database",
  (it) => {
    const url = (role: Parameters<TestPostgres.TestDatabase["Type"]["url"]>[0]) =>
      Effect.map(TestPostgres.TestDatabase, (database) => ({ DATABASE_URL: Redacted.value(database.url(role)) }))

    it.effect(
      "a brand that it adds is served by a running gateway, as is a domain that it adds, and none that it removes",
      () =>
        Effect.gen(function* () {
          const place = yield* folder
          const key = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString()
          writeFileSync(join(place, "service.pem"), key)
          const config = yield* url("croupier_config")
          const gateway = yield* make({
            name: "gateway",
            file: join(yield* bundles, "gateway.js"),
            port: yield* freePort,
            environment: {
              ...(yield* url("croupier_gateway")),
              CROUPIER_SERVICE_KEYS_FILE: join(place, "service.pem"),
              ...Object.fromEntries(
                ["PLAYER", "WALLET", "GAME"].map((name) => [`${name}_SERVICE_URL`, "http://127.0.0.1:1"])
              )
            }
          })
          const status = (host: string) =>
            Effect.map(Effect.orDie(call("GET", `${gateway.url}/api/game/games`, { host })), (answer) => answer.status)
          const becomes = (host: string, served: boolean) =>
            status(host).pipe(
              Effect.filterOrFail((found) => (found !== 421) === served),
              Effect.retry({ times: 200, schedule: Schedule.spaced("50 millis") }),
              Effect.orDie
            )
          expect(yield* status("aurora.example")).toBe(421)

          const added = yield* croupier([...aurora, "--json"], config)
          expect([added.code, added.stderr]).toEqual([0, ""])
          expect(documentOf(added)).toEqual({
            brand: "aurora",
            licenceAdded: true,
            brandAdded: true,
            domainsAdded: ["aurora.example"]
          })
          yield* becomes("aurora.example", true)

          const again = yield* croupier(aurora, config)
          expect([again.code, again.stdout]).toEqual([0, "the brand aurora already exists with these settings\n"])
          const other = yield* croupier([...aurora, "--reporting-currency", "KRW"], config)
          expect([other.code, other.stdout]).toEqual([1, ""])
          expect(other.stderr).toMatch(/^the brand aurora already exists with different settings: .*\n$/)

          const domain = ["domain", "add", "www.aurora.example", "--brand", "aurora"]
          expect((yield* croupier(domain, config)).stdout).toBe("added: domain www.aurora.example\n")
          expect((yield* croupier(domain, config)).stdout).toBe(
            "the domain www.aurora.example already exists with these settings\n"
          )
          yield* becomes("www.aurora.example", true)
          const taken = yield* croupier(["domain", "add", "www.aurora.example", "--operator"], config)
          expect([taken.code, taken.stderr]).toEqual([1, "the domain www.aurora.example belongs to the brand aurora\n"])
          const unknown = yield* croupier(["domain", "add", "b.example", "--brand", "borealis"], config)
          expect([unknown.code, unknown.stderr]).toEqual([1, "brand borealis not found: add it first with brand add\n"])
          expect((yield* croupier(["domain", "remove", "www.aurora.example"], config)).code).toBe(0)
          yield* becomes("www.aurora.example", false)
          expect((yield* croupier(["domain", "remove", "www.aurora.example"], config)).code).toBe(1)
          const listed = documentOf<{ brands: ReadonlyArray<unknown> }>(
            yield* croupier(["brand", "list", "--json"], config)
          )
          expect(listed.brands).toMatchObject([
            { key: "aurora", currencies: ["EUR", "KRW"], domains: ["aurora.example"] }
          ])
        }).pipe(Effect.scoped)
    )

    it.effect("a credential that it issues is listed without its secret, and a wrong key or address is refused", () =>
      Effect.gen(function* () {
        const place = yield* folder
        yield* croupier(aurora, yield* url("croupier_config"))
        const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
        writeFileSync(join(place, "hub88.pem"), publicKey.export({ type: "spki", format: "pem" }))
        writeFileSync(join(place, "wrong.pem"), "wrong")
        const environment = { ...(yield* url("croupier_game")), CROUPIER_KEYS: keys }
        const issue = (file: string, baseUrl: string, brand = "aurora", provider = "hub88") => [
          ...["credential", "issue", "--brand", brand, "--provider", provider, "--operator-id", "aurora-live"],
          ...["--base-url", baseUrl, "--key-file", join(place, file), "--country", "MT", "--json"]
        ]
        const issued = yield* croupier(issue("hub88.pem", "https://api.hub88.com"), environment)
        expect([issued.code, issued.stderr]).toEqual([0, ""])
        const credential = documentOf<{ id: string; callbackPath: string; publicKey: string }>(issued)
        expect(credential.callbackPath).toBe(`/callbacks/hub88/${credential.id}`)
        expect(credential.publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----/)
        const refusals: ReadonlyArray<readonly [ReadonlyArray<string>, RegExp]> = [
          [issue("wrong.pem", "https://api.hub88.com"), /key/i],
          [issue("absent.pem", "https://api.hub88.com"), /^--key-file cannot be read/],
          [issue("hub88.pem", "http://127.0.0.1:1"), /https/],
          [issue("hub88.pem", "somewhere"), /^--base-url: a base URL is absolute/],
          [issue("hub88.pem", "https://api.hub88.com", "borealis"), /^brand borealis not found/],
          [issue("hub88.pem", "https://api.hub88.com", "aurora", "nothing"), /^--provider: unknown provider/]
        ]
        const production = { ...environment, BIND_ADDRESS: "0.0.0.0" }
        for (const [words, line] of refusals) {
          const { code, stderr, stdout } = yield* croupier(words, production)
          expect([code, stdout, stderr.trimEnd().split("\n").length], stderr).toEqual([1, "", 1])
          expect(stderr).toMatch(line)
        }
        const list = yield* croupier(["credential", "list", "--brand", "aurora", "--json"], environment)
        expect(
          documentOf<{ credentials: ReadonlyArray<{ id: string }> }>(list).credentials.map(({ id }) => id)
        ).toEqual([credential.id])
        expect(list.stdout).not.toContain("PRIVATE")
        const withoutKeys = yield* croupier(["credential", "list", "--brand", "aurora"], yield* url("croupier_game"))
        expect([withoutKeys.code, withoutKeys.stderr.startsWith("CROUPIER_KEYS is missing")]).toEqual([2, true])
      }).pipe(Effect.scoped)
    )

    it.effect("a credential ends at once or at a later time, once for all; what cannot be ended is refused", () =>
      Effect.gen(function* () {
        const place = yield* folder
        yield* croupier(aurora, yield* url("croupier_config"))
        const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
        writeFileSync(join(place, "hub88.pem"), publicKey.export({ type: "spki", format: "pem" }))
        const environment = { ...(yield* url("croupier_game")), CROUPIER_KEYS: keys }
        const issued = yield* croupier(
          [
            ...["credential", "issue", "--brand", "aurora", "--provider", "hub88", "--operator-id", "aurora-live"],
            ...["--base-url", "https://api.hub88.com", "--key-file", join(place, "hub88.pem")],
            ...["--country", "MT", "--json"]
          ],
          environment
        )
        const { id } = documentOf<{ id: string }>(issued)
        const end = (id: string, more: ReadonlyArray<string> = [], brand = "aurora", provider = "hub88") =>
          croupier(["credential", "end", id, "--brand", brand, "--provider", provider, ...more], environment)
        const stored = Effect.gen(function* () {
          const list = yield* croupier(["credential", "list", "--brand", "aurora", "--json"], environment)
          const { credentials } = documentOf<{ credentials: ReadonlyArray<{ id: string; validUntil: number | null }> }>(
            list
          )
          return credentials.find((credential) => credential.id === id)?.validUntil
        })
        const refused: ReadonlyArray<readonly [Effect.Effect<Ran>, RegExp]> = [
          [end("aurora-nothing"), /^aurora has no credential aurora-nothing with hub88: see croupier credential list/],
          [end(id, [], "aurora", "softswiss"), /^aurora has no credential .* with softswiss/],
          [end(id, [], "borealis"), /^brand borealis not found/],
          [end(id, ["--at", "tomorrow"]), /^--at: a time looks like/],
          [end(id, ["--at", "2099-01-31T12:00:00"]), /^--at: a time looks like/],
          [end(id, ["--at", "2099-13-31T12:00:00Z"]), /^--at: a time looks like/],
          [end(id, ["--at", "2020-01-31T12:00:00Z"]), /^--at is in the past/]
        ]
        for (const [run, line] of refused) {
          const { code, stderr, stdout } = yield* run
          expect([code, stdout, stderr.trimEnd().split("\n").length], stderr).toEqual([1, "", 1])
          expect(stderr).toMatch(line)
        }
        expect(yield* stored).toBeNull()

        const later = yield* end(id, ["--at", "2099-01-31T12:00:00+01:00", "--json"])
        const validUntil = Date.UTC(2099, 0, 31, 11)
        expect([later.code, later.stderr]).toEqual([0, ""])
        expect(documentOf(later)).toEqual({ brand: "aurora", provider: "hub88", id, validUntil })
        expect(yield* stored).toBe(validUntil)
        const sooner = yield* end(id, ["--at", "2098-01-31T12:00:00Z"])
        expect(sooner.stdout).toBe(`ends at 2098-01-31T12:00:00.000Z: credential ${id} of aurora with hub88\n`)

        const ended = yield* end(id)
        expect([ended.code, ended.stderr, ended.stdout]).toEqual([
          0,
          "",
          `ended: credential ${id} of aurora with hub88\n`
        ])
        expect(yield* stored).toBeLessThanOrEqual(Date.now())
        for (const more of [[], ["--at", "2099-01-31T12:00:00Z"]]) {
          const again = yield* end(id, more)
          expect([again.code, again.stdout]).toEqual([1, ""])
          expect(again.stderr).toBe(`the credential ${id} has ended already, which is final\n`)
        }
      }).pipe(Effect.scoped)
    )

    it.effect("status and plan say what is applied and pending, and up applies it", () =>
      Effect.gen(function* () {
        const owner = Redacted.value((yield* TestPostgres.TestDatabase).url("croupier_owner"))
        const admin = { DATABASE_ADMIN_URL: owner }
        const status = documentOf<{ schemas: ReadonlyArray<{ package: string; applied: ReadonlyArray<unknown> }> }>(
          yield* croupier(["migrate", "status", "--json"], yield* url("croupier_span"))
        )
        expect(status.schemas.map((schema) => [schema.package, schema.applied.length])).toEqual(
          migrationSets.map((set) => [set.package, set.migrations.length])
        )
        expect((yield* croupier(["migrate", "plan"], admin)).stdout).toBe("every schema is up to date\n")
        const up = yield* croupier(["migrate", "up", "--json"], admin)
        expect([up.code, documentOf(up)]).toEqual([0, { applied: [] }])
        expect(up.stderr).toContain("every schema is up to date")
      })
    )

    it.effect("verify and the outbox commands answer as data", () =>
      Effect.gen(function* () {
        const span = yield* url("croupier_span")
        const verified = yield* croupier(["verify", "--json"], span)
        expect([verified.code, documentOf<{ faults: unknown }>(verified).faults]).toEqual([0, []])
        const unfit = yield* croupier(["verify"], yield* url("croupier_game"))
        expect([unfit.code, unfit.stdout]).toEqual([2, ""])
        expect(documentOf(yield* croupier(["outbox", "list", "--json"], span))).toEqual({ deadLetters: [] })
        const replay = yield* croupier(["outbox", "replay", "--consumer", "turnover"], span)
        expect([replay.code, replay.stderr]).toEqual([1, "turnover has no dead letters\n"])
        const rebased = yield* croupier(["outbox", "rebase", "wallet", "--json"], span)
        expect([rebased.code, documentOf(rebased)]).toEqual([0, { domain: "wallet", moved: 0 }])
        expect((yield* croupier(["outbox", "rebase", "nowhere"], span)).code).toBe(1)
      })
    )
  }
)

layer(TestPostgres.layerDatabase(migrationSets.slice(0, 3)), { excludeTestServices: true, timeout: "120 seconds" })(
  "croupier migrate on an older database",
  (it) => {
    it.effect("the plan names each step with its kind and applies none of them; up does", () =>
      Effect.gen(function* () {
        const owner = Redacted.value((yield* TestPostgres.TestDatabase).url("croupier_owner"))
        const admin = { DATABASE_ADMIN_URL: owner }
        const wanted = migrationSets.slice(3).flatMap(({ migrations, package: name }) =>
          migrations.map(({ id, kind, name: step, oldestCode }) => ({
            package: name,
            id,
            name: step,
            kind,
            oldestCode
          }))
        )
        for (const _ of [1, 2]) {
          expect(documentOf(yield* croupier(["migrate", "plan", "--json"], admin))).toEqual({ steps: wanted })
        }
        const up = yield* croupier(["migrate", "up", "--json"], admin)
        expect(documentOf<{ applied: ReadonlyArray<unknown> }>(up).applied).toHaveLength(wanted.length)
        expect(documentOf(yield* croupier(["migrate", "plan", "--json"], admin))).toEqual({ steps: [] })
      })
    )
  }
)
