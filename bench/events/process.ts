import * as WakeUps from "@croupier/core/events/WakeUps"
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
    ({ redis, ...given }) => eventWorker({ ...given, ...(Option.isSome(redis) ? { redis: redis.value } : {}) })
  )
)

process.on("disconnect", () => process.exit(0))
NodeRuntime.runMain(Layer.launch(Layer.provide(worker, WakeUps.layer)))
