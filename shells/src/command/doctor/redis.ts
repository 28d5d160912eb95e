import * as Setting from "@croupier/core/config/Setting"
import { redisUrl } from "@croupier/core/redis/Redis"
import { type RedisCondition, redisCondition } from "@croupier/core/redis/RedisCondition"
import { Effect, Option } from "effect"
import { type Finding, fault, ok, warning } from "./Finding.js"

/** What the Redis of `REDIS_URL` says, or that none is given. */
export type RedisFacts = RedisCondition | { readonly _tag: "absent" }

/** Asks it. A malformed URL is a finding of the settings. */
export const redisFacts: Effect.Effect<RedisFacts> = Effect.flatMap(
  Effect.orElseSucceed(Setting.optional(redisUrl), Option.none),
  Option.match({
    onNone: () => Effect.succeed<RedisFacts>({ _tag: "absent" }),
    onSome: redisCondition
  })
)

/** Whether it answers, and keeps what it was given. */
export const redisFindings = (facts: RedisFacts): ReadonlyArray<Finding> => {
  switch (facts._tag) {
    case "absent":
      return [ok("redis.reachable", "REDIS_URL is not set: events are read from PostgreSQL")]
    case "unreachable":
      return [
        fault(
          "redis.reachable",
          `no connection to Redis at ${facts.address}: ${facts.reason}`,
          /NOAUTH|WRONGPASS/.test(facts.reason)
            ? "correct the password in REDIS_URL"
            : "start Redis, or correct REDIS_URL; without Redis, events are read from PostgreSQL"
        )
      ]
    case "present":
      return [
        ok("redis.reachable", `Redis at ${facts.address}`),
        facts.policy === "noeviction"
          ? ok("redis.policy", "maxmemory-policy is noeviction")
          : fault(
              "redis.policy",
              `maxmemory-policy is ${facts.policy}: when full, Redis evicts parts of the event tail`,
              "redis-cli CONFIG SET maxmemory-policy noeviction, and the same in its configuration"
            ),
        facts.maxMemory === 0
          ? warning(
              "redis.memory",
              "maxmemory is not set: Redis can use all memory of its host",
              "redis-cli CONFIG SET maxmemory 256mb"
            )
          : ok("redis.memory", `maxmemory is ${Math.round(facts.maxMemory / 1024 / 1024)} MiB`)
      ]
  }
}
