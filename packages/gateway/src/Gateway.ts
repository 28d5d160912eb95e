import { createServer, type Server } from "node:http"
import { CallerPass } from "@croupier/core/auth/CallerPass"
import type { ServiceName } from "@croupier/core/auth/Principal"
import { TokenVerifier } from "@croupier/core/auth/TokenVerifier"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import * as RefusedConnection from "@croupier/core/http/RefusedConnection"
import { RequestMetrics } from "@croupier/core/metrics/RequestMetrics"
import { HttpServerError } from "@effect/platform"
import { type ConfigError, Context, Effect, Layer, type Scope } from "effect"
import { defaultAnswers } from "./CallbackFailure.js"
import * as GatewayConfig from "./GatewayConfig.js"
import type { GatewayOptions } from "./GatewayOptions.js"
import { Admission } from "./internal/Admission.js"
import { CallerPasses } from "./internal/CallerPasses.js"
import { Cors } from "./internal/Cors.js"
import { Entrance } from "./internal/Entrance.js"
import * as GatewayMetrics from "./internal/GatewayMetrics.js"
import * as OwnRoutes from "./internal/OwnRoutes.js"
import { RateLimiter } from "./internal/RateLimiter.js"
import * as RouteTable from "./internal/RouteTable.js"
import * as Upstream from "./internal/Upstream.js"
import * as MergedApi from "./MergedApi.js"
import { routes as allRoutes } from "./Route.js"
import { defaultLimits } from "./RouteClass.js"
import * as TrustedProxies from "./TrustedProxies.js"

/** The running gateway: the ports it listens on. */
export class Gateway extends Context.Tag("@croupier/gateway/Gateway")<
  Gateway,
  { readonly port: number; readonly metricsPort: number | undefined }
>() {}

/** What a gateway needs to identify the caller and the brand of a request. */
export type GatewayNeeds = BrandDirectory | TokenVerifier | CallerPass

/** Listens until the scope closes, then lets the requests in flight finish (8 seconds at most). */
export const layer = (options: GatewayOptions): Layer.Layer<Gateway, HttpServerError.ServeError, GatewayNeeds> =>
  Layer.scoped(Gateway, make(options))

/** The gateway by environment; the reference of configuration lists the variables. */
export const layerConfig: Layer.Layer<Gateway, HttpServerError.ServeError | ConfigError.ConfigError, GatewayNeeds> =
  Layer.unwrapEffect(Effect.map(GatewayConfig.config, layer))

const make = (
  options: GatewayOptions
): Effect.Effect<Gateway["Type"], HttpServerError.ServeError, GatewayNeeds | Scope.Scope> =>
  Effect.gen(function* () {
    const upstreams = yield* Effect.forEach(Object.entries(options.upstreams), ([name, url]) =>
      Upstream.make(name as ServiceName, url, options.connections)
    )
    const byName = new Map(upstreams.map((upstream) => [upstream.name, upstream]))
    const limits = { ...defaultLimits, ...options.limits }
    const runtime = yield* Effect.runtime<never>()
    const figures = new RequestMetrics()
    const routes = (options.routes ?? allRoutes).filter(({ upstream }) => byName.has(upstream))
    const directory = yield* BrandDirectory
    const { hstsMaxAge = GatewayConfig.year } = options
    const entrance = new Entrance({
      runtime,
      cors: new Cors(runtime, directory),
      transport: hstsMaxAge === 0 ? [] : ["strict-transport-security", `max-age=${hstsMaxAge}`],
      upstreams: byName,
      limits,
      figures,
      proxies: options.proxies ?? TrustedProxies.none,
      callbackAnswers: options.callbackAnswers ?? defaultAnswers,
      own: yield* OwnRoutes.make({ upstreams, routes, directory, api: yield* MergedApi.make(upstreams) }),
      admission: new Admission({
        runtime,
        table: RouteTable.make(routes),
        directory,
        verifier: yield* TokenVerifier,
        passes: new CallerPasses(yield* CallerPass),
        limiter: new RateLimiter(limits, options.unverifiedCallbacks),
        enforcement: options.enforcement
      })
    })
    const metricsPort = options.metrics && (yield* GatewayMetrics.serve(options.metrics, figures, upstreams))
    const server = yield* Effect.acquireRelease(Effect.sync(create), (server) =>
      Effect.sync(() => server.closeAllConnections())
    )
    const drain = entrance.start(server)
    yield* Effect.addFinalizer(() => drain)
    return { port: yield* listen(server, options), metricsPort }
  })

const create = (): Server => {
  const server = createServer({
    requestTimeout: 20_000,
    headersTimeout: 20_000,
    connectionsCheckingInterval: 500,
    // Without one a request is answered by us, with a problem.
    requireHostHeader: false,
    keepAliveTimeout: 65_000,
    noDelay: true
  })
  // Node would leave out those past a number silently; they are counted when the head is read.
  server.maxHeadersCount = 0
  RefusedConnection.watch(server)
  return server
}

const listen = (
  server: Server,
  options: { readonly port: number; readonly host?: string }
): Effect.Effect<number, HttpServerError.ServeError> =>
  Effect.async((resume) => {
    const onError = (cause: Error): void => resume(Effect.fail(new HttpServerError.ServeError({ cause })))
    server.once("error", onError)
    server.listen({ port: options.port, host: options.host ?? "127.0.0.1", backlog: 1024 }, () => {
      server.off("error", onError)
      const address = server.address()
      resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : options.port))
    })
  })
