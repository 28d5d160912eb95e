import type { HttpServerError, HttpServerRequest } from "@effect/platform"
import { type HttpApi, HttpApiBuilder, type HttpApiGroup, type HttpApp, HttpRouter, HttpServer } from "@effect/platform"
import { Chunk, type ConfigError, Effect, identity, Layer, type Scope } from "effect"
import { codeVersion } from "../CodeVersion.js"
import type * as Health from "../health/Health.js"
import type * as Metrics from "../metrics/Metrics.js"
import { RequestFigures } from "../metrics/RequestFigures.js"
import * as ApiCheck from "./ApiCheck.js"
import * as ApiDocument from "./ApiDocument.js"
import * as ApiRoutes from "./ApiRoutes.js"
import type { Exchange } from "./Exchange.js"
import * as LeanHttpServer from "./LeanHttpServer.js"
import * as Problems from "./Problems.js"
import * as RequestTarget from "./RequestTarget.js"
import * as RouteDispatch from "./RouteDispatch.js"
import { defaultBodyLimit, type ServerOptions } from "./ServerOptions.js"
import * as SystemRoutes from "./SystemRoutes.js"

/** What every service has: a name (`wallet_service`), a port, what it needs to serve, figures, and the server's limits. */
export interface ServiceOptions<RC, RG> extends Omit<ServerOptions, "port" | "host" | "observe" | "bodyLimitOf"> {
  readonly name: string
  readonly port: number | Effect.Effect<number, ConfigError.ConfigError>
  /** The address to listen on; by default 127.0.0.1. */
  readonly host?: string | Effect.Effect<string, ConfigError.ConfigError>
  readonly version?: string
  readonly checks?: Health.Checks<RC>
  readonly gauges?: ReadonlyArray<Metrics.Gauge<RG>>
}

type StartError = ConfigError.ConfigError | HttpServerError.ServeError

/**
 * A whole service as one layer: server, API, problems, `/health`, `/health/live`, `/metrics`, `/openapi.json`, `/docs`.
 * It is fresh each time, so several in one process never share a router; what `handlers` and `checks` need is provided
 * from outside, once, and outlives the draining of requests. An API with a fault (`ApiCheck`) dies at once.
 *
 * @example
 * Service.serve({
 *   name: "wallet_service",
 *   api: WalletApi,
 *   handlers: WalletHandlers.layer,
 *   port: Setting.port("PORT", { description: "where the service listens", default: 8011 }),
 *   checks: { postgres: Effect.flatMap(SqlClient.SqlClient, (sql) => sql`SELECT 1`) }
 * }).pipe(Layer.provide(Wallet.layerSql), Layer.provide(Database.layerConfig), Shell.run)
 */
export const serve = <
  Id extends string,
  Groups extends HttpApiGroup.HttpApiGroup.Any,
  AE,
  AR,
  HE,
  HR,
  RC = never,
  RG = never
>(
  options: ServiceOptions<RC, RG> & {
    readonly api: HttpApi.HttpApi<Id, Groups, AE, AR>
    readonly handlers: Layer.Layer<HttpApiGroup.HttpApiGroup.ToService<Id, Groups>, HE, HR>
  }
): Layer.Layer<
  HttpServer.HttpServer,
  HE | StartError,
  HR | AR | HttpApiGroup.HttpApiGroup.ErrorContext<Groups> | RC | RG
> => {
  const faults = ApiCheck.faults(options.api)
  if (faults.length > 0)
    return Layer.die(new TypeError(`the API of ${options.name} is not whole: ${faults.join("; ")}`))
  const routes = ApiRoutes.fromApi(options.api)
  const bodyLimitOf = (method: string, path: string): number =>
    ApiRoutes.bodyLimitOf(routes, method, path) ?? options.bodyLimit ?? defaultBodyLimit
  return Layer.suspend(() => {
    const figures = new RequestFigures()
    const served = Effect.gen(function* () {
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
      const server = yield* LeanHttpServer.LeanHttpServer
      yield* server.serveRoutes(app, dispatch)
    }).pipe(HttpRouter.withRouterConfig(exactly))
    return Layer.scopedDiscard(served).pipe(
      Layer.provide(Layer.provide(HttpApiBuilder.api(options.api), options.handlers)),
      Layer.provide([HttpApiBuilder.Router.Live, HttpApiBuilder.Middleware.layer, HttpServer.layerContext]),
      Layer.provideMerge(listening(options, figures, bodyLimitOf))
    )
  }).pipe(Layer.fresh)
}

