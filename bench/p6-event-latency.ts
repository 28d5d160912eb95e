import { execFile } from "node:child_process"
import { writeFileSync } from "node:fs"
import { loadavg } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { committed, layer as layerWakeUps, Notifier } from "@croupier/core/events/Notifier"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { layerServer, TestRedis } from "@croupier/core/testing/TestRedis"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect, Layer, Redacted } from "effect"
import { Client } from "pg"
import { tallyMigrations } from "../examples/tally/src/migrations.js"
import { effectMigrations, effectsReached, insertEvents, setUpTally, wrongEffects } from "./events/effects.js"
import { workerProcess } from "./events/WorkerProcess.js"
import { eventWorker } from "./events/worker.js"
import { fsyncLatency, serverWith } from "./p1/Server.js"
import { goal, median, spread, surroundings, write } from "./page.js"

const seconds = Number(process.env.BENCH_SECONDS ?? 20)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const backlog = Number(process.env.BENCH_EVENTS ?? 100_000)
const domain = "tally"

const bench = Effect.gen(function* () {
  const [load = 0] = loadavg()
  const database = yield* serverWith([tallyMigrations, effectMigrations], Effect.void, { track_commit_timestamp: "on" })
  const redis = yield* TestRedis
  const fsync = fsyncLatency(database.directory)
  const url = database.url("croupier_app")
  yield* database.asAdministrator(setUpTally)
  const countOf = Effect.map(database.asAdministrator("SELECT count(*) AS count FROM croupier_tally.outbox"), ([row]) =>
    Number(row?.count)
  )
  const caughtUp = Effect.flatMap(countOf, (count) => effectsReached(database.asAdministrator, "effect", count))

  /** Until relay and consumer are at work. */
  const warm = Effect.zipRight(database.asAdministrator("SELECT croupier_bench.emit(0)"), caughtUp)

  /**
   * Milliseconds from an event's commit to the commit of its effect, by the server's own clock, of the newest events; and
   * to the making of its batch, in the median.
   */
  const latencies = (count: number) =>
    Effect.map(
      database.asAdministrator(`
        WITH newest AS (
          SELECT xid, seq, event_id, pg_xact_commit_timestamp(xid::xid) AS at
          FROM croupier_tally.outbox ORDER BY seq DESC LIMIT ${count}
        )
        SELECT p[1] AS p50, p[2] AS p90, p[3] AS p99, batch FROM (
          SELECT percentile_cont(ARRAY[0.5, 0.9, 0.99]) WITHIN GROUP (ORDER BY 1000 * extract(epoch FROM
            pg_xact_commit_timestamp(e.xmin) - n.at)) AS p
          FROM newest AS n JOIN croupier_bench.effect AS e USING (event_id)) AS effects, (
          SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY 1000 * extract(epoch FROM t.at - n.at)) AS batch
          FROM newest AS n JOIN croupier_tally.tick AS t
            ON n.xid BETWEEN t.xid_from AND t.xid_to AND n.seq BETWEEN t.seq_from AND t.seq_to) AS batches`),
      ([row]) => ({ p50: Number(row?.p50), p90: Number(row?.p90), p99: Number(row?.p99), batch: Number(row?.batch) })
    )

  const script = join(database.directory, "emit.sql")
  writeFileSync(script, "\\set number random(0, 999)\nSELECT croupier_bench.emit(:number);\n")
  const emit = (rate: number) =>
    Effect.promise(() =>
      promisify(execFile)("pgbench", [
        ...["-n", "-M", "prepared", "-c", "8", "-j", "1", "-R", String(rate), "-T", String(seconds), "-f", script],
        Redacted.value(url)
      ])
    )

  const apart = Effect.gen(function* () {
    yield* workerProcess({ domain, roles: ["relay"], database: url, redis: redis.url })
    yield* workerProcess({ domain, roles: ["consumer"], database: url, redis: redis.url })
    yield* warm
    const before = yield* countOf
    yield* emit(1000)
    yield* caughtUp
    return yield* latencies((yield* countOf) - before)
  }).pipe(Effect.scoped)

  const embedded = Effect.gen(function* () {
    const { wake } = yield* Notifier
    const sql = yield* SqlClient
    yield* warm
    const before = yield* countOf
    const until = Date.now() + seconds * 1000
    while (Date.now() < until) {
      yield* sql`SELECT croupier_bench.emit(${Math.floor(Math.random() * 1000)})`
      yield* wake(committed(domain))
      yield* Effect.sleep(Math.random() * 20)
    }
    yield* caughtUp
    return yield* latencies((yield* countOf) - before)
  }).pipe(
    Effect.provide(
      Layer.merge(
        Postgres.layer({ url, applicationName: "bench" }),
        eventWorker({ domain, roles: ["relay", "consumer"], database: url })
      ).pipe(Layer.provideMerge(layerWakeUps))
    )
  )

  const drained = (held: boolean) =>
    Effect.gen(function* () {
      const open = new Client({ connectionString: Redacted.value(url) })
      yield* Effect.promise(() => open.connect())
      // Number 1000 has no other writer. Idle for as long as it takes.
      const begin = "BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0; SELECT croupier_bench.emit(1000)"
      if (held) yield* Effect.promise(() => open.query(begin))
      const before = yield* countOf
      yield* database.asAdministrator(insertEvents(backlog))
      const started = performance.now()
      yield* workerProcess({ domain, roles: ["relay", "consumer"], database: url, redis: redis.url })
      yield* effectsReached(database.asAdministrator, "effect", before + backlog)
      const speed = backlog / ((performance.now() - started) / 1000)
      if (held) yield* Effect.promise(() => open.query("COMMIT"))
      yield* Effect.promise(() => open.end())
      yield* caughtUp
      return speed
    }).pipe(Effect.scoped)

  const redisTail: Latencies = []
  const noRedis: Latencies = []
  const free: Array<number> = []
  const held: Array<number> = []
  for (let round = 0; round < rounds; round++) {
    redisTail.push(yield* apart)
    noRedis.push(yield* embedded)
    free.push(yield* drained(false))
    held.push(yield* drained(true))
    yield* Effect.log(
      JSON.stringify({ redis: redisTail.at(-1), embedded: noRedis.at(-1), free: free.at(-1), held: held.at(-1) })
    )
  }
  const [wrong = {}] = yield* database.asAdministrator(wrongEffects(domain))
  const right = Object.values(wrong).every((count) => count === "0")
  const row = (name: string, all: Latencies) =>
    `| ${name} | ${(["p50", "p90", "p99", "batch"] as const)
      .map(
        (which) =>
          `${median(all.map((each) => each[which])).toFixed(1)} (${spread(
            all.map((each) => each[which]),
            1
          )})`
      )
      .join(" | ")} |`
  const p50 = median(redisTail.map((each) => each.p50))
  const p99 = median(redisTail.map((each) => each.p99))
  const own = median(noRedis.map((each) => each.p50))
  const ratio = median(held) / median(free)
  const version = (yield* database.asAdministrator("SHOW server_version"))[0]?.server_version ?? ""
  const command = `BENCH_SECONDS=${seconds} BENCH_ROUNDS=${rounds} BENCH_EVENTS=${backlog} npm run bench:p6`
  write(
    "p6",
    `# P6: how late an event takes effect

${surroundings({ command, load, fsync, settings: `${database.settings}, track_commit_timestamp=on`, version })}
Latency is from the commit of the event to the commit of its effect, both by the server's clock (\`pg_xact_commit_timestamp\`). With Redis:
\`pgbench\` commits 1 000 events/s, each in a transaction, with relay and consumer in processes of their own. Without: an app that commits
about 60 events/s, with relay and consumer in the same process, woken by hints.

| side | p50 ms, median of the rounds (spread) | p90 | p99 | of the p50, until its batch is made |
|---|---|---|---|---|
${row("1 000 events/s, tail in Redis, three processes", redisTail)}
${row("an embedding app without Redis", noRedis)}

| drain of ${backlog} events | events/s, median | spread |
|---|---|---|
| no transaction holds the horizon | ${median(free).toFixed(0)} | ${spread(free)} |
| a transaction from before the first one stays open | ${median(held).toFixed(0)} | ${spread(held)} |

| goal | value | wanted | |
|---|---|---|---|
${goal("P6: p50 at 1 000/s, ms", p50, "≤ 10", p50 <= 10)}
${goal("P6: p99 at 1 000/s, ms", p99, "≤ 50", p99 <= 50)}
${goal("P6: drain behind a held horizon, to one without", ratio, "≥ 0.6", ratio >= 0.6)}
${goal("embedding app without Redis, median ms", own, "≤ 50", own <= 50)}

The effects afterwards: ${right ? "every event exactly once, and in the order of its key" : `WRONG: ${JSON.stringify(wrong)}`}.
`
  )
  return right ? 0 : 1
})

type Latencies = Array<{ readonly p50: number; readonly p90: number; readonly p99: number; readonly batch: number }>

process.exit(await Effect.runPromise(Effect.scoped(Effect.provide(bench, layerServer))))
