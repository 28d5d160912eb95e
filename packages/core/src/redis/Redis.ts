import { type ConfigError, Context, Duration, Effect, Layer, Redacted, Runtime, Schema, type Scope } from "effect"
import { Redis as Client } from "ioredis"
import * as Setting from "../config/Setting.js"
import { reasonOf } from "../postgres/SqlErrors.js"

export type { Redis as Client } from "ioredis"

/** Redis is unavailable, refuses, or does not answer in time; whether the commands had an effect is not known. */
export class RedisAway extends Schema.TaggedError<RedisAway>()("RedisAway", { reason: Schema.String }) {}

/** Redis, which may be unavailable at any time: no command waits for it to come back, and none is sent twice. */
export class Redis extends Context.Tag("@croupier/core/Redis")<
  Redis,
  {
    /** Sends commands over the shared connection; they must not block it. */
    readonly ask: <A>(send: (client: Client) => Promise<A>) => Effect.Effect<A, RedisAway>
    /** A separate connection, for a subscription; it reconnects by itself, and is closed with the scope. */
    readonly connection: Effect.Effect<Client, never, Scope.Scope>
  }
>() {}

/** How to reach Redis, and for how long a caller waits at most. */
export interface RedisOptions {
  readonly url: Redacted.Redacted
  /** Default 2 s. */
  readonly connectTimeout?: Duration.DurationInput
  /** Default 500 ms. */
  readonly commandTimeout?: Duration.DurationInput
}

/** Connects in the background and again whenever the connection is lost. Redis unavailable: startup continues. */
export const layer = (options: RedisOptions): Layer.Layer<Redis> =>
  Layer.scoped(
    Redis,
    Effect.gen(function* () {
      const connection = Effect.acquireRelease(
        Effect.sync(() => {
          const client = connect(options)
          return { client, stopWatching: watch(client) }
        }),
        ({ client, stopWatching }) =>
          Effect.sync(() => {
            stopWatching()
            client.removeAllListeners("close").disconnect()
          })
      ).pipe(Effect.map(({ client }) => client))
      const shared = yield* connection
      const runtime = yield* Effect.runtime()
      let away = false
      // ioredis reports the same at each attempt; it is logged once until Redis is back.
      const tell = (change: boolean, line: Effect.Effect<void>) => () => {
        if (away === change) return
        away = change
        Runtime.runFork(runtime)(line)
      }
      shared.on("close", tell(true, Effect.logWarning("Redis unavailable")))
      shared.on("ready", tell(false, Effect.logInfo("Redis available again")))
      return {
        connection,
        ask: (send) =>
          Effect.tryPromise({
            try: () => send(shared),
            catch: (error) => new RedisAway({ reason: reasonOf(error) })
          })
      }
    })
  )

/** The layer by environment: `REDIS_URL` or `REDIS_URL_FILE`, `REDIS_COMMAND_TIMEOUT`. */
export const layerConfig: Layer.Layer<Redis, ConfigError.ConfigError> = Layer.unwrapEffect(
  Effect.suspend(() => Effect.map(Effect.all({ url: redisUrl, commandTimeout }), layer))
)

/** `REDIS_URL`, or the contents of the file that `REDIS_URL_FILE` names. */
export const redisUrl: Setting.Setting<Redacted.Redacted> = Setting.secretUrl("REDIS_URL", {
  description: "Redis URL for the event stream tail",
  protocols: ["redis:", "rediss:"]
})

const commandTimeout = Setting.duration("REDIS_COMMAND_TIMEOUT", {
  description: "timeout of a Redis command, after which processing continues without Redis",
  default: "500 millis"
})

const pingEvery = Duration.toMillis("2 seconds")

/**
 * Replaces a connection that is dead although its socket is open, such as one that a router has forgotten: TCP alone would notice
 * after a quarter of an hour.
 */
const watch = (client: Client): (() => void) => {
  const timer = setInterval(() => {
    if (client.status !== "ready") return
    client.ping().catch((error: unknown) => {
      if (error instanceof Error && error.message === "Command timed out" && client.status === "ready")
        client.disconnect(true)
    })
  }, pingEvery)
  timer.unref()
  return () => clearInterval(timer)
}

/** Nothing is queued while Redis is unavailable and nothing is sent again: a refused command is never executed later. */
const connect = ({ url, connectTimeout = "2 seconds", commandTimeout = "500 millis" }: RedisOptions): Client => {
  const client = new Client(Redacted.value(url), {
    connectTimeout: Duration.toMillis(connectTimeout),
    commandTimeout: Duration.toMillis(commandTimeout),
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 10), 2000) * (0.5 + Math.random() / 2)
  })
  // Without a listener ioredis writes to the console; a command reports its own failure.
  client.on("error", () => undefined)
  return client
}