/**
 * The same around an app that is no `HttpApi`, such as a gateway: `/health`, `/health/live` and `/metrics` are ours, all
 * other paths are the app's, and its failures are answered with problems.
 */
export const serveApp = <E, R, RC = never, RG = never>(
  options: ServiceOptions<RC, RG> & {
    readonly app: HttpApp.Default<E, R>
    readonly bodyLimitOf?: ServerOptions["bodyLimitOf"]
  }
): Layer.Layer<HttpServer.HttpServer, StartError, Outside<RC> | Outside<RG> | Outside<WithoutRequest<R>>> =>
  Layer.suspend(() => {
    const figures = new RequestFigures()
    const served = Effect.gen(function* () {
      const system = yield* SystemRoutes.make(toSystem(options, figures, undefined))
      const all = HttpRouter.all(system, "*", options.app)
      const server = yield* HttpServer.HttpServer
      yield* server.serve(Problems.rendered(Chunk.toReadonlyArray(system.routes))(ApiRoutes.watched(all, [])))
    })
    return Layer.scopedDiscard(HttpRouter.withRouterConfig(served, exactly)).pipe(
      Layer.provideMerge(listening(options, figures, options.bodyLimitOf))
    )
  }).pipe(Layer.fresh)

/** A path is served in the spelling that its route has, and parts of it may be as long as a target allows. */
const exactly = {
  ignoreTrailingSlash: false,
  ignoreDuplicateSlashes: false,
  caseSensitive: true,
  maxParamLength: RequestTarget.maxLength
}

/** What is left for an importer to provide: a service brings its own scope and server, and a request the rest. */
type Outside<R> = Exclude<Exclude<R, Scope.Scope>, HttpServer.HttpServer>
type WithoutRequest<R> = Exclude<
  Exclude<HttpRouter.HttpRouter.ExcludeProvided<R>, HttpRouter.RouteContext>,
  HttpServerRequest.HttpServerRequest
>

const versionOf = (options: { readonly version?: string }): string => options.version ?? codeVersion

const toSystem = <RC, RG>(
  options: ServiceOptions<RC, RG>,
  figures: RequestFigures,
  document: SystemRoutes.SystemRoutesOptions<RC, RG>["document"]
): SystemRoutes.SystemRoutesOptions<RC, RG> => ({
  name: options.name,
  version: versionOf(options),
  checks: options.checks ?? {},
  gauges: options.gauges ?? [],
  figures,
  document
})

const listening = <RC, RG>(
  options: ServiceOptions<RC, RG>,
  figures: RequestFigures,
  bodyLimitOf: ServerOptions["bodyLimitOf"]
): Layer.Layer<HttpServer.HttpServer | LeanHttpServer.LeanHttpServer, StartError> => {
  const observe = ({ incoming, route, startedAt }: Exchange, status: number): void =>
    figures.record(incoming.method ?? "GET", route, status, (performance.now() - startedAt) / 1000)
  const { host = "127.0.0.1", port } = options
  const address = Effect.all({
    port: typeof port === "number" ? Effect.succeed(port) : port,
    host: typeof host === "string" ? Effect.succeed(host) : host
  })
  return Layer.unwrapEffect(
    Effect.map(address, (address) =>
      LeanHttpServer.layer({ ...options, ...address, observe, ...(bodyLimitOf === undefined ? {} : { bodyLimitOf }) })
    )
  )
}
