import { writeFileSync } from "node:fs"
import { cpus, loadavg } from "node:os"
import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { Wallet } from "@croupier/wallet/contract"
import { renderReport, verifyLedger } from "@croupier/wallet/verify/verifyLedger"
import * as WalletSql from "@croupier/wallet/WalletSql"
import { Effect, Layer } from "effect"
import { cpuOf } from "./p1/Cpu.js"
import { fund, type Player, runLoad } from "./p1/Load.js"
import { type Phase, page } from "./p1/page.js"
import { fsyncLatency, server } from "./p1/Server.js"
import { playerIds, runTwin } from "./p1/twin.js"

/** Seconds of each phase; the goal of 5.1 asks for at least 20. */
const seconds = Number(process.env.BENCH_SECONDS ?? 20)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const only = process.env.BENCH_ONLY?.split(",")

const players = (brand: string, count: number): ReadonlyArray<Player> =>
  Array.from({ length: count }, (_, n) => ({
    brand: brand as BrandKey,
    wallet: `${playerIds}${String(n + 1).padStart(12, "0")}` as WalletId
  }))

const own = players("solo", 1000)
/** The twin plays with players of its own, as the service's are remembered by it. */
const twins = players("twin", 1000)
const mixed = Array.from({ length: 20 }, (_, n) => players(`brand${n}`, 50)).flat()

const all = [...own, ...twins, ...mixed]

const counters = `SELECT (SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()) AS commits,
  (SELECT sum(n_tup_ins + n_tup_upd) FROM pg_stat_user_tables) AS rows, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS wal`

const options = (name: string): WalletSql.WalletSqlOptions => {
  const given = process.env[name]
  return given === undefined ? {} : (JSON.parse(given) as WalletSql.WalletSqlOptions)
}

const bench = Effect.gen(function* () {
  const [load = 0] = loadavg()
  const database = yield* server
  const fsync = fsyncLatency(database.directory)
  const app = Postgres.layer({ url: database.url("croupier_app"), applicationName: "bench" })
  const service = Layer.provideMerge(WalletSql.layerSqlWith(options("BENCH_WALLET")), app)

  yield* database.asAdministrator(`INSERT INTO croupier_core.licence VALUES ('bench', 'none', 18, '{}');
    INSERT INTO croupier_core.brand SELECT b, 'bench', b, '{EUR}', 'EUR', 'open'
    FROM unnest('{${[...new Set(all.map(({ brand }) => brand))].join()}}'::text[]) AS b`)
  yield* Effect.gen(function* () {
    const wallet = yield* Wallet
    yield* fund(wallet, all)
    yield* runLoad(wallet, { players: all, providers: 4, seconds: Math.min(3, seconds) })
  }).pipe(Effect.provide(service))
  yield* database.asAdministrator("VACUUM ANALYZE")

  const phases: Record<string, Phase> = {
    P1: { title: "`Wallet` service, 64 callers", speeds: [], cost: [] },
    twin: { title: "`pgbench`, single-posting function, 16 clients", speeds: [], cost: [] },
    brands: { title: "`Wallet` service, 20 brands mixed", speeds: [], cost: [] },
    house: { title: "`Wallet` service, every posting on one house account", speeds: [], cost: [] }
  }
  yield* Effect.gen(function* () {
    const wallet = yield* Wallet
    const runs: Record<string, (seconds: number) => Effect.Effect<number, unknown>> = {
      P1: (time) => runLoad(wallet, { players: own, providers: 4, seconds: time }),
      twin: (time) =>
        Effect.tryPromise(() =>
          runTwin({
            url: database.url("croupier_app"),
            directory: database.directory,
            seconds: time,
            players: twins.length,
            brand: "twin"
          })
        ),
      brands: (time) => runLoad(wallet, { players: mixed, providers: 4, seconds: time }),
      house: (time) => runLoad(wallet, { players: own, providers: 1, seconds: time })
    }
    const chosen = Object.keys(runs).filter((name) => only === undefined || only.includes(name))
    for (const name of chosen) yield* runs[name]!(Math.min(3, seconds))
    for (let round = 0; round < rounds; round++) {
      for (const name of chosen) {
        yield* database.asAdministrator("CHECKPOINT")
        const [before] = yield* database.asAdministrator(counters)
        const cpu = { server: cpuOf(database.pid), client: cpuOf(process.pid) }
        const speed = yield* runs[name]!(seconds)
        const used = (now: number, then: number) => (1000 * (now - then)) / (speed * seconds)
        const server = used(cpuOf(database.pid), cpu.server)
        const client = used(cpuOf(process.pid), cpu.client)
        yield* Effect.sleep("1500 millis")
        const [after] = yield* database.asAdministrator(counters)
        const each = (field: string) => (Number(after![field]) - Number(before![field])) / (speed * seconds)
        phases[name]!.speeds.push(speed)
        phases[name]!.cost.push({ roundTrips: each("commits"), rows: each("rows"), wal: each("wal"), server, client })
        yield* Effect.log(
          `${name}: ${speed.toFixed(0)} postings/s, CPU µs a posting: server ${server.toFixed(0)}, client ${client.toFixed(0)}`
        )
      }
    }
  }).pipe(Effect.provide(service))

  const report = yield* Effect.provide(
    verifyLedger(),
    Postgres.layer({ url: database.url("croupier_span"), applicationName: "bench-verify" })
  )
  const text = page({
    phases,
    seconds,
    rounds,
    fsync,
    settings: database.settings,
    version: (yield* database.asAdministrator("SHOW server_version"))[0]!.server_version!,
    machine: `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`,
    verdict: renderReport(report),
    load
  })
  console.log(text)
  if (only === undefined) writeFileSync("bench/results/p1.md", text)
  if (report.faults.length > 0) process.exitCode = 1
})

await Effect.runPromise(Effect.scoped(bench))
