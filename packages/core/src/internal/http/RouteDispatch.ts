import { HttpRouter, HttpServerRequest, HttpServerRespondable, type HttpServerResponse } from "@effect/platform"
import { Chunk, Effect, FiberRef } from "effect"
import * as FindMyWay from "find-my-way-ts"
import type { Exchange } from "../../http/Exchange.js"
import type { ApiRoute } from "./ApiRoutes.js"
import * as ApiRoutes from "./ApiRoutes.js"

/** What runs for a request, and what its context holds besides the request itself. */
export interface Dispatched {
  readonly handler: Effect.Effect<HttpServerResponse.HttpServerResponse, unknown>
  readonly uninterruptible: boolean
  readonly services: (add: (key: string, service: unknown) => void) => void
}

/** Finds the handler of a request; nothing for unknown paths, where the app as a whole has to look. */
export type RouteDispatch = (exchange: Exchange) => Dispatched | undefined

interface Entry {
  readonly route: HttpRouter.Route<unknown, HttpRouter.HttpRouter.DefaultServices>
  readonly accept: ReadonlyArray<string>
  readonly handler: Dispatched["handler"]
}

/**
 * Looks routes up by the router's own algorithm, but before a fiber is started, which then runs the handler and nothing
 * around it: a router that is an effect costs half a dozen steps and a second copy of the context for each request.
 */
export const make = (
  router: HttpRouter.HttpRouter<unknown, HttpRouter.HttpRouter.DefaultServices>,
  api: ReadonlyArray<ApiRoute>
): Effect.Effect<RouteDispatch> =>
  Effect.map(FiberRef.get(HttpRouter.currentRouterConfig), (config) => {
    const found = FindMyWay.make<Entry>(config)
    const accepted = new Map(api.map(({ method, path, accept }) => [`${method} ${path}`, accept]))
    for (const route of Chunk.toReadonlyArray(router.routes)) {
      if (route.prefix._tag === "Some") continue
      const accept = accepted.get(`${route.method} ${route.path}`)
      const handler =
        accept === undefined
          ? Effect.flatMap(route.handler, HttpServerRespondable.toResponse)
          : (route.handler as Dispatched["handler"])
      const entry: Entry = { route, accept: accept ?? [], handler: handler as Dispatched["handler"] }
      if (route.method === "*") found.all(route.path, entry)
      else found.on(route.method, route.path, entry)
    }
    return (exchange) => {
      const { headers, method = "GET", url = "/" } = exchange.incoming
      const result = found.find(method, url) ?? (method === "HEAD" ? found.find("GET", url) : undefined)
      if (result === undefined) return undefined
      const { accept, handler, route } = result.handler
      exchange.route = route.path
      const refused = ApiRoutes.refusal(accept, headers["content-type"])
      return {
        handler: refused === undefined ? handler : Effect.fail(refused),
        uninterruptible: route.uninterruptible,
        services: (add) => {
          add(HttpServerRequest.ParsedSearchParams.key, result.searchParams)
          add(HttpRouter.RouteContext.key, {
            [HttpRouter.RouteContextTypeId]: HttpRouter.RouteContextTypeId,
            route,
            params: result.params
          })
        }
      }
    }
  })
