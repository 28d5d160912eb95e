import assert from "node:assert/strict"
import { execFile } from "node:child_process"
import { chmodSync, mkdtempSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import * as EmbeddedPostgres from "@croupier/core/embeddedPostgres/EmbeddedPostgres"
import { tick } from "@croupier/core/events/Relay"
import { uuidv7, type WalletId } from "@croupier/core/Ids"
import { migrate } from "@croupier/core/migration/migrate"
import { administer } from "@croupier/core/postgres/Administrator"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { ensureRoles, type RoleName, roleNames } from "@croupier/core/postgres/Roles"
import { lowestBinaries } from "@croupier/core/testing/TestPostgres"
import { migrationSets } from "@croupier/shells/compose/stores"
import { type Command, TransactionKey, Wallet } from "@croupier/wallet/contract"
import { foldBalances } from "@croupier/wallet/fold/BalanceFold"
import { reconcile } from "@croupier/wallet/reconciliation/Reconciliation"
import { renderHead } from "@croupier/wallet/seal/Head"
import { heads, sealEntries } from "@croupier/wallet/seal/LedgerSeal"
import { renderReport, verifyLedger } from "@croupier/wallet/verify/verifyLedger"
import * as WalletSql from "@croupier/wallet/WalletSql"
import { describe, it } from "@effect/vitest"
import { Effect, Layer, Logger, LogLevel, Redacted } from "effect"
import { bundles } from "./support/Bundles.js"
import { seedDirectory } from "./support/StackBrands.js"

const name = "croupier"
const brand = "aurora" as BrandKey
const currency = "KRW" as CurrencyCode
const actor = { kind: "system", id: "test" } as const

/** A server of the lowest PostgreSQL, since `pg_dump` comes with that one. */
const server = Effect.gen(function* () {
  const directory = join(mkdtempSync(join(tmpdir(), "croupier-restore-")), "data")
  const options = { directory, throwAway: true, ...(lowestBinaries === undefined ? {} : { binaries: lowestBinaries }) }
  return yield* Effect.acquireRelease(EmbeddedPostgres.launch(options), () =>
    Effect.orDie(
      Effect.zipRight(EmbeddedPostgres.stop(options), EmbeddedPostgres.removeDataDirectory(join(directory, "..")))
    )
  )
})

type Server = Effect.Effect.Success<typeof server>

/** The ledger's loops and a player who bets, on one server with the passwords of another. */
const onServer = (at: Server, passwords: Server) => {
  const url = (role: RoleName) => withPassword(at.url(role, name), passwords.password(role))
  const login = (role: RoleName) => Postgres.layer({ url: url(role), applicationName: "restore", maxConnections: 3 })
  const span = login("croupier_span")
  const wallet = Layer.provide(WalletSql.layerSql, login("croupier_app"))
  return {
    url,
    owner: Effect.provide(login("croupier_owner")),
    span: Effect.provide(span),
    post: (command: Command) =>
      Effect.flatMap(Wallet, ({ post }) => post(command)).pipe(
        Effect.provide(wallet),
        Effect.map(({ _tag }) => _tag)
      ),
    reconcile: Effect.provide(reconcile, Layer.merge(span, wallet)),
    frozen: (id: WalletId) =>
      Effect.flatMap(Wallet, ({ gate }) => gate(brand, id)).pipe(
        Effect.provide(wallet),
        Effect.map(({ blocks }) => blocks.length > 0)
      )
  }
}

const withPassword = (url: Redacted.Redacted, password: Redacted.Redacted) =>
  Redacted.make(Object.assign(new URL(Redacted.value(url)), { password: Redacted.value(password) }).href)

/** Some commands of one player, each with a key of its own. */
const play = (wallet: WalletId, from: number, to: number): ReadonlyArray<Command> =>
  Array.from({ length: to - from }, (_, at) => ({
    _tag: "deposit",
    brand,
    wallet,
    actor,
    currency,
    amount: fromUnits(1_000_000n * BigInt(from + at + 1)),
    key: TransactionKey.once("deposit", `${from + at} ${wallet}`),
    from: { kind: "bank", sub: "main" }
  }))

/** The commands of a section of the runbook, block by block. */
const commandsOf = (section: string): ReadonlyArray<string> => {
  const page = readFileSync(resolve(import.meta.dirname, "../docs/runbooks/events.md"), "utf8")
  const [, text = ""] = page.split(`## ${section}\n`)
  return [...(text.split("\n## ")[0] ?? "").matchAll(/```sh\n(.*?)```/gs)].map(([, block = ""]) => block)
}

/** Runs a block as a person would; the two npm commands run from this run's bundles, so that no other test's are replaced. */
const shell = (block: string, directory: string, environment: Record<string, string>) =>
  Effect.gen(function* () {
    const files = yield* bundles
    const script = block.replace(/npm run --silent (\S+)( --)?/g, (_, task) => `node ${join(files, task)}.js`)
    return yield* Effect.async<string>((resume) => {
      execFile(
        "bash",
        ["-euc", script],
        { cwd: directory, env: { PATH: `${lowestBinaries}:${process.env.PATH}`, ...environment } },
        (error, out, err) => resume(error === null ? Effect.succeed(out) : Effect.dieMessage(`${script}\n${out}${err}`))
      )
    })
  })

const administrator = (at: Server, secret: Server) => ({
  PGHOST: "127.0.0.1",
  PGPORT: String(at.port),
  PGUSER: "postgres",
  PGPASSWORD: Redacted.value(secret.password("postgres")),
  PGDATABASE: name
})

describe.skipIf(lowestBinaries === undefined)("a dump restored into another server, by the runbook", () => {
  it.scopedLive(
    "fold, seal and reconciliation stop, freeze no account, and after the rebase prove every entry once",
    () =>
      Effect.gen(function* () {
        const old = yield* server
        yield* administer(old.url("postgres", "postgres"), (query) => query(`CREATE DATABASE ${name}`))
        const passwords = Object.fromEntries(roleNames.map((role) => [role, old.password(role)]))
        yield* ensureRoles({ url: old.url("postgres", name), passwords })
        const before = onServer(old, old)
        yield* before.owner(Effect.zipRight(migrate(migrationSets), seedDirectory))
        const wallet = uuidv7(Date.now()) as WalletId
        yield* before.post({
          _tag: "open",
          brand,
          wallet,
          actor,
          currency,
          kind: "player",
          key: TransactionKey.once("open", wallet)
        })
        yield* Effect.forEach(play(wallet, 0, 4), before.post)
        yield* before.span(Effect.all([foldBalances(), sealEntries(), tick("wallet", 1n)]))
        yield* Effect.forEach(play(wallet, 4, 6), before.post)
        // Seen by none of the followers but the fold when the dump is taken.
        yield* before.span(foldBalances())
        yield* Effect.forEach(play(wallet, 6, 8), before.post)
        const [kept] = yield* before.span(heads)
        // The old server's transaction ids are far ahead of a new one's.
        yield* administer(old.url("postgres", name), (query) =>
          query("DO $$ BEGIN FOR i IN 1..20000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$")
        )

        const directory = mkdtempSync(join(tmpdir(), "croupier-dump-"))
        chmodSync(directory, 0o755)
        const [dump = "", restore = "", goOn = ""] = commandsOf("A dump was restored into another server")
        yield* shell(dump, directory, administrator(old, old))
        const young = yield* server
        // From the second command on the roles of the dump have the old server's passwords, the administrator's too.
        const [roles = "", ...rest] = restore.trim().split("\n")
        yield* shell(roles, directory, administrator(young, young))
        yield* shell(rest.join("\n"), directory, administrator(young, old))

        const after = onServer(young, old)
        assert.deepEqual(
          yield* Effect.forEach(play(wallet, 8, 12), after.post),
          play(wallet, 8, 12).map(() => "ok")
        )
        for (const follower of [foldBalances(), sealEntries()]) {
          const stopped = yield* Effect.flip(after.span(follower))
          assert.match(
            stopped.message,
            /has stopped: .* by server \d+, and this is server \d+; .*outbox -- rebase wallet/
          )
        }
        assert.equal((yield* Effect.flip(after.reconcile))._tag, "LedgerRebaseNeeded")
        assert.equal(yield* after.frozen(wallet), false)
        assert.match(renderReport(yield* after.span(verifyLedger())), /history of the entries: .* outbox rebase wallet/)

        const output = yield* shell(goOn, directory, { DATABASE_URL: Redacted.value(after.url("croupier_span")) })
        assert.match(output, /the ledger balances: 1 brand, 1 wallet, 13 transactions, 24 entries/)

        yield* Effect.forEach(play(wallet, 12, 15), after.post)
        yield* after.span(Effect.all([foldBalances(), sealEntries()]))
        assert.equal((yield* after.reconcile).state, "balanced")
        const report = yield* after.span(verifyLedger({ heads: kept === undefined ? [] : [kept] }))
        assert.deepEqual(report.faults, [])
        const [head] = yield* after.span(heads)
        assert.ok(kept !== undefined && head !== undefined && head.number === kept.number + 2n, renderHead(head!))

        const administratorUrl = withPassword(young.url("postgres", name), old.password("postgres"))
        // What is tampered with is found in both histories and in the link that closes the first.
        for (const seq of [1, 12, 16, 28]) {
          const tamper = (by: number) =>
            administer(administratorUrl, (query) =>
              query(`UPDATE croupier_wallet.entry SET version = version + ${by} WHERE seq = ${seq}`)
            )
          yield* tamper(1)
          const { faults } = yield* after.span(verifyLedger())
          assert.ok(
            faults.some(({ check }) => check === "seal"),
            `entry ${seq} was changed unseen`
          )
          yield* tamper(-1)
        }
      }).pipe(Logger.withMinimumLogLevel(LogLevel.None)),
    240_000
  )
})
