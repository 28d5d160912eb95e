import { consumerLoop } from "@croupier/core/events/consumerLoop"
import * as EventStreamRedis from "@croupier/core/events/EventStreamRedis"
import * as EventStreamSql from "@croupier/core/events/EventStreamSql"
import * as EventTail from "@croupier/core/events/EventTail"
import * as EventTailRedis from "@croupier/core/events/EventTailRedis"
import { relayLoop } from "@croupier/core/events/relayLoop"
import * as Postgres from "@croupier/core/postgres/Postgres"
import * as Redis from "@croupier/core/redis/Redis"
import * as HeartbeatProvider from "@croupier/core/worker/HeartbeatProvider"
import * as LeaseSql from "@croupier/core/worker/LeaseSql"
import * as Worker from "@croupier/core/worker/Worker"
import { Effect, Layer, type Redacted } from "effect"
import { effects } from "./effects.js"

/** What runs: with a Redis the tail is in it, without one all consumers read the outbox. */
export interface EventWorkerOptions {
  readonly domain: string
  readonly roles: ReadonlyArray<"relay" | "consumer">
  readonly database: Redacted.Redacted
  readonly redis?: Redacted.Redacted
}

/** A worker with the relay of a domain, a consumer of it, or both, on stores of its own; `Notifier` are those of the process. */
export const eventWorker = ({ domain, roles, database, redis }: EventWorkerOptions) =>
  Layer.unwrapScoped(
    Effect.gen(function* () {
      const loops = []
      if (roles.includes("relay")) loops.push(yield* relayLoop({ domain }))
      if (roles.includes("consumer")) loops.push(yield* consumerLoop(effects(domain)))
      return Worker.layer({ name: "bench", loops })
    })
  ).pipe(
    Layer.provide(
      redis === undefined
        ? Layer.merge(EventStreamSql.layerSql, EventTail.layerNone)
        : Layer.merge(EventStreamRedis.layerRedis, EventTailRedis.layerRedis).pipe(
            Layer.provide(Redis.layer({ url: redis }))
          )
    ),
    Layer.provide(LeaseSql.layerSql),
    Layer.provide(Postgres.layer({ url: database, applicationName: "bench-worker", maxConnections: 3 })),
    Layer.provide(HeartbeatProvider.layerMemory)
  )
