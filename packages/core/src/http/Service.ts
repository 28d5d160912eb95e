import type { HttpApiGroup, HttpApp, HttpServerError, HttpServerRequest } from "@effect/platform"
import { HttpRouter, HttpServer } from "@effect/platform"
import { Chunk, type ConfigError, Effect, Layer, type Scope } from "effect"
import * as ApiRoutes from "../internal/http/ApiRoutes.js"
import * as Problems from "../internal/http/Problems.js"
import * as ServedApi from "../internal/http/ServedApi.js"
import * as SystemRoutes from "../internal/http/SystemRoutes.js"
import { RequestMetrics } from "../metrics/RequestMetrics.js"
import * as LeanHttpServer from "./LeanHttpServer.js"
import type { ServerOptions } from "./ServerOptions.js"

/** What every service has: a name (`wallet_service`), a port, what it needs to serve, figures, and the server's limits. */
export interface ServiceOptions<RC, RG>
  extends ServedApi.NamedOptions<RC, RG>,
    Pick<ServerOptions, "receiveTimeout" | "linger"> {
  readonly port: number | Effect.Effect<number, ConfigError.ConfigError>
  /** The address to listen on; by default 127.0.0.1. */
  readonly host?: string | Effect.Effect<string, ConfigError.ConfigError>
}

type StartError = ConfigError.ConfigError | HttpServerError.ServeError

/**
 * A whole service as one layer: server, API, problems, `/health`, `/health/live`, `/metrics`, `/openapi.json`, `/docs`, `/`.
 * It is fresh each time, so several in one process never share a router; what `handlers` and `checks` need is provided
 * from outside, once, and outlives the draining of requests. An API with a fault (`ApiCheck`) is a defect at once.
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
  options: ServiceOptions<RC, RG> & ServedApi.ApiOptions<Id, Groups, AE, AR, HE, HR>
): Layer.Layer<
  HttpServer.HttpServer,
  HE | StartError,
  HR | AR | HttpApiGroup.HttpApiGroup.ErrorContext<Groups> | RC | RG
> => {
  const context = ServedApi.context(options)
  const bodyLimitOf = ServedApi.bodyLimitOf(options.api, options.bodyLimit)
  return Layer.suspend(() => {
    const figures = new RequestMetrics()
    const served = Effect.gen(function* () {
      const { app, dispatch } = yield* ServedApi.make(options, figures)
      const server = yield* LeanHttpServer.LeanHttpServer
      yield* server.serveRoutes(app, dispatch)
    }).pipe(HttpRouter.withRouterConfig(ServedApi.exactly))
    return Layer.scopedDiscard(served).pipe(
      Layer.provide(context),
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
    const figures = new RequestMetrics()
    const served = Effect.gen(function* () {
      const system = yield* SystemRoutes.make(ServedApi.toSystem(options, figures, undefined))
      const all = HttpRouter.all(system, "*", options.app)
      const server = yield* HttpServer.HttpServer
      yield* server.serve(Problems.rendered(Chunk.toReadonlyArray(system.routes))(ApiRoutes.watched(all, [])))
    })
    return Layer.scopedDiscard(HttpRouter.withRouterConfig(served, ServedApi.exactly)).pipe(
      Layer.provideMerge(listening(options, figures, options.bodyLimitOf))
    )
  }).pipe(Layer.fresh)

/** What is left for an importer to provide: a service brings its own scope and server, and a request the rest. */
type Outside<R> = Exclude<Exclude<R, Scope.Scope>, HttpServer.HttpServer>
type WithoutRequest<R> = Exclude<
  Exclude<HttpRouter.HttpRouter.ExcludeProvided<R>, HttpRouter.RouteContext>,
  HttpServerRequest.HttpServerRequest
>

const listening = <RC, RG>(
  options: ServiceOptions<RC, RG>,
  figures: RequestMetrics,
  bodyLimitOf: ServerOptions["bodyLimitOf"]
): Layer.Layer<HttpServer.HttpServer | LeanHttpServer.LeanHttpServer, StartError> => {
  const observe = ServedApi.observer(figures)
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
