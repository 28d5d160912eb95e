import { loadavg } from "node:os"
import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { layerServer, TestRedis } from "@croupier/core/testing/TestRedis"
import { Wallet } from "@croupier/wallet/contract"
import { walletMigrations } from "@croupier/wallet/migrations"
import { renderReport, verifyLedger } from "@croupier/wallet/verify/verifyLedger"
import * as WalletSql from "@croupier/wallet/WalletSql"
import { Effect, Layer } from "effect"
import { effectMigrations, wrongEffects } from "./events/effects.js"
import { workerProcess } from "./events/WorkerProcess.js"
import { fund, type Player, runLoad } from "./p1/Load.js"
import { fsyncLatency, serverWith } from "./p1/Server.js"
import { playerIds } from "./p1/twin.js"
import { goal, median, spread, surroundings, write } from "./page.js"

const seconds = Number(process.env.BENCH_SECONDS ?? 20)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)

const players: ReadonlyArray<Player> = Array.from({ length: 1000 }, (_, n) => ({
  brand: "solo" as BrandKey,
  wallet: `${playerIds}${String(n + 1).padStart(12, "0")}` as WalletId
}))

const bench = Effect.gen(function* () {
  const [load = 0] = loadavg()
  const database = yield* serverWith([walletMigrations, effectMigrations], Effect.void)
  const redis = yield* TestRedis
  const fsync = fsyncLatency(database.directory)
  yield* database.asAdministrator(`INSERT INTO croupier_core.licence VALUES ('bench', 'none', 18, '{}');
    INSERT INTO croupier_core.brand VALUES ('solo', 'bench', 'solo', '{EUR}', 'EUR', 'open')`)
  const backlog = database
    .asAdministrator(
      `SELECT (SELECT count(*) FROM croupier_wallet.outbox) AS events, (SELECT count(*) FROM croupier_bench.effect) AS effects`
    )
    .pipe(Effect.map(([row]) => ({ events: Number(row?.events), effects: Number(row?.effects) })))
  const caughtUp = backlog.pipe(
    Effect.flatMap(({ events, effects }) => (events === effects ? Effect.void : Effect.fail("not yet"))),
    Effect.delay("500 millis"),
    Effect.eventually
  )
  const worker = workerProcess({
    domain: "wallet",
    roles: ["relay", "consumer"],
    database: database.url("croupier_app"),
    redis: redis.url
  })
  const alone: Array<number> = []
  const beside: Array<number> = []
  const kept: Array<number> = []
  yield* Effect.gen(function* () {
    const wallet = yield* Wallet
    const post = (time: number) => runLoad(wallet, { players, providers: 4, seconds: time })
    yield* fund(wallet, players)
    yield* post(Math.min(3, seconds))
    yield* database.asAdministrator("VACUUM ANALYZE")
    for (let round = 0; round < rounds; round++) {
      yield* database.asAdministrator("CHECKPOINT")
      alone.push(yield* post(seconds))
      yield* Effect.scoped(
        Effect.gen(function* () {
          yield* worker
          yield* caughtUp
          yield* database.asAdministrator("CHECKPOINT")
          const before = yield* backlog
          beside.push(yield* post(seconds))
          const after = yield* backlog
          kept.push((after.effects - before.effects) / (after.events - before.events))
          yield* caughtUp
        })
      )
      yield* Effect.log(`alone ${alone.at(-1)?.toFixed(0)}, beside ${beside.at(-1)?.toFixed(0)} postings/s`)
    }
  }).pipe(
    Effect.provide(
      Layer.provide(WalletSql.layerSql, Postgres.layer({ url: database.url("croupier_app"), applicationName: "bench" }))
    )
  )
  const ledger = yield* Effect.provide(
    verifyLedger(),
    Postgres.layer({ url: database.url("croupier_span"), applicationName: "bench-verify" })
  )
  const [wrong = {}] = yield* database.asAdministrator(wrongEffects("wallet"))
  const right = Object.values(wrong).every((count) => count === "0")
  const ratio = median(beside) / median(alone)
  const version = (yield* database.asAdministrator("SHOW server_version"))[0]?.server_version ?? ""
  const command = `BENCH_SECONDS=${seconds} BENCH_ROUNDS=${rounds} npm run bench:p4`
  write(
    "p4",
    `# P4: postings while their events are carried

${surroundings({ command, load, fsync, settings: database.settings, version })}
The load of P1: 64 callers, 1 000 players, half bets and half wins that close their round. Beside it a process of its own with the relay
(tail in Redis) and one consumer that writes a row for each event; it has caught up before each of its turns begins.

| side | postings/s, median | spread | events taken during it, of those committed |
|---|---|---|---|
| alone | ${median(alone).toFixed(0)} | ${spread(alone)} | |
| with relay and consumer | ${median(beside).toFixed(0)} | ${spread(beside)} | ${median(kept).toFixed(2)} |

| goal | ratio | wanted | |
|---|---|---|---|
${goal("P4: with relay and consumer, to alone", ratio, "≥ 0.7", ratio >= 0.7)}

The effects afterwards: ${right ? "every event exactly once, and in the order of its key" : `WRONG: ${JSON.stringify(wrong)}`}.
The oracle: ${renderReport(ledger)}
`
  )
  return right && ledger.faults.length === 0 ? 0 : 1
})

process.exit(await Effect.runPromise(Effect.scoped(Effect.provide(bench, layerServer))))
