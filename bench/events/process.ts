import * as Notifier from "@croupier/core/events/Notifier"
import * as NotifierRedis from "@croupier/core/events/NotifierRedis"
import * as Redis from "@croupier/core/redis/Redis"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Config, Effect, Layer, Option } from "effect"
import { eventWorker } from "./worker.js"

/** The worker as a process of its own, as in production: `DOMAIN`, `ROLES`, `DATABASE_URL` and, with a tail, `REDIS_URL`. */
const worker = Layer.unwrapEffect(
  Effect.map(
    Config.all({
      domain: Config.string("DOMAIN"),
      roles: Config.array(Config.literal("relay", "consumer")(), "ROLES"),
      database: Config.redacted("DATABASE_URL"),
      redis: Config.option(Config.redacted("REDIS_URL"))
    }),
    ({ redis, ...given }) =>
      Option.isNone(redis)
        ? Layer.provide(eventWorker(given), Notifier.layer)
        : eventWorker({ ...given, redis: redis.value }).pipe(
            Layer.provide(NotifierRedis.layerRedis),
            Layer.provide(Redis.layer({ url: redis.value }))
          )
  )
)

process.on("disconnect", () => process.exit(0))
NodeRuntime.runMain(Layer.launch(worker))
