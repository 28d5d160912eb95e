import { HttpRouter, HttpServerRequest, HttpServerResponse, type OpenApi } from "@effect/platform"
import { Effect, type Scope } from "effect"
import * as Health from "../../health/Health.js"
import * as ApiDocument from "../../http/ApiDocument.js"
import * as DocsPage from "../../http/DocsPage.js"
import * as FrontPage from "../../http/FrontPage.js"
import type { PageRoute } from "../../http/PageRoute.js"
import * as PlainDocs from "../../http/PlainDocs.js"
import * as Metrics from "../../metrics/Metrics.js"
import type { RequestMetrics } from "../../metrics/RequestMetrics.js"

/** What the routes that every service has are made of. */
export interface SystemRoutesOptions<RC, RG> {
  readonly name: string
  readonly version: string
  readonly checks: Health.Checks<RC>
  readonly gauges: ReadonlyArray<Metrics.Gauge<RG>>
  readonly figures: RequestMetrics
  readonly document: OpenApi.OpenAPISpec | undefined
}

/**
 * `/health`, `/health/live`, `/metrics` and, where there is an API, `/openapi.json` and `/docs` without its internal routes,
 * `/internal/openapi.json` with them, and `/`, unless the API has one of its own.
 */
export const make = <RC, RG>(
  options: SystemRoutesOptions<RC, RG>
): Effect.Effect<HttpRouter.HttpRouter, never, RC | RG | Scope.Scope> =>
  Effect.gen(function* () {
    const context = yield* Effect.context<RG>()
    const health = yield* Health.make({ service: options.name, version: options.version, checks: options.checks })
    const metrics = yield* Metrics.make(options.figures, options.gauges)
    const routes = HttpRouter.empty.pipe(
      HttpRouter.get("/health", Effect.map(health, Health.toResponse)),
      HttpRouter.get("/health/live", Effect.succeed(Health.alive)),
      HttpRouter.get("/metrics", Effect.provide(metrics, context))
    )
    if (options.document === undefined) return routes
    const document = ApiDocument.pick(options.document, (path) => !ApiDocument.isInternal(path))
    const plain = PlainDocs.render(document)
    const pages = new Map(yield* DocsPage.make({ title: document.info.title, plain: Effect.succeed(plain) }))
    if (document.paths["/"] === undefined)
      pages.set("/", FrontPage.make({ name: options.name, version: options.version }))
    return [...pages].reduce(
      (all, [path, answer]) => HttpRouter.get(all, path as HttpRouter.PathInput, asked(answer)),
      routes.pipe(
        HttpRouter.get("/openapi.json", Effect.succeed(HttpServerResponse.unsafeJson(document))),
        HttpRouter.get("/internal/openapi.json", Effect.succeed(HttpServerResponse.unsafeJson(options.document)))
      )
    )
  })

const asked = (answer: PageRoute) =>
  Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers }) => answer(headers))
