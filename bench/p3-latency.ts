import { execFile } from "node:child_process"
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { loadavg } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { WalletId } from "@croupier/core/Ids"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { TransactionKey, Wallet, type WalletShape } from "@croupier/wallet/contract"
import { renderReport, verifyLedger } from "@croupier/wallet/verify/verifyLedger"
import * as WalletSql from "@croupier/wallet/WalletSql"
import { Effect, Layer, Redacted } from "effect"
import { fund, type Player, runLoad } from "./p1/Load.js"
import { fsyncLatency, server } from "./p1/Server.js"
import { playerIds } from "./p1/twin.js"
import { goal, median, quantile, spread, surroundings, write } from "./page.js"

const seconds = Number(process.env.BENCH_SECONDS ?? 20)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)

const playersOf = (brand: string): ReadonlyArray<Player> =>
  Array.from({ length: 1000 }, (_, n) => ({
    brand: brand as BrandKey,
    wallet: `${playerIds}${String(n + 1).padStart(12, "0")}` as WalletId
  }))

interface Latency {
  readonly p50: number
  readonly p90: number
  readonly p99: number
}

const latencyOf = (millis: ReadonlyArray<number>): Latency => ({
  p50: quantile(millis, 0.5),
  p90: quantile(millis, 0.9),
  p99: quantile(millis, 0.99)
})

