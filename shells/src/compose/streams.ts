import * as Setting from "@croupier/core/config/Setting"
import * as EventTail from "@croupier/core/events/EventTail"
import * as EventTailRedis from "@croupier/core/events/EventTailRedis"
import * as Notifier from "@croupier/core/events/Notifier"
import * as NotifierRedis from "@croupier/core/events/NotifierRedis"
import * as Redis from "@croupier/core/redis/Redis"
import { Effect, Layer, Option } from "effect"

/** One layer where `REDIS_URL` names a Redis, another elsewhere. */
const byRedis = <A>(without: Layer.Layer<A>, within: Layer.Layer<A, never, Redis.Redis>) =>
  Layer.unwrapEffect(
    Effect.map(
      Setting.optional(Redis.redisUrl),
      Option.match({ onNone: () => without, onSome: () => Layer.provide(within, Redis.layerConfig) })
    )
  )

/** The fast tail of the event streams; without Redis all consumers read from PostgreSQL. */
export const tail = byRedis(EventTail.layerNone, EventTailRedis.layerRedis)

/** Hints that there are events; without Redis they reach this process only, and the others poll. */
export const hints = byRedis(Notifier.layer, NotifierRedis.layerRedis)
