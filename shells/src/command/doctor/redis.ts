import * as Setting from "@croupier/core/config/Setting"
import { reasonOf } from "@croupier/core/postgres/Reason"
import { redisUrl } from "@croupier/core/redis/Redis"
import { Effect, Option, Redacted } from "effect"
import { Redis } from "ioredis"
import { type Finding, fault, ok, warning } from "./Finding.js"

/** What the Redis of `REDIS_URL` says, or why it says nothing. */
export type RedisFacts =
  | { readonly _tag: "absent" }
  | { readonly _tag: "unreachable"; readonly address: string; readonly reason: string }
  | { readonly _tag: "present"; readonly address: string; readonly policy: string; readonly maxMemory: number }

/** Asks it, within two seconds. */
export const redisFacts: Effect.Effect<RedisFacts> = Effect.gen(function* () {
  const url = yield* Setting.optional(redisUrl)
  if (Option.isNone(url)) return { _tag: "absent" } as const
  const { host: address } = new URL(Redacted.value(url.value))
  return yield* Effect.acquireUseRelease(
    Effect.sync(() => connect(Redacted.value(url.value))),
    (client) =>
      Effect.tryPromise({
        try: async () => {
          await client.connect()
          const memory = await client.info("memory")
          const of = (name: string): string => new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(memory)?.[1] ?? ""
          return {
            _tag: "present",
            address,
            policy: of("maxmemory_policy"),
            maxMemory: Number(of("maxmemory"))
          } as const
        },
        catch: reasonOf
      }),
    (client) => Effect.sync(() => client.disconnect())
  ).pipe(
    Effect.timeoutFail({ duration: "3 seconds", onTimeout: () => "no answer within 3 s" }),
    Effect.catchAll((reason) => Effect.succeed({ _tag: "unreachable", address, reason } as const))
  )
  // A malformed URL is a finding of its own.
}).pipe(Effect.orElseSucceed((): RedisFacts => ({ _tag: "absent" })))

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
            : "start Redis, or correct REDIS_URL; without it everything runs from PostgreSQL"
        )
      ]
    case "present":
      return [
        ok("redis.reachable", `Redis at ${facts.address}`),
        facts.policy === "noeviction"
          ? ok("redis.policy", "maxmemory-policy is noeviction")
          : fault(
              "redis.policy",
              `maxmemory-policy is ${facts.policy}: a full Redis drops parts of the event tail`,
              "redis-cli CONFIG SET maxmemory-policy noeviction, and the same in its configuration"
            ),
        facts.maxMemory === 0
          ? warning(
              "redis.memory",
              "maxmemory is not set: Redis may take all memory of its machine",
              "redis-cli CONFIG SET maxmemory 256mb"
            )
          : ok("redis.memory", `maxmemory is ${Math.round(facts.maxMemory / 1024 / 1024)} MiB`)
      ]
  }
}

const connect = (url: string): Redis => {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null
  })
  client.on("error", () => undefined)
  return client
}
