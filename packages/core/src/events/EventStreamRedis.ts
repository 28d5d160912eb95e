import type * as SqlClient from "@effect/sql/SqlClient"
import { Layer } from "effect"
import { Redis } from "../redis/Redis.js"
import type { EventStream } from "./EventStream.js"
import { layerSql } from "./EventStreamSql.js"

/** The stream from the tail in Redis, and from the outbox wherever the tail has a gap. */
export const layerRedis: Layer.Layer<EventStream, never, Redis | SqlClient.SqlClient> = Layer.merge(
  Layer.effectDiscard(Redis),
  layerSql
)
