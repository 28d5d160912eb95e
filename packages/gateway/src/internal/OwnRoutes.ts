import * as Health from "@croupier/core/health/Health"
import { MethodNotAllowed } from "@croupier/core/http/CommonProblems"
import * as DocsPage from "@croupier/core/http/DocsPage"
import * as Problem from "@croupier/core/http/Problem"
import { HttpServerResponse } from "@effect/platform"
import { Effect } from "effect"
import type { MergedApi } from "../MergedApi.js"
import { isSafe } from "../RouteClass.js"
import * as GatewayHealth from "./GatewayHealth.js"
import type { Upstream } from "./Upstream.js"

/** What the gateway answers itself, on any host. */
export type OwnRoutes = (
  method: string,
  path: string,
  traceId: string
) => Effect.Effect<HttpServerResponse.HttpServerResponse> | undefined

/** `/health`, `/health/live`, `/docs` and `/openapi.json`. */
export const make = (upstreams: ReadonlyArray<Upstream>, api: Effect.Effect<MergedApi>): OwnRoutes => {
  const routes = new Map<string, Effect.Effect<HttpServerResponse.HttpServerResponse>>([
    ["/health", Effect.sync(() => GatewayHealth.report(upstreams, performance.now()))],
    ["/health/live", Effect.succeed(Health.alive)],
    [
      "/openapi.json",
      Effect.map(api, ({ json }) => HttpServerResponse.text(json, { contentType: "application/json" }))
    ],
    [
      "/docs",
      Effect.map(api, ({ page }) =>
        HttpServerResponse.setHeader(HttpServerResponse.html(page), "content-security-policy", DocsPage.policy)
      )
    ]
  ])
  return (method, path, traceId) => {
    const route = routes.get(path)
    if (route === undefined || isSafe(method)) return route
    return Effect.succeed(Problem.toResponse(new MethodNotAllowed({ allow: ["GET", "HEAD"] }), traceId))
  }
}
