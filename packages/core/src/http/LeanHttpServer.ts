import { createServer, type Server } from "node:http"
import { type HttpApp, HttpServer, HttpServerError } from "@effect/platform"
import { Context, Duration, Effect, Layer, type Scope } from "effect"
import * as AppLoop from "../internal/http/AppLoop.js"
import type { RouteDispatch } from "../internal/http/RouteDispatch.js"
import * as RefusedConnection from "./RefusedConnection.js"
import type { ServerOptions } from "./ServerOptions.js"

/** A server that may be given the routes of its app, so that it finds their handlers by itself. */
export interface LeanHttpServer extends HttpServer.HttpServer {
  readonly serveRoutes: <E, R>(
    app: HttpApp.Default<E, R>,
    dispatch: RouteDispatch | undefined
  ) => Effect.Effect<void, never, Scope.Scope | AppLoop.Outside<R>>
}

/** The same server as `HttpServer`, under a tag of its own that knows what it can do. */
export const LeanHttpServer = Context.GenericTag<LeanHttpServer>("@croupier/core/LeanHttpServer")

/**
 * `HttpServer` of the platform on `node:http`, without what makes the stock one slow (spans, header copies, a scope and
 * a dozen fiber steps for each request). A client that hangs up interrupts its handler unless that is uninterruptible;
 * every failure is answered with problem+json; closing the layer lets requests in flight finish first.
 */
export const layer = (
  options: ServerOptions
): Layer.Layer<HttpServer.HttpServer | LeanHttpServer, HttpServerError.ServeError> =>
  Layer.scopedContext(
    Effect.map(make(options), (server) =>
      Context.make(HttpServer.HttpServer, server).pipe(Context.add(LeanHttpServer, server))
    )
  )

/** A server that listens until its scope closes; one app may be served on it. */
export const make = (options: ServerOptions): Effect.Effect<LeanHttpServer, HttpServerError.ServeError, Scope.Scope> =>
  Effect.gen(function* () {
    const server = yield* Effect.acquireRelease(
      Effect.sync(() => create(options)),
      close
    )
    yield* listen(server, options)
    const address = server.address()
    if (address === null || typeof address === "string") return yield* Effect.dieMessage("the server has no TCP port")
    const serveRoutes = <E, R>(app: HttpApp.Default<E, R>, dispatch: RouteDispatch | undefined) =>
      Effect.gen(function* () {
        const loop = yield* AppLoop.make(app, options, dispatch)
        const drain = yield* Effect.sync(() => loop.start(server))
        yield* Effect.addFinalizer(() => drain)
      })
    const http = HttpServer.make({
      address: { _tag: "TcpAddress", hostname: address.address, port: address.port },
      serve: (app, middleware) =>
        serveRoutes(middleware === undefined ? app : middleware(app as Parameters<typeof middleware>[0]), undefined)
    })
    return Object.assign(http, { serveRoutes })
  })

const sweepMillis = 500

const create = (options: ServerOptions): Server => {
  const receiveMillis = Duration.toMillis(options.receiveTimeout ?? "20 seconds")
  const server = createServer({
    requestTimeout: receiveMillis,
    headersTimeout: receiveMillis,
    connectionsCheckingInterval: Math.min(sweepMillis, receiveMillis),
    keepAliveTimeout: 65_000,
    requireHostHeader: false,
    noDelay: true
  })
  // Node would leave out those past a number silently; they are counted when the head is read.
  server.maxHeadersCount = 0
  RefusedConnection.watch(server)
  return server
}

const listen = (server: Server, options: ServerOptions): Effect.Effect<void, HttpServerError.ServeError> =>
  Effect.async((resume) => {
    const onError = (cause: Error): void => resume(Effect.fail(new HttpServerError.ServeError({ cause })))
    server.once("error", onError)
    server.listen({ port: options.port, host: options.host ?? "127.0.0.1", backlog: 1024 }, () => {
      server.off("error", onError)
      resume(Effect.void)
    })
  })

const close = (server: Server): Effect.Effect<void> =>
  Effect.async((resume) => {
    server.close(() => resume(Effect.void))
    server.closeAllConnections()
  })
