import { consumerLoop } from "@croupier/core/events/consumerLoop"
import * as EventStreamRedis from "@croupier/core/events/EventStreamRedis"
import * as EventTailRedis from "@croupier/core/events/EventTailRedis"
import * as NotifierRedis from "@croupier/core/events/NotifierRedis"
import { outboxDaysJob } from "@croupier/core/events/outboxDaysJob"
import { relayLoop } from "@croupier/core/events/relayLoop"
import * as Postgres from "@croupier/core/postgres/Postgres"
import * as Shell from "@croupier/core/process/Shell"
import * as Redis from "@croupier/core/redis/Redis"
import { brandTimezone } from "@croupier/core/schedule/brandTimezone"
import * as JobPeriodsSql from "@croupier/core/schedule/JobPeriodsSql"
import * as Scheduler from "@croupier/core/schedule/Scheduler"
import * as HeartbeatProvider from "@croupier/core/worker/HeartbeatProvider"
import * as LeaseSql from "@croupier/core/worker/LeaseSql"
import * as Worker from "@croupier/core/worker/Worker"
import { Config, Effect, Layer } from "effect"
import { applyOf } from "./apply.js"
import { StepHook } from "./StepHook.js"
import type { Order } from "./steps.js"
import { consumerNames, domain } from "./tally.js"

/** One process of the simulation: a relay with the scheduler, or both consumers, as a worker runs them, with its stores watched. */
const settings = Config.all({
  role: Config.literal("relay", "consumer")("ROLE"),
  holder: Config.string("HOLDER"),
  database: Config.redacted("STORE"),
  redis: Config.redacted("TAIL"),
  lease: Config.duration("LEASE"),
  limit: Config.integer("LIMIT"),
  statementTimeout: Config.duration("STATEMENT_WITHIN"),
  attemptWithin: Config.duration("ATTEMPT_WITHIN"),
  parkAtMost: Config.integer("PARK_AT_MOST"),
  commitWithoutWaiting: Config.boolean("COMMIT_WITHOUT_WAITING")
})

const hook = new StepHook()
process.on("message", (order: Order | "nowhere") => hook.arm(order === "nowhere" ? undefined : order))
process.on("disconnect", () => process.exit(0))

/** A relay, and what keeps the days of its outbox. */
const publishing = Effect.gen(function* () {
  const { holder, lease } = yield* settings
  const scheduler = yield* Scheduler.make({
    name: domain,
    jobs: [outboxDaysJob(domain)],
    timezone: brandTimezone,
    leaseFor: "2 seconds",
    retryAfter: "200 millis"
  })
  return [
    yield* relayLoop({ domain, holder, lease }),
    Worker.loop({ name: "scheduler", every: "400 millis", tick: scheduler.tick })
  ]
})

/** The consumers: one loop each. */
const consuming = Effect.gen(function* () {
  const { holder, lease, ...options } = yield* settings
  return yield* Effect.forEach(consumerNames, (consumer) =>
    consumerLoop({ ...options, consumer, domain, apply: applyOf(consumer) }, { holder, lease })
  )
})

/** The product's Redis, with every connection of it watched. */
const watchedRedis: Layer.Layer<Redis.Redis, never, Redis.Redis> = Layer.effect(
  Redis.Redis,
  Effect.gen(function* () {
    const redis = yield* Redis.Redis
    const watch = (client: Redis.Client) => hook.watch(client, "sendCommand", ([command]) => nameOf(command))
    yield* Effect.ignore(
      redis.ask(async (client) => {
        watch(client)
      })
    )
    return { ask: redis.ask, connection: Effect.tap(redis.connection, (client) => Effect.sync(() => watch(client))) }
  })
)

const nameOf = (command: unknown): string =>
  typeof command === "object" && command !== null && "name" in command ? String(command.name).toUpperCase() : ""

const stores = Layer.unwrapEffect(
  Effect.map(settings, ({ database, holder, redis, statementTimeout }) =>
    Layer.mergeAll(
      LeaseSql.layerSql,
      JobPeriodsSql.layerSql,
      EventStreamRedis.layerRedis,
      EventTailRedis.layerRedis,
      NotifierRedis.layerRedis,
      Layer.effectDiscard(Effect.map(Postgres.PostgresPool, (pool) => hook.watchPool(pool)))
    ).pipe(
      Layer.provideMerge(Layer.provide(watchedRedis, Redis.layer({ url: redis }))),
      Layer.provideMerge(
        // A statement that is never answered is abandoned much earlier than after the usual 31 s.
        Postgres.layer({ url: database, applicationName: holder, maxConnections: 4, statementTimeout })
      ),
      Layer.provideMerge(HeartbeatProvider.layerMemory)
    )
  )
)

const worker = Layer.unwrapScoped(
  Effect.gen(function* () {
    const { role } = yield* settings
    const loops = role === "relay" ? yield* publishing : yield* consuming
    process.send?.("ready")
    return Worker.layer({ name: "worker", loops })
  })
)

worker.pipe(Layer.provide(stores), Shell.run("faults_worker"))
