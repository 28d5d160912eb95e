import { Context, Effect, Layer, Runtime } from "effect"
import { type Client, Redis } from "../redis/Redis.js"
import * as Local from "./Notifier.js"

const channel = "croupier:wake"

/** The minimum time between two hints of a topic to other processes; listeners read for themselves what is new. */
const tellEvery = 5

/** Hints across processes, by Redis. While Redis is unavailable they reach this process only, and the others poll. */
export const layerRedis: Layer.Layer<Local.Notifier, never, Redis> = Layer.scoped(
  Local.Notifier,
  Effect.gen(function* () {
    const { ask, connection } = yield* Redis
    const { listen, wake } = Context.get(yield* Layer.build(Layer.fresh(Local.layer)), Local.Notifier)
    const runtime = yield* Effect.runtime()
    const told = new Map<string, number>()
    subscribe(yield* connection, (topic) => Runtime.runFork(runtime)(wake(topic)))
    const tell = (topic: string) =>
      Effect.suspend(() => {
        const now = performance.now()
        if (now - (told.get(topic) ?? Number.NEGATIVE_INFINITY) < tellEvery) return Effect.void
        told.set(topic, now)
        return Effect.forkDaemon(Effect.ignore(ask((client) => client.publish(channel, topic))))
      })
    return { listen, wake: (topic) => Effect.zipRight(wake(topic), tell(topic)) }
  })
)

/** Again after each loss of the connection. */
const subscribe = (client: Client, heard: (topic: string) => void): void => {
  client.on("message", (_, topic: string) => heard(topic))
  client.on("ready", () => {
    client.subscribe(channel).catch(() => undefined)
  })
}
