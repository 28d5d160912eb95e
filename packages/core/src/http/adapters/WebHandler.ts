import { type HttpApiGroup, type HttpApp, HttpServerResponse } from "@effect/platform"
import { Context, Effect, type Layer, type Scope } from "effect"
import type * as AppLoop from "../../internal/http/AppLoop.js"
import * as HostedLoop from "../../internal/http/adapters/HostedLoop.js"
import { WebRequest } from "../../internal/http/adapters/WebRequest.js"
import { WebResponse } from "../../internal/http/adapters/WebResponse.js"
import type { RequestLoop } from "../../internal/http/RequestLoop.js"
import * as TraceId from "../../log/TraceId.js"
import { Unavailable } from "../CommonProblems.js"
import * as Problem from "../Problem.js"
import type { LoopOptions } from "../ServerOptions.js"

/** What a host knows about a client in addition to its request. */
export interface WebPeer {
  readonly remoteAddress?: string
}

/** Answers a web-standard request. It does not reject. */
export type WebHandler = (request: Request, peer?: WebPeer) => Promise<Response>

/** The handler of the API that `layer` is given. */
export const WebHandler = Context.GenericTag<WebHandler>("@croupier/core/WebHandler")

/**
 * An API as a function from `Request` to `Response`, for Hono, Next.js, Bun, Deno and other hosts with Node's built-in modules. It
 * answers as `Service.serve` does. The request's body must not have been read before: that is a 500 which says so in the log.
 *
 * The host has parsed the request: it has resolved `.`, `..` and `\` in the path, joined headers of the same name, and decided about
 * malformed messages, slow clients and `Expect`. A header that says `connection: close` is for the host to follow. Where our
 * server would reset a connection, a response that has not begun is a 503, and one that has begun breaks off. Pass on
 * `Request.signal` so that a client that hangs up interrupts its handler.
 *
 * @example
 * const wallet = ManagedRuntime.make(WebHandler.layer({ name: "wallet_service", api, handlers }))
 * const handle = await wallet.runPromise(WebHandler.WebHandler)
 * export const POST = (request: Request) => handle(request)
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
): Layer.Layer<WebHandler, HE, HostedLoop.HostedNeeds<Groups, AR, HR, RC, RG>> =>
  HostedLoop.layer(WebHandler, handlerOf, options)

/** The same for an app that is no `HttpApi`; it has no routes but its own. */
export const fromApp = <E, R>(
  app: HttpApp.Default<E, R>,
  options: LoopOptions = {}
): Effect.Effect<WebHandler, never, Scope.Scope | AppLoop.Outside<R>> =>
  Effect.map(HostedLoop.fromApp(app, options), handlerOf)

const handlerOf =
  (loop: RequestLoop): WebHandler =>
  (request, peer) => {
    const reset = (): Response => {
      const traceId = TraceId.fromHeader(request.headers.get("traceparent") ?? undefined)
      return HttpServerResponse.toWeb(Problem.toResponse(new Unavailable(), traceId))
    }
    const outgoing = new WebResponse(request.method, peer?.remoteAddress, reset)
    const incoming = new WebRequest(request, outgoing.socket)
    incoming.once("close", () => incoming.complete || outgoing.destroy())
    const onAbort = (): void => void outgoing.destroy()
    request.signal.addEventListener("abort", onAbort)
    outgoing.once("close", () => request.signal.removeEventListener("abort", onAbort))
    if (request.signal.aborted) onAbort()
    if (request.bodyUsed) loop.refuseRead(incoming, outgoing)
    else loop.accept(incoming, outgoing)
    return outgoing.response
  }
