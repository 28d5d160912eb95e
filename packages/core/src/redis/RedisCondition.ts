import { Effect, Redacted } from "effect"
import { Redis } from "ioredis"
import { reasonOf } from "../postgres/SqlErrors.js"

/** The state that a Redis reports, or why it does not answer. `maxMemory` in bytes, 0: not limited. */
export type RedisCondition =
  | { readonly _tag: "unreachable"; readonly address: string; readonly reason: string }
  | { readonly _tag: "present"; readonly address: string; readonly policy: string; readonly maxMemory: number }

/** Asks a Redis over a connection of its own, within three seconds; never fails. */
export const redisCondition = (url: Redacted.Redacted): Effect.Effect<RedisCondition> => {
  const { host: address } = new URL(Redacted.value(url))
  return Effect.acquireUseRelease(
    Effect.sync(() => connect(Redacted.value(url))),
    (connection) =>
      Effect.tryPromise({
        try: async (): Promise<RedisCondition> => {
          await connection.client.connect()
          const memory = await connection.client.info("memory")
          const of = (name: string): string => new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(memory)?.[1] ?? ""
          return { _tag: "present", address, policy: of("maxmemory_policy"), maxMemory: Number(of("maxmemory")) }
        },
        // The rejection says only that the connection is closed; the event before it has the reason.
        catch: (cause) => reasonOf(connection.error() ?? cause)
      }),
    ({ client }) => Effect.sync(() => client.disconnect())
  ).pipe(
    Effect.timeoutFail({ duration: "3 seconds", onTimeout: () => "no answer within 3 s" }),
    Effect.catchAll((reason) => Effect.succeed({ _tag: "unreachable", address, reason } as const))
  )
}

const connect = (url: string): { readonly client: Redis; readonly error: () => Error | undefined } => {
  let last: Error | undefined
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null
  })
  client.on("error", (error) => {
    last = error
  })
  return { client, error: () => last }
}
