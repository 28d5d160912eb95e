import type { Consumer } from "@croupier/core/events/Consumer"
import { consumerLoop } from "@croupier/core/events/consumerLoop"
import * as EventStreamRedis from "@croupier/core/events/EventStreamRedis"
import * as EventTailRedis from "@croupier/core/events/EventTailRedis"
import { relayLoop } from "@croupier/core/events/RelayLoop"
import * as WakeUpsRedis from "@croupier/core/events/WakeUpsRedis"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { textArray } from "@croupier/core/postgres/TextArray"
import * as Redis from "@croupier/core/redis/Redis"
import * as HeartbeatProvider from "@croupier/core/worker/HeartbeatProvider"
import * as LeaseSql from "@croupier/core/worker/LeaseSql"
import * as Worker from "@croupier/core/worker/Worker"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as SqlClient from "@effect/sql/SqlClient"
import { Config, Effect, Layer } from "effect"
import { brand, consumerName, domain } from "./domain.js"
import { StepHook } from "./StepHook.js"
import type { Order } from "./steps.js"

/** One process of the simulation: a relay or a consumer as a worker runs it, with its stores watched. */
const settings = Config.all({
  role: Config.literal("relay", "consumer")("ROLE"),
  holder: Config.string("HOLDER"),
  database: Config.redacted("DATABASE_URL"),
  redis: Config.redacted("REDIS_URL"),
  lease: Config.duration("LEASE"),
  limit: Config.integer("LIMIT"),
  commitWithoutWaiting: Config.boolean("COMMIT_WITHOUT_WAITING")
})

const hook = new StepHook()
process.on("message", (order: Order | "nowhere") => hook.arm(order === "nowhere" ? undefined : order))
process.on("disconnect", () => process.exit(0))

/** The one loop of this process, as a worker runs it. */
const loop = Effect.gen(function* () {
  const { role, holder, lease, limit, commitWithoutWaiting } = yield* settings
  return yield* role === "relay"
    ? relayLoop({ domain, holder, lease })
    : consumerLoop({ consumer: consumerName, domain, limit, commitWithoutWaiting, apply }, { holder, lease })
})

/** A row for each event, numbered in their order. */
const apply: Consumer<unknown, SqlClient.SqlClient>["apply"] = (events) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      INSERT INTO croupier_faults.effect (brand_id, partition, key, key_version, event_id)
      SELECT ${brand}, p, k, v, e FROM unnest(
        ${`{${events.map(({ partition }) => partition).join()}}`}::smallint[],
        ${textArray(events.map(({ key }) => key))}::uuid[],
        ${`{${events.map(({ keyVersion }) => keyVersion).join()}}`}::bigint[],
        ${textArray(events.map(({ id }) => id))}::uuid[]
      ) WITH ORDINALITY AS given (p, k, v, e, n) ORDER BY n`
  )

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
  Effect.map(settings, ({ database, holder, redis }) =>
    Layer.mergeAll(
      LeaseSql.layerSql,
      EventStreamRedis.layerRedis,
      EventTailRedis.layerRedis,
      WakeUpsRedis.layerRedis,
      Layer.effectDiscard(Effect.map(Postgres.PostgresPool, (pool) => hook.watchPool(pool)))
    ).pipe(
      Layer.provideMerge(Layer.provide(watchedRedis, Redis.layer({ url: redis }))),
      Layer.provideMerge(Postgres.layer({ url: database, applicationName: holder, maxConnections: 3 })),
      Layer.provideMerge(HeartbeatProvider.layerMemory)
    )
  )
)

const worker = Layer.unwrapScoped(
  Effect.map(loop, (one) => {
    process.send?.("ready")
    return Worker.layer({ name: "worker", loops: [one] })
  })
)

NodeRuntime.runMain(Layer.launch(Layer.provide(worker, stores)))