const bench = Effect.gen(function* () {
  const [load = 0] = loadavg()
  const database = yield* server
  const fsync = fsyncLatency(database.directory)
  const own = playersOf("solo")
  const twins = playersOf("twin")
  yield* database.asAdministrator(`INSERT INTO croupier_core.licence VALUES ('bench', 'none', 18, '{}');
    INSERT INTO croupier_core.brand SELECT b, 'bench', b, '{EUR}', 'EUR', 'open' FROM unnest('{solo,twin}'::text[]) AS b`)

  /** Bets of the twin: as many as it can, or a number per second; answers their rate and how long each took. */
  const twin = (time: number, rate?: number) =>
    Effect.promise(async () => {
      const script = join(database.directory, "bet.sql")
      writeFileSync(
        script,
        `\\set place random(1, 1000)
\\set stake random(1, 1000)
\\set number random(1, 9000000000000000000)
SELECT bench.post('twin', ('${playerIds}' || lpad(:place::text, 12, '0'))::uuid, 'bet', :number, :stake);
`
      )
      const { stdout } = await promisify(execFile)(
        "pgbench",
        [
          ...["-n", "-M", "prepared", "-c", "16", "-j", "2", "-T", String(time), "-f", script, "-l"],
          ...["--log-prefix", join(database.directory, "bets")],
          ...(rate === undefined ? [] : ["-R", rate.toFixed(0)]),
          Redacted.value(database.url("croupier_app"))
        ],
        { maxBuffer: 1 << 26 }
      )
      const logs = readdirSync(database.directory).filter((name) => name.startsWith("bets."))
      const millis = logs.flatMap((name) =>
        readFileSync(join(database.directory, name), "utf8")
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => Number(line.split(" ")[2]) / 1000)
      )
      for (const name of logs) rmSync(join(database.directory, name))
      return { rate: Number(/tps = ([\d.]+)/.exec(stdout)?.[1]), latency: latencyOf(millis) }
    })

  const service = { latencies: [] as Array<Latency>, lag: [] as Array<number> }
  const pgbench: Array<Latency> = []
  let rate = 0
  yield* Effect.gen(function* () {
    const wallet = yield* Wallet
    yield* fund(wallet, [...own, ...twins])
    yield* runLoad(wallet, { players: own, providers: 4, seconds: Math.min(3, seconds) })
    yield* database.asAdministrator("VACUUM ANALYZE")
    yield* twin(Math.min(3, seconds))
    const most = yield* twin(Math.min(10, seconds))
    rate = most.rate / 2
    for (let round = 0; round < rounds; round++) {
      yield* database.asAdministrator("CHECKPOINT")
      const taken = yield* openLoop(wallet, own, rate, seconds)
      service.latencies.push(latencyOf(taken.millis))
      service.lag.push(quantile(taken.lags, 0.5))
      yield* database.asAdministrator("CHECKPOINT")
      pgbench.push((yield* twin(seconds, rate)).latency)
      yield* Effect.log(JSON.stringify({ service: service.latencies.at(-1), twin: pgbench.at(-1) }))
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
  const version = (yield* database.asAdministrator("SHOW server_version"))[0]?.server_version ?? ""
  const command = `BENCH_SECONDS=${seconds} BENCH_ROUNDS=${rounds} npm run bench:p3`
  const of = (all: ReadonlyArray<Latency>, which: keyof Latency) => all.map((each) => each[which])
  const row = (name: string, all: ReadonlyArray<Latency>) =>
    `| ${name} | ${(["p50", "p90", "p99"] as const).map((which) => `${median(of(all, which)).toFixed(2)} (${spread(of(all, which), 2)})`).join(" | ")} |`
  const ratio = (which: keyof Latency) => median(of(service.latencies, which)) / median(of(pgbench, which))
  write(
    "p3",
    `# P3: how long a posting takes at half of the twin's most

${surroundings({ command, load, fsync, settings: database.settings, version })}
Both sides take ${rate.toFixed(0)} bets a second, half of what the twin reached with 16 clients, at random moments (open loop, Poisson). The twin's times
are those of \`pgbench -R\`, from the planned start; the service's are from its call. Its caller lives in the same Node process and calls
each millisecond what has fallen due, ${median(service.lag).toFixed(2)} ms late in the median.

| side | p50 ms, median of the rounds (spread) | p90 | p99 |
|---|---|---|---|
${row("`Wallet` service", service.latencies)}
${row("`pgbench`, single-posting function, 16 clients", pgbench)}

| goal | ratio | wanted | |
|---|---|---|---|
${goal("P3: p50, service to twin", ratio("p50"), "≤ 1.5", ratio("p50") <= 1.5)}
${goal("P3: p90, service to twin", ratio("p90"), "≤ 1.5", ratio("p90") <= 1.5)}

The oracle afterwards: ${renderReport(ledger)}
`
  )
  return ledger.faults.length === 0 ? 0 : 1
})

/** Calls the service at random moments, at a given rate, whether or not it has answered before. */
const openLoop = (wallet: WalletShape, players: ReadonlyArray<Player>, rate: number, time: number) =>
  Effect.gen(function* () {
    const millis: Array<number> = []
    const lags: Array<number> = []
    const started = performance.now()
    let due = started
    while (due < started + time * 1000) {
      const now = performance.now()
      for (; due <= now; due += (-Math.log(1 - Math.random()) * 1000) / rate) {
        lags.push(now - due)
        yield* Effect.forkDaemon(
          Effect.suspend(() => {
            const called = performance.now()
            return Effect.map(wallet.post(bet(players)), () => millis.push(performance.now() - called))
          })
        )
      }
      yield* Effect.promise(() => new Promise((resolve) => setTimeout(resolve, 0)))
    }
    while (millis.length < lags.length) yield* Effect.sleep("10 millis")
    return { millis, lags }
  })

let number = 0

const bet = (players: ReadonlyArray<Player>) => {
  number += 1
  const provider = `hub${number % 4}`
  const id = `p3-${Date.now().toString(36)}-${number}`
  return {
    _tag: "bet",
    ...players[Math.floor(Math.random() * players.length)]!,
    actor: { kind: "provider", id: "hub88" },
    currency: "EUR" as CurrencyCode,
    amount: fromUnits(BigInt(1 + Math.floor(Math.random() * 1000))),
    round: { provider, id },
    game: { code: "starlight", category: "slots" },
    key: TransactionKey.provider(provider, "money", `bet-${id}`)
  } as const
}

process.exit(await Effect.runPromise(Effect.scoped(bench)))
