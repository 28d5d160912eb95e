import { Effect } from "effect"
import { type Fault, inTurn, inWorld, often, pause } from "./Fault.js"
import { tailed } from "./recovery.js"
import { keys } from "./tally.js"

/** What happens to Redis and to the network before it. */
export const redisFaults: Readonly<Record<string, Fault>> = {
  "Redis flushed": inWorld(({ redis }) => redis.command("FLUSHALL")),
  "Redis trimmed": inWorld(({ redis }) =>
    redis.command(
      "EVAL",
      "for _, key in ipairs(redis.call('KEYS', '*')) do if redis.call('TYPE', key).ok == 'stream' then redis.call('XTRIM', key, 'MAXLEN', 0) end end",
      "0"
    )
  ),
  "Redis unavailable, and empty when it is back": inWorld(({ redis }) =>
    inTurn(redis.command("FLUSHALL"), redis.command("SAVE"), redis.kill, pause, redis.start)
  ),
  "Redis back as it was a while ago": inWorld(({ redis }) =>
    inTurn(redis.command("SAVE"), Effect.sleep("500 millis"), redis.kill, redis.start)
  ),
  "Redis out of memory": inWorld(({ redis }) =>
    inTurn(redis.command("CONFIG", "SET", "maxmemory", "1"), pause, redis.command("CONFIG", "SET", "maxmemory", "0"))
  ),
  "Redis filled by the product, which makes room again": inWorld(({ redis, writers, complain, stretched }) =>
    Effect.gen(function* () {
      const info = String(yield* redis.command("INFO", "memory"))
      const used = Number(/used_memory:(\d+)/.exec(info)?.[1] ?? 0)
      yield* redis.command("CONFIG", "SET", "maxmemory", String(used + 1_500_000))
      yield* redis.command("CONFIG", "RESETSTAT")
      const refused = Effect.map(redis.command("INFO", "errorstats"), (text) => String(text).includes("errorstat_OOM"))
      yield* Effect.repeat(Effect.zipRight(writers.bulk(keys, 1, 4000), refused), {
        until: (isFull) => isFull,
        times: 60
      })
      if ((yield* tailed(15_000 * stretched)) === undefined)
        yield* complain("a Redis that the tail had filled took no more of it")
      yield* redis.command("CONFIG", "SET", "maxmemory", "0")
    })
  ),
  "Redis connections reset": inWorld(({ redisLink }) => often(redisLink.cut)),
  "Redis hanging": inWorld(({ redisLink }) => inTurn(redisLink.delay(1_000), pause, redisLink.heal)),
  "Redis swallows every packet": inWorld(({ redisLink }) => inTurn(redisLink.silence, pause, redisLink.heal)),
  "Redis connections forgotten": inWorld(({ redisLink }) => inTurn(redisLink.silence, pause, redisLink.forget))
}
