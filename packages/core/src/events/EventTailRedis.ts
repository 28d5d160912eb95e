import { Effect, Layer } from "effect"
import { Redis } from "../redis/Redis.js"
import { EventTail } from "./EventTail.js"

/** The tail as streams in Redis. */
export const layerRedis: Layer.Layer<EventTail, never, Redis> = Layer.effect(
  EventTail,
  Effect.map(Redis, () => ({ publish: () => Effect.void }))
)
