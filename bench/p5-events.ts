import { loadavg } from "node:os"
import * as Notifier from "@croupier/core/events/Notifier"
import * as TestRedisLayer from "@croupier/core/testing/TestRedis"
import { TestRedis } from "@croupier/core/testing/TestRedis"
import { Effect, Layer } from "effect"
import { tallyMigrations } from "../examples/tally/src/migrations.js"
import { effectMigrations, effectsReached, insertEvents, setUpTally, wrongEffects } from "./events/effects.js"
import { eventWorker } from "./events/worker.js"
import { fsyncLatency, serverWith } from "./p1/Server.js"
import { drain, insertJobs, makeGraphile, tuning } from "./p5/graphile.js"
import { median, spread, surroundings, write } from "./page.js"

/** Events of each turn. */
const backlog = Number(process.env.BENCH_EVENTS ?? 200_000)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)

const bench = Effect.gen(function* () {
  const [load = 0] = loadavg()
  const database = yield* serverWith([tallyMigrations, effectMigrations], Effect.void)
  const redis = yield* TestRedis
  const fsync = fsyncLatency(database.directory)
  yield* database.asAdministrator(setUpTally)
  yield* makeGraphile(database.url("croupier_owner"))

  const reached = (table: string, count: number) => effectsReached(database.asAdministrator, table, count)
  let events = 0
  const ours = (tail: boolean) =>
    Effect.gen(function* () {
      yield* database.asAdministrator(insertEvents(backlog))
      events += backlog
      yield* database.asAdministrator("VACUUM ANALYZE")
      yield* database.asAdministrator("CHECKPOINT")
      const started = performance.now()
      yield* reached("effect", events).pipe(
        Effect.provide(
          eventWorker({
            domain: "tally",
            roles: ["relay", "consumer"],
            database: database.url("croupier_app"),
            ...(tail ? { redis: redis.url } : {})
          }).pipe(Layer.provide(Notifier.layer))
        )
      )
      return backlog / ((performance.now() - started) / 1000)
    })
  let jobs = 0
  const graphile = Effect.gen(function* () {
    yield* database.asAdministrator(insertJobs(backlog))
    jobs += backlog
    yield* database.asAdministrator("VACUUM ANALYZE")
    yield* database.asAdministrator("CHECKPOINT")
    const done = reached("graphile_effect", jobs)
    return backlog / (yield* drain(database.url("croupier_owner"), done))
  })
  const sides = {
    "ours, from the outbox": { run: ours(false), speeds: [] as Array<number> },
    "ours, with the tail in Redis": { run: ours(true), speeds: [] as Array<number> },
    "`graphile-worker`": { run: graphile, speeds: [] as Array<number> }
  }
  for (let round = 0; round < rounds; round++) {
    for (const [name, side] of Object.entries(sides)) {
      side.speeds.push(yield* side.run)
      yield* Effect.log(`${name}: ${side.speeds.at(-1)?.toFixed(0)} events/s`)
    }
  }
  const [wrong = {}] = yield* database.asAdministrator(wrongEffects("tally"))
  const right = Object.values(wrong).every((count) => count === "0")
  const speedOf = (name: keyof typeof sides) => median(sides[name].speeds)
  const ratio = (name: keyof typeof sides) => speedOf(name) / speedOf("`graphile-worker`")
  write(
    "p5",
    `# P5: events from commit to effect

${surroundings({ command: `BENCH_EVENTS=${backlog} BENCH_ROUNDS=${rounds} npm run bench:p5`, load, fsync, settings: database.settings, version: (yield* database.asAdministrator("SHOW server_version"))[0]?.server_version ?? "" })}
Each round lays up a backlog of ${backlog} committed events (jobs) and counts from the start of the worker to the commit of the last
effect, one row for each. Ours: a relay and a consumer in one process, all 16 partitions, batches of 500, positions and effects in
one transaction, events of a key in order. \`graphile-worker\` 0.17 in one process, tuned so (no other settings were tried): ${JSON.stringify(tuning)},
jobs added by \`add_jobs\`, no queues (so without any order), its task one prepared INSERT; completed jobs in batches.

| side | events/s, median | spread |
|---|---|---|
${Object.entries(sides)
  .map(([name, { speeds }]) => `| ${name} | ${median(speeds).toFixed(0)} | ${spread(speeds)} |`)
  .join("\n")}

| goal | ratio | wanted | |
|---|---|---|---|
${(["ours, with the tail in Redis", "ours, from the outbox"] as const)
  .map(
    (name) =>
      `| ${name}, to \`graphile-worker\` | ${ratio(name).toFixed(2)} | ≥ 1.5 | ${ratio(name) >= 1.5 ? "met" : "MISSED"} |`
  )
  .join("\n")}

The effects of all ${events} events afterwards: ${right ? "each exactly once, and in the order of its key" : `WRONG: ${JSON.stringify(wrong)}`}.
`
  )
  return right ? 0 : 1
})

process.exit(await Effect.runPromise(Effect.scoped(Effect.provide(bench, TestRedisLayer.layerServer))))
