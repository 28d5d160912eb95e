import { execFileSync } from "node:child_process"
import { randomUUID } from "node:crypto"
import { existsSync, statSync } from "node:fs"
import { join } from "node:path"
import { administer } from "@croupier/core/postgres/Administrator"
import { testServer } from "@croupier/core/testing/TestServer"
import { expect, layer } from "@effect/vitest"
import { Context, Effect, Layer, Redacted, type Scope } from "effect"
import * as AllInOne from "../support/AllInOne.js"
import { bundles } from "../support/Bundles.js"
import { call } from "../support/Call.js"
import { run } from "../support/ServiceProcess.js"

interface Running {
  readonly place: AllInOne.Place
  readonly platform: AllInOne.AllInOne
  /** What the first start has printed. */
  readonly printed: string
}

/** `npm start` as on a new machine. */
class Own extends Context.Tag("croupier/tests/Own")<Own, Running>() {}

/** A second one at the same time, elsewhere, on a server that is not its own. */
class Guest extends Context.Tag("croupier/tests/Guest")<Guest, Running & { readonly databaseUrl: string }>() {}

const started = (environment: Readonly<Record<string, string>>) =>
  Effect.gen(function* () {
    const place = yield* AllInOne.place
    const platform = yield* AllInOne.start(place, { environment })
    return { place, platform, printed: yield* platform.running }
  })

/** An empty database, and a login that may make roles on its server. */
const ownDatabase: Effect.Effect<string, never, Scope.Scope> = Effect.gen(function* () {
  const server = yield* testServer()
  const name = `${server.databasePrefix}story`
  const onServer = (text: string) =>
    Effect.orDie(administer(server.administratorUrl("postgres"), (query) => query(text)))
  yield* Effect.acquireRelease(onServer(`CREATE DATABASE ${name}`), () =>
    onServer(`DROP DATABASE ${name} WITH (FORCE)`)
  )
  return Redacted.value(server.administratorUrl(name))
})

const platforms = Layer.merge(
  Layer.scoped(Own, started({})),
  Layer.scoped(
    Guest,
    Effect.gen(function* () {
      const databaseUrl = yield* ownDatabase
      return { ...(yield* started({ DATABASE_URL: databaseUrl })), databaseUrl }
    })
  )
)

const story = [
  /^A player visits aurora\.localhost, a site of the brand Aurora\.$/,
  /^ {2}registers +mina-\w{8}, player code \w{10}, balance 0 KRW$/,
  /^ {2}requests a deposit +50000 KRW to .+, reference \w{6}$/,
  /^ {2}the deposit is credited +balance 50000 KRW$/,
  /^ {2}requests to withdraw it +50000 KRW has still to be staked for a deposit\.$/,
  /^ {2}launches Starlight +the provider knows the player as aurora_\w{10}$/,
  /^ {2}bets 1000 +RS_OK, balance 49000 KRW$/,
  /^ {2}wins 2500 +RS_OK, balance 51500 KRW$/,
  /^ {2}the round is counted +49000 KRW has still to be staked for a deposit\.$/,
  /^ {2}the win is repeated +the same response, byte for byte, balance 51500 KRW$/,
  /^ {2}bets 2000, rolled back +RS_OK, balance 51500 KRW$/,
  /^ {2}a rollback before its bet +RS_OK, and the bet that follows is refused$/,
  /^ {2}ends with +51500 KRW = 50000 − 1000 \+ 2500$/,
  /^the ledger balances: 1 brand, 1 wallet, 9 transactions, 10 entries, \d+ links? of the seal$/
]

const host = "aurora.localhost"
const at = (place: AllInOne.Place, path: string): string => `http://127.0.0.1:${place.port(8080)}${path}`

const visitor = { username: `juno-${randomUUID().slice(0, 8)}`, password: "a long enough password" }

const profile = { name: "Juno Han", birthDate: "1991-07-07", country: "KR" }

const register = (place: AllInOne.Place) =>
  Effect.gen(function* () {
    const body = { ...visitor, profile }
    const { json, status } = yield* call("POST", at(place, "/api/player/register"), { host, body })
    expect(status).toBe(201)
    return (json as { accessToken: string }).accessToken
  })

const login = (place: AllInOne.Place) =>
  Effect.map(call("POST", at(place, "/api/player/login"), { host, body: visitor }), ({ json, status }) => ({
    status,
    token: (json as { accessToken?: string }).accessToken
  }))

