import { Effect, Layer } from "effect"
import * as EventTail from "../events/EventTail.js"
import { outboxReadiness } from "../events/outboxReadiness.js"
import { relayLoop } from "../events/RelayLoop.js"
import * as LeaseSql from "../worker/LeaseSql.js"
import * as Worker from "../worker/Worker.js"
import type { EmbeddedOptions } from "./EmbeddedOptions.js"

/** How the background work of an embedded domain uses its database: a statement ends before its loop's deadline. */
export const workerPool = { maxConnections: 3, statementTimeout: "8 seconds" } as const

/** What all background work on one PostgreSQL without Redis stands on. */
export const workerGround = Layer.merge(LeaseSql.layerSql, EventTail.layerNone)

/** The relay of a domain alone, for a process that does no maintenance. */
export const relayWorker = (domain: string) =>
  Layer.unwrapScoped(
    Effect.map(relayLoop({ domain }), (relay) =>
      Worker.layer({ name: `${domain}_relay`, loops: [relay], ready: outboxReadiness(domain) })
    )
  )

/** Which parts of the background work an app runs in this process. */
export const partsOf = ({ maintenance = true, relay = true }: Pick<EmbeddedOptions, "maintenance" | "relay">) => ({
  maintenance,
  relay
})
