import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fromUnits } from "@croupier/core/Amount"
import { Brand, Licence } from "@croupier/core/Brand"
import * as EmbeddedPostgres from "@croupier/core/embeddedPostgres/EmbeddedPostgres"
import { randomText } from "@croupier/core/Ids"
import { administer } from "@croupier/core/postgres/Administrator"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Layer, Logger, Redacted, Schedule, Schema, Scope } from "effect"
import { Pool } from "pg"
import { Wallet } from "../../src/contract.js"
import { type DatabaseNotReady, type EmbeddedOptions, EmbeddedWallet, layer } from "../../src/embedded.js"
import { playerOf } from "../sql/play.js"
import { login } from "./logins.js"

const licence = Schema.decodeSync(Licence)({
  key: "test",
  jurisdiction: "none",
  minimumAge: 18,
  requiredProfile: []
})

const newBrand = () =>
  Schema.decodeSync(Brand)({
    key: randomText(10),
    licence: "test",
    displayName: "Mine",
    timezone: "Europe/Malta",
    currencies: ["EUR"],
    reportingCurrency: "EUR",
    status: "open"
  })

/** Registers a brand and moves money through a wallet of it. */
const moveMoney = Effect.gen(function* () {
  const brand = newBrand()
  yield* (yield* EmbeddedWallet).registerBrand(brand, licence)
  const wallet = yield* Wallet
  const player = playerOf(brand.key)
  yield* wallet.post(player.open)
  yield* wallet.post(player.deposit("d", 20_000_000n))
  yield* wallet.post(player.bet("b", 2_500_000n))
  expect((yield* wallet.balance(brand.key, player.wallet)).cash).toBe(17_500_000n)
})

const eventually = <A, E, R>(look: Effect.Effect<A, E, R>, isWanted: (found: A) => boolean) =>
  Effect.repeat(look, { schedule: Schedule.spaced("50 millis"), until: isWanted }).pipe(Effect.timeout("45 seconds"))

/** A logger that keeps its lines, without the console. */
const keeping = () => {
  const lines: Array<string> = []
  const logger = Logger.make<unknown, void>(({ logLevel, message }) => {
    if (logLevel.label === "WARN") lines.push(String(message))
  })
  return { lines, layer: Logger.replace(Logger.defaultLogger, logger) }
}

const built = (options: EmbeddedOptions) => Layer.build(layer(options))

/** Why the layer does not start. */
const refusal = (options: EmbeddedOptions): Effect.Effect<DatabaseNotReady> =>
  Effect.orDieWith(Effect.flip(Effect.scoped(built(options))), () => new Error("it started"))

const blank = TestPostgres.layerDatabase([])

const administrator = Effect.map(TestPostgres.TestDatabase, ({ administratorUrl }) => ({
  databaseUrl: Redacted.value(administratorUrl)
}))

