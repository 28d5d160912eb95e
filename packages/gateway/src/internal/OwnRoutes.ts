import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import * as Health from "@croupier/core/health/Health"
import { MethodNotAllowed } from "@croupier/core/http/CommonProblems"
import * as DocsPage from "@croupier/core/http/DocsPage"
import type { PageRoute, RequestHeaders } from "@croupier/core/http/PageRoute"
import * as Problem from "@croupier/core/http/Problem"
import { HttpServerResponse } from "@effect/platform"
import { Effect } from "effect"
import * as MergedApi from "../MergedApi.js"
import type { Route } from "../Route.js"
import { isSafe } from "../RouteClass.js"
import type { Question } from "./Admission.js"
import * as GatewayHealth from "./GatewayHealth.js"
import * as HostFront from "./HostFront.js"
import type { Upstream } from "./Upstream.js"

/** What the gateway answers itself, on any host. */
export type OwnRoutes = (
  question: Question,
  headers: RequestHeaders
) => Effect.Effect<HttpServerResponse.HttpServerResponse> | undefined

/** What its own routes report. */
export interface OwnRoutesOptions {
  readonly upstreams: ReadonlyArray<Upstream>
  readonly routes: ReadonlyArray<Route>
  readonly directory: BrandDirectory["Type"]
  readonly api: Effect.Effect<MergedApi.MergedApi>
}

/** `/`, `/health`, `/health/live`, `/openapi.json`, and the pages under `/docs`. */
export const make = ({ api, directory, routes, upstreams }: OwnRoutesOptions): Effect.Effect<OwnRoutes> =>
  Effect.gen(function* () {
    const plain = Effect.map(api, ({ plain }) => plain)
    const pages = new Map<string, PageRoute>([
      ["/health", () => Effect.sync(() => GatewayHealth.report(upstreams, performance.now()))],
      ["/health/live", () => Effect.succeed(Health.alive)],
      [
        "/openapi.json",
        () => Effect.map(api, ({ json }) => HttpServerResponse.text(json, { contentType: "application/json" }))
      ],
      ...(yield* DocsPage.make({ title: MergedApi.title, plain }))
    ])
    const front = HostFront.make(routes)
    const find = ({ host, path }: Question): PageRoute | undefined =>
      path === "/"
        ? (headers) => Effect.flatMap(directory.byHost(host), (match) => front(match)(headers))
        : pages.get(path)
    return (question, headers) => {
      const page = find(question)
      if (page === undefined || isSafe(question.method)) return page?.(headers)
      return Effect.succeed(Problem.toResponse(new MethodNotAllowed({ allow: ["GET", "HEAD"] }), question.traceId))
    }
  })
