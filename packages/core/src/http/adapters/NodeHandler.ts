import type { IncomingMessage, ServerResponse } from "node:http"
import type { HttpApiGroup, HttpApp } from "@effect/platform"
import { Context, Effect, type Layer, type Scope } from "effect"
import type * as AppLoop from "../../internal/http/AppLoop.js"
import * as HostedLoop from "../../internal/http/adapters/HostedLoop.js"
import type { RequestLoop } from "../../internal/http/RequestLoop.js"
import * as RequestBody from "../RequestBody.js"
import type { LoopOptions } from "../ServerOptions.js"

/** A listener for `request` of a `node:http` server; Express and Connect take it as middleware. */
export type NodeHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/** The handler of the API that `layer` is given. */
export const NodeHandler = Context.GenericTag<NodeHandler>("@croupier/core/NodeHandler")

/**
 * An API as a handler for another `node:http` server (HTTP/1.1), Express included. It answers as `Service.serve` does: problems,
 * limits, media types, spelling of paths, trace ids and headers. Headers that the host has set before are kept. Mount it before
 * anything that reads bodies: it reads them itself, and a body that was read before is a 500 that says so in the log.
 *
 * What concerns the connection remains with the host server: slow or malformed heads, a missing Host header, `CONNECT`, the size
 * of headers, `Expect: 100-continue`, time-outs of sockets, and which paths reach this handler. Close the host server first and
 * then the scope of the layer, which waits for requests in flight.
 *
 * @example
 * const wallet = ManagedRuntime.make(
 *   NodeHandler.layer({ name: "wallet_service", api: WalletServiceApi, handlers: WalletHandlers.layer }).pipe(
 *     Layer.provide(Wallet.layerSql),
 *     Layer.provide(Database.layerConfig)
 *   )
 * )
 * express().use("/api/wallet", await wallet.runPromise(NodeHandler.NodeHandler))
 */
export const layer = <
  Id extends string,
  Groups extends HttpApiGroup.HttpApiGroup.Any,
  AE,
  AR,
  HE,
  HR,
  RC = never,
  RG = never
>(
  options: HostedLoop.HostedOptions<Id, Groups, AE, AR, HE, HR, RC, RG>
): Layer.Layer<NodeHandler, HE, HostedLoop.HostedNeeds<Groups, AR, HR, RC, RG>> =>
  HostedLoop.layer(NodeHandler, handlerOf, options)

/** The same for an app that is no `HttpApi`; it has no routes but its own. */
export const fromApp = <E, R>(
  app: HttpApp.Default<E, R>,
  options: LoopOptions = {}
): Effect.Effect<NodeHandler, never, Scope.Scope | AppLoop.Outside<R>> =>
  Effect.map(HostedLoop.fromApp(app, options), handlerOf)

const handlerOf =
  (loop: RequestLoop): NodeHandler =>
  (incoming, outgoing) => {
    // Express removes the path of the mount from `url`.
    if ("originalUrl" in incoming && typeof incoming.originalUrl === "string") incoming.url = incoming.originalUrl
    if (incoming.readableDidRead && RequestBody.isExpected(incoming)) loop.refuseRead(incoming, outgoing)
    else loop.accept(incoming, outgoing)
  }