describe("the embedded wallet", () => {
  it.live("makes its schema with an administrator's login, moves money, publishes the events and is healthy", () =>
    Effect.gen(function* () {
      const { databaseUrl } = yield* administrator
      const log = keeping()
      const used = Effect.gen(function* () {
        yield* moveMoney
        const { health } = yield* EmbeddedWallet
        yield* eventually(published(databaseUrl), (ticks) => ticks > 0)
        expect(yield* health).toEqual({ status: "ok", problems: [], outboxAgeSeconds: 0 })
      }).pipe(Effect.provide(layer({ databaseUrl })))
      yield* Effect.provide(used, log.layer)
      expect(log.lines).toEqual([])
    }).pipe(Effect.provide(blank))
  )

  it.live("works with the settings of an existing pool, and a second time on the same database", () =>
    Effect.gen(function* () {
      const { databaseUrl } = yield* administrator
      const pool = yield* Effect.acquireRelease(
        Effect.sync(() => new Pool({ connectionString: databaseUrl })),
        (pool) => Effect.promise(() => pool.end())
      )
      yield* Effect.provide(moveMoney, layer({ pool }))
      yield* Effect.provide(moveMoney, layer({ pool, migrate: false }))
    }).pipe(Effect.scoped, Effect.provide(blank))
  )

  it.scopedLive("names the missing right of a login without CREATEROLE, and its `sql` gives all of it", () =>
    Effect.gen(function* () {
      const server = yield* emptyServer
      const url = server.url("postgres", "postgres")
      const { name, url: databaseUrl } = yield* login(url)
      const error = yield* refusal({ databaseUrl })
      expect(error.code).toBe("rights-missing")
      expect(error.message).toContain(`the login ${name} cannot use the database postgres`)
      expect(error.message).toContain(`ALTER ROLE "${name}" CREATEROLE`)
      expect(error.message).toContain("croupier_app")
      expect(error.message).not.toContain("\n")
      yield* administer(url, (query) => query(error.sql ?? ""))
      yield* Effect.provide(moveMoney, layer({ databaseUrl }))
    })
  )

  it.scopedLive("makes its roles itself with a login that may, and owns the database", () =>
    Effect.gen(function* () {
      const server = yield* emptyServer
      const { url: databaseUrl } = yield* login(
        server.url("postgres", "postgres"),
        "CREATEROLE",
        "ALTER DATABASE postgres OWNER TO role"
      )
      yield* Effect.provide(moveMoney, layer({ databaseUrl }))
    })
  )

  it.live("names the missing GRANT of a login that may not act as the roles", () =>
    Effect.gen(function* () {
      const { administratorUrl } = yield* TestPostgres.TestDatabase
      const { name, url: databaseUrl } = yield* login(administratorUrl)
      const error = yield* refusal({ databaseUrl })
      expect(error.code).toBe("rights-missing")
      expect(error.message).toContain(
        `GRANT croupier_owner, croupier_app, croupier_wallet_worker, croupier_config TO "${name}"`
      )
      yield* administer(administratorUrl, (query) => query(error.sql ?? ""))
      yield* Effect.provide(moveMoney, layer({ databaseUrl }))
    }).pipe(Effect.scoped, Effect.provide(blank))
  )

  it.live("with migrate: false says which version there is, which is needed, and the command that fixes it", () =>
    Effect.gen(function* () {
      const { databaseUrl } = yield* administrator
      const error = yield* refusal({ databaseUrl, migrate: false })
      expect(error.code).toBe("schema-mismatch")
      expect(error.message).toMatch(/schema croupier_wallet is at version 0, but wallet [\d.]+ needs version \d+/)
      expect(error.message).toContain(`node -e "import('@croupier/wallet/promise')`)
      expect(error.message).not.toContain("\n")
    }).pipe(Effect.provide(blank))
  )

  it.live.each([
    ["", "databaseUrl is empty"],
    ["mysql://root@127.0.0.1/x", "not a URL of the form postgres://"],
    ["postgres://other:secret@127.0.0.1:1/none", "cannot connect to PostgreSQL"]
  ])("says in one line what is wrong with the URL %s", ([databaseUrl, line]) =>
    Effect.gen(function* () {
      const error = yield* refusal({ databaseUrl: databaseUrl! })
      expect(error.message).toContain(line)
      expect(error.message).not.toMatch(/secret|\n/)
    })
  )

  it.live("refuses a pool with settings that cannot be taken over", () =>
    Effect.gen(function* () {
      const pool = new Pool({ host: "127.0.0.1", password: () => "later" })
      expect((yield* refusal({ pool })).message).toContain("computes its password")
      const tls = new Pool({ host: "127.0.0.1", ssl: { ca: "mine" } })
      expect((yield* refusal({ pool: tls })).message).toContain("its own TLS settings")
    })
  )

  it.live("warns once and reports it in its health while nothing publishes, until another process does", () =>
    Effect.gen(function* () {
      const options = yield* administrator
      const log = keeping()
      const context = yield* Effect.provide(built({ ...options, relay: false, watchEvery: "50 millis" }), log.layer)
      const { health } = yield* Effect.provide(EmbeddedWallet, context)
      const codes = Effect.map(health, ({ problems }) => problems.map(({ code }) => code))
      yield* eventually(codes, (found) => found.join() === "relay-not-running")
      expect((yield* health).status).toBe("degraded")
      expect(log.lines.filter((line) => line.includes("relay is false"))).toHaveLength(1)
      yield* built(options)
      yield* eventually(codes, (found) => found.length === 0)
      expect(log.lines.filter((line) => line.includes("relay is false"))).toHaveLength(1)
    }).pipe(Effect.scoped, Effect.provide(blank))
  )

  it.live("warns when maintenance is switched off and no other process does it, and still publishes", () =>
    Effect.gen(function* () {
      const options = yield* administrator
      const log = keeping()
      const context = yield* Effect.provide(built({ ...options, maintenance: false }), log.layer)
      yield* Effect.provide(moveMoney, context)
      yield* eventually(published(options.databaseUrl), (ticks) => ticks > 0)
      const { health } = yield* Effect.provide(EmbeddedWallet, context)
      expect((yield* health).problems.map(({ code }) => code)).toEqual(["maintenance-not-running"])
      expect(log.lines.join()).toContain("maintenance is false and no other process runs it")
    }).pipe(Effect.scoped, Effect.provide(blank))
  )

  it.live("says that the outbox is not published once its oldest event has waited for a minute", () =>
    Effect.gen(function* () {
      const { administratorUrl } = yield* TestPostgres.TestDatabase
      const options = yield* administrator
      const log = keeping()
      yield* Effect.scoped(built(options))
      // Held by a process that was killed: no other may publish before the lease ends.
      yield* administer(administratorUrl, (query) =>
        query(`
        INSERT INTO croupier_core.lease VALUES ('relay wallet', 'a dead process', 9, now() + interval '1 hour')
          ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, epoch = excluded.epoch, expires_at = excluded.expires_at;
        INSERT INTO croupier_core.licence VALUES ('test', 'none', 18, '{}') ON CONFLICT DO NOTHING;
        INSERT INTO croupier_core.brand VALUES ('old', 'test', 'old', '{EUR}', 'EUR', 'open');
        INSERT INTO croupier_wallet.outbox (partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at)
          VALUES (0, 'old', gen_random_uuid(), 1, gen_random_uuid(), 'wallet.win-paid', 1, '{}', now() - interval '61 seconds')`)
      )
      const context = yield* Effect.provide(built(options), log.layer)
      const { health } = yield* Effect.provide(EmbeddedWallet, context)
      const found = yield* health
      expect(found.problems.map(({ code }) => code)).toContain("outbox-not-published")
      expect(found.outboxAgeSeconds).toBeGreaterThanOrEqual(61)
      expect(log.lines.join()).toMatch(/oldest unpublished event of the outbox is 6\d s old/)
    }).pipe(Effect.scoped, Effect.provide(blank))
  )

  it.live("stops within ten seconds, also when the database has frozen", () =>
    Effect.gen(function* () {
      const server = yield* emptyServer
      const scope = yield* Scope.make()
      const context = yield* Layer.buildWithScope(
        layer({ databaseUrl: server.url("postgres", "postgres"), watchEvery: "50 millis" }),
        scope
      )
      yield* Effect.provide(moveMoney, context)
      const wallet = yield* Effect.provide(Wallet, context)
      const backends = yield* administer(server.url("postgres", "postgres"), (query) =>
        query<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE application_name LIKE '@croupier/wallet%'")
      )
      expect(backends.length).toBeGreaterThan(1)
      const signal = (name: NodeJS.Signals) =>
        Effect.sync(() => {
          for (const { pid } of backends) process.kill(pid, name)
        })
      yield* signal("SIGSTOP")
      const begun = performance.now()
      const caught = yield* Effect.fork(
        Effect.exit(wallet.post({ ...playerOf(newBrand().key).deposit("late", 1n), amount: fromUnits(1n) }))
      )
      yield* Effect.ensuring(Scope.close(scope, Exit.void), signal("SIGCONT"))
      expect(performance.now() - begun).toBeLessThan(10_000)
      // Answered one way or the other: no caller waits for a server that is silent.
      yield* Fiber.join(caught)
    }).pipe(Effect.scoped)
  )
})

/** The number of batches of events that the relay has made. */
const published = (databaseUrl: string) =>
  administer(Redacted.make(databaseUrl), (query) =>
    query<{ n: number }>("SELECT max(number)::int AS n FROM croupier_wallet.tick")
  ).pipe(Effect.map(([row]) => row?.n ?? 0))

/** A server of its own that knows no role of ours. */
const emptyServer = Effect.gen(function* () {
  const directory = yield* Effect.acquireRelease(
    Effect.sync(() => {
      const made = mkdtempSync(join(tmpdir(), "croupier-embedded-"))
      // As root the server's account has to get through.
      chmodSync(made, 0o755)
      return made
    }),
    (made) => Effect.sync(() => rmSync(made, { recursive: true, force: true, maxRetries: 5 }))
  )
  return yield* EmbeddedPostgres.start({ directory: join(directory, "data"), throwAway: true })
})
