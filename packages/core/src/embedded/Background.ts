import { Effect, Layer } from "effect"
import * as EventTail from "../events/EventTail.js"
import { outboxReadiness } from "../events/outboxReadiness.js"
import { relayLoop } from "../events/relayLoop.js"
import type { RoleName } from "../postgres/roleNames.js"
import { HeartbeatProvider } from "../worker/HeartbeatProvider.js"
import * as LeaseSql from "../worker/LeaseSql.js"
import * as Worker from "../worker/Worker.js"
import type { EmbeddedOptions } from "./EmbeddedOptions.js"
import type { PreparedDatabase } from "./prepareDatabase.js"

/** How the background work of an embedded domain uses its database: a statement ends before its loop's deadline. */
export const workerPool = { maxConnections: 3, statementTimeout: "8 seconds" } as const

/**
 * Background work on a login and connections of its own, without Redis. A fresh layer: a layer is otherwise built once for a
 * whole graph, on the connections of whichever part came first.
 */
export const onWorkerLogin = <E, R>(
  work: Layer.Layer<never, E, R>,
  database: PreparedDatabase,
  role: RoleName,
  heartbeat: HeartbeatProvider["Type"]
) =>
  Layer.fresh(
    work.pipe(
      Layer.provide([LeaseSql.layerSql, EventTail.layerNone, Layer.succeed(HeartbeatProvider, heartbeat)]),
      Layer.provide(database.connect(role, { applicationName: `${database.name} worker`, ...workerPool }))
    )
  )

/** The pool for a domain's calls, which acts as `croupier_app`. */
export const callPool = (database: PreparedDatabase, { maxConnections }: Pick<EmbeddedOptions, "maxConnections">) =>
  database.connect("croupier_app", {
    applicationName: database.name,
    ...(maxConnections === undefined ? {} : { maxConnections })
  })

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
