import { type HttpApi, HttpApiBuilder, type HttpApiGroup, HttpServer } from "@effect/platform"
import { Chunk, Effect, identity, Layer } from "effect"
import { codeVersion } from "../../codeVersion.js"
import type * as Health from "../../health/Health.js"
import * as ApiDocument from "../../http/ApiDocument.js"
import type { Exchange } from "../../http/Exchange.js"
import { defaultBodyLimit, type LoopOptions } from "../../http/ServerOptions.js"
import type * as Metrics from "../../metrics/Metrics.js"
import type { RequestMetrics } from "../../metrics/RequestMetrics.js"
import * as ApiCheck from "./ApiCheck.js"
import * as ApiRoutes from "./ApiRoutes.js"
import * as Problems from "./Problems.js"
import * as RequestTarget from "./RequestTarget.js"
import * as RouteDispatch from "./RouteDispatch.js"
import * as SystemRoutes from "./SystemRoutes.js"

/** What every service has, on whatever server: a name (`wallet_service`), what it needs to serve, metrics, and limits. */
export interface NamedOptions<RC, RG> extends Omit<LoopOptions, "observe" | "bodyLimitOf"> {
  readonly name: string
  readonly version?: string
  readonly checks?: Health.Checks<RC>
  readonly gauges?: ReadonlyArray<Metrics.Gauge<RG>>
}

/** An API and the layer of its handlers. */
export interface ApiOptions<Id extends string, Groups extends HttpApiGroup.HttpApiGroup.Any, AE, AR, HE, HR> {
  readonly api: HttpApi.HttpApi<Id, Groups, AE, AR>
  readonly handlers: Layer.Layer<HttpApiGroup.HttpApiGroup.ToService<Id, Groups>, HE, HR>
}

/**
 * The app of an API with the routes that every service has, and the look-up of its handlers. All of its failures are problems.
 * `context` provides what it needs of the platform; run it, and the server of the app, with the router's configuration `exactly`.
 */
export const make = <Id extends string, Groups extends HttpApiGroup.HttpApiGroup.Any, AE, AR, HE, HR, RC, RG>(
  options: NamedOptions<RC, RG> & ApiOptions<Id, Groups, AE, AR, HE, HR>,
  figures: RequestMetrics
) =>
  Effect.gen(function* () {
    const routes = ApiRoutes.fromApi(options.api)
    const system = yield* SystemRoutes.make(
      toSystem(options, figures, ApiDocument.make(options.api, versionOf(options)))
    )
    const router = yield* HttpApiBuilder.Router
    yield* router.concat(system)
    const all = yield* router.router
    const middleware = yield* HttpApiBuilder.Middleware
    // What guards the API as a whole is no matter of the system routes, which are found before it.
    const isPlain = options.api.middlewares.size === 0 && (yield* middleware.retrieve) === identity
    const dispatch = yield* RouteDispatch.make(isPlain && Chunk.isEmpty(all.mounts) ? all : system, routes)
    yield* middleware.add(Problems.rendered(Chunk.toReadonlyArray(all.routes)))
    const app = yield* Effect.provideService(HttpApiBuilder.httpApp, HttpApiBuilder.Router, {
      ...router,
      router: Effect.succeed(ApiRoutes.watched(all, routes))
    })
    return { app, dispatch }
  })

/** The API with its handlers, and a router of its own. An API with a fault (`ApiCheck`) is a defect at once. */
export const context = <Id extends string, Groups extends HttpApiGroup.HttpApiGroup.Any, AE, AR, HE, HR>(
  options: ApiOptions<Id, Groups, AE, AR, HE, HR> & { readonly name: string }
) => {
  const faults = ApiCheck.faults(options.api)
  const platform = Layer.mergeAll(HttpApiBuilder.Router.Live, HttpApiBuilder.Middleware.layer, HttpServer.layerContext)
  const api = Layer.provide(HttpApiBuilder.api(options.api), options.handlers)
  return faults.length > 0
    ? Layer.die(new TypeError(`the API of ${options.name} is not whole: ${faults.join("; ")}`))
    : Layer.provideMerge(api, platform)
}

/** The body limit of each route of an API, else the service's. */
export const bodyLimitOf = <Id extends string, Groups extends HttpApiGroup.HttpApiGroup.Any, AE, AR>(
  api: HttpApi.HttpApi<Id, Groups, AE, AR>,
  bodyLimit: number = defaultBodyLimit
): ((method: string, path: string) => number) => {
  const routes = ApiRoutes.fromApi(api)
  return (method, path) => ApiRoutes.bodyLimitOf(routes, method, path) ?? bodyLimit
}

/** Counts each exchange in the metrics. */
export const observer =
  (figures: RequestMetrics) =>
  ({ incoming, route, startedAt }: Exchange, status: number): void =>
    figures.record(incoming.method ?? "GET", route, status, (performance.now() - startedAt) / 1000)

/** A path is served in the spelling that its route has, and parts of it may be as long as a target allows. */
export const exactly = {
  ignoreTrailingSlash: false,
  ignoreDuplicateSlashes: false,
  caseSensitive: true,
  maxParamLength: RequestTarget.maxLength
}

/** What the system routes of a service are made of. */
export const toSystem = <RC, RG>(
  options: NamedOptions<RC, RG>,
  figures: RequestMetrics,
  document: SystemRoutes.SystemRoutesOptions<RC, RG>["document"]
): SystemRoutes.SystemRoutesOptions<RC, RG> => ({
  name: options.name,
  version: versionOf(options),
  checks: options.checks ?? {},
  gauges: options.gauges ?? [],
  figures,
  document
})

const versionOf = (options: { readonly version?: string }): string => options.version ?? codeVersion