const deposit = (place: AllInOne.Place, token: string, amount: string) =>
  Effect.gen(function* () {
    const { serviceToken, services } = place.listing()
    const asked = yield* call("POST", at(place, "/api/wallet/deposit-requests"), {
      host,
      token,
      key: randomUUID(),
      body: { amount }
    })
    const { id } = asked.json as { id: string }
    const { status } = yield* call(
      "POST",
      `${services.wallet_service}/internal/wallet/deposit-requests/${id}/complete`,
      {
        token: serviceToken,
        key: randomUUID(),
        body: { brand: "aurora", actor: { kind: "service", id: "recon_service" } }
      }
    )
    expect(status).toBe(200)
  })

const cash = (place: AllInOne.Place, token: string | undefined) =>
  Effect.map(
    call("GET", at(place, "/api/wallet/balance"), { host, token }),
    ({ json }) => (json as { cash?: string }).cash
  )

/** Processes of a database server in the folder. */
const servers = ({ folder }: AllInOne.Place): string =>
  execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes(`${folder}/.croupier/postgres`))
    .join("\n")

layer(platforms, { excludeTestServices: true, timeout: 60_000 })("npm start", (it) => {
  it.effect.each([Own, Guest])("on its first start runs the whole demo story in order (%#)", (tag) =>
    Effect.gen(function* () {
      const { printed } = yield* tag
      const lines = printed.split("\n").filter((line) => line !== "")
      expect(lines.length).toBeGreaterThan(story.length)
      for (const [index, line] of story.entries()) expect(lines[index]).toMatch(line)
      expect(lines[story.length]).toBe("Running:")
    })
  )

  it.effect("prints no address that does not answer", () =>
    Effect.gen(function* () {
      const { place, printed } = yield* Own
      const urls = printed.match(/https?:\/\/[^\s,]+/g) ?? []
      const callbacks = place.listing().providers.map(({ callbackUrl }) => callbackUrl)
      expect(urls).toEqual(expect.arrayContaining([...callbacks, at(place, "/health"), ...sites(place)]))
      for (const url of urls) {
        const { host, pathname, port } = new URL(url)
        const answer = yield* call("GET", `http://127.0.0.1:${port}${pathname}`, { host })
        // A provider posts: another method is refused in the protocol's own words.
        const due = pathname.startsWith("/callbacks/softswiss/") ? 400 : pathname.startsWith("/callbacks/") ? 405 : 200
        expect([url, answer.status]).toEqual([url, due])
      }
    })
  )

  it.effect("lists for scripts what the contract of development state names, for its owner's eyes only", () =>
    Effect.gen(function* () {
      const { place, printed } = yield* Own
      const file = join(place.folder, ".croupier/dev.json")
      const base = (contract: number) => `http://127.0.0.1:${place.port(contract)}`
      expect(place.listing()).toStrictEqual({
        gateway: base(8080),
        services: {
          player_service: base(8010),
          wallet_service: base(8011),
          game_service: base(8012),
          rolling_service: base(8013),
          agent_service: base(8015)
        },
        databaseUrl: expect.stringMatching(new RegExp(`^postgres://.+@127\\.0\\.0\\.1:${place.port(5433)}/croupier$`)),
        brands: [
          { key: "aurora", domain: "aurora.localhost", currency: "KRW", timezone: "Asia/Seoul" },
          { key: "borealis", domain: "borealis.localhost", currency: "EUR", timezone: "Europe/Malta" }
        ],
        backOffice: "admin.localhost",
        serviceToken: expect.stringMatching(/^.{32,}$/),
        providers: ["hub88", "softswiss"].flatMap((name) =>
          ["aurora", "borealis"].map((brand) => ({
            name,
            brand,
            callbackUrl: expect.stringMatching(new RegExp(`^${base(8080)}/callbacks/${name}/${brand}-\\w+$`)),
            ...(name === "hub88"
              ? { privateKeyPem: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----\n/) }
              : { secret: expect.stringMatching(/^[0-9a-f]{64}$/) })
          }))
        ),
        sandbox: { hub88: base(8090), softswiss: base(8091) }
      })
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(statSync(join(place.folder, ".croupier/secrets.json")).mode & 0o777).toBe(0o600)
      for (const secret of [place.listing().serviceToken, place.listing().databaseUrl, file]) {
        expect(printed).toContain(secret)
      }
    })
  )

  it.effect("knows a site by the Host of those who can send it, and by X-Forwarded-Host of fetch", () =>
    Effect.gen(function* () {
      const { place } = yield* Own
      const url = at(place, "/api/player/register")
      const body = () => ({ ...visitor, username: `h-${randomUUID().slice(0, 8)}`, profile })
      for (const host of [`aurora.localhost:${place.port(8080)}`, "aurora.localhost", "borealis.localhost"]) {
        expect((yield* call("POST", url, { host, body: body() })).status).toBe(201)
      }
      const fetched = (forwarded: string) =>
        Effect.promise(async () => {
          const headers = { "x-forwarded-host": forwarded, "content-type": "application/json" }
          return (await fetch(url, { method: "POST", headers, body: JSON.stringify(body()) })).status
        })
      expect(yield* fetched("aurora.localhost")).toBe(201)
      expect(yield* fetched("elsewhere.localhost")).toBe(421)
      expect((yield* call("POST", url, { body: body() })).status).toBe(421)
    })
  )

  it.effect("moves to the server of DATABASE_URL, and starts none of its own", () =>
    Effect.gen(function* () {
      const { databaseUrl, place } = yield* Guest
      expect(place.listing().databaseUrl).toBe(databaseUrl)
      expect(existsSync(join(place.folder, ".croupier/postgres"))).toBe(false)
      const verify = join(yield* bundles, "verify-ledger.js")
      const { code, output } = yield* run(verify, { CROUPIER_HOME: join(place.folder, ".croupier") })
      expect([code, output]).toEqual([0, expect.stringMatching(/^the ledger balances: 1 brand, 1 wallet, /)])
    })
  )

  it.effect("does not empty an existing server, and reports missing keys of its data", () =>
    Effect.gen(function* () {
      const { databaseUrl, place } = yield* Guest
      const environment = { DATABASE_URL: databaseUrl }
      const elsewhere = yield* AllInOne.place
      const fresh = yield* AllInOne.start(place, { arguments: ["--fresh"], environment })
      expect(yield* fresh.ended).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^--fresh deletes only .*\n$/)
      })
      const foreign = yield* AllInOne.start(elsewhere, { environment })
      expect(yield* foreign.ended).toMatchObject({
        code: 1,
        stdout: "",
        stderr: expect.stringMatching(/^\S+secrets\.json cannot decrypt this database: .*\n$/)
      })
      expect((yield* call("GET", at(place, "/health"))).status).toBe(200)
    }).pipe(Effect.scoped)
  )

  it.effect("is refused in a folder where it runs already, and leaves the one that runs alone", () =>
    Effect.gen(function* () {
      const { place } = yield* Own
      const elsewhere = yield* AllInOne.place
      for (const given of [["--fresh"], []]) {
        const second = yield* AllInOne.start({ ...place, offset: elsewhere.offset }, { arguments: given })
        const { code, stderr, stdout } = yield* second.ended
        expect([code, stdout]).toEqual([1, ""])
        expect(stderr).toMatch(
          new RegExp(`^npm start is already running on ${place.folder}/\\.croupier \\(process \\d+\\).*\n$`)
        )
      }
      expect((yield* call("GET", at(place, "/health"))).status).toBe(200)
    }).pipe(Effect.scoped)
  )

  it.effect("keeps players, money and keys through SIGTERM and kill -9, and removes them on request", () =>
    Effect.gen(function* () {
      const { place, platform } = yield* Own
      const token = yield* register(place)
      yield* deposit(place, token, "7300")
      expect(yield* cash(place, token)).toBe("7300")
      const { databaseUrl: _, ...before } = place.listing()

      const first = yield* platform.end("SIGTERM")
      expect([first.code, first.stderr]).toEqual([0, ""])
      expect(first.stdout.split("\n").filter((line) => /"level"/.test(line) && !/security event/.test(line))).toEqual(
        []
      )
      expect(servers(place)).toBe("")

      const second = yield* AllInOne.start(place)
      expect(yield* second.running).not.toMatch(/A player comes|the ledger balances/)
      expect(place.listing()).toMatchObject(before)
      expect(yield* cash(place, token)).toBe("7300")
      expect(yield* cash(place, (yield* login(place)).token)).toBe("7300")
      yield* second.end("SIGKILL")
      expect(servers(place)).not.toBe("")

      const third = yield* AllInOne.start(place)
      yield* third.running
      expect(yield* cash(place, (yield* login(place)).token)).toBe("7300")
      const began = performance.now()
      expect((yield* third.end("SIGINT")).code).toBe(0)
      expect(performance.now() - began).toBeLessThan(10_000)
      expect(servers(place)).toBe("")

      const fresh = yield* AllInOne.start(place, { arguments: ["--fresh"] })
      expect(yield* fresh.running).toMatch(/the ledger balances: 1 brand, 1 wallet, /)
      expect((yield* login(place)).status).toBe(401)
      expect((yield* fresh.end("SIGTERM")).code).toBe(0)
    }).pipe(Effect.scoped)
  )
})

const sites = (place: AllInOne.Place) =>
  ["aurora", "borealis"].map((brand) => `http://${brand}.localhost:${place.port(8080)}/docs`)
