import { createServer } from "node:http"
import { type HttpApiGroup, type HttpApp, HttpServer } from "@effect/platform"
import { Layer, type Scope } from "effect"
import express from "express"
import Fastify, { type FastifyInstance } from "fastify"
import * as FastifyMount from "../../src/http/adapters/FastifyMount.js"
import * as NodeHandler from "../../src/http/adapters/NodeHandler.js"
import * as WebHandler from "../../src/http/adapters/WebHandler.js"
import * as LeanHttpServer from "../../src/http/LeanHttpServer.js"
import type { LoopOptions } from "../../src/http/ServerOptions.js"
import * as Service from "../../src/http/Service.js"
import type { HostedNeeds, HostedOptions } from "../../src/internal/http/adapters/HostedLoop.js"
import * as HostServer from "../../src/testing/HostServer.js"

/** A server that a suite runs on: ours, or another in which the adapters mount an API or an app. */
export interface TestServer {
  readonly name: string
  /** Whether it is ours, so that malformed messages are answered by us. */
  readonly isOurs: boolean
  /** Whether a URL parser has the path before us. */
  readonly parsesUrls: boolean
  readonly serveApp: <E>(
    app: HttpApp.Default<E, Scope.Scope>,
    options?: LoopOptions
  ) => Layer.Layer<HttpServer.HttpServer, unknown>
  readonly serve: <
    Id extends string,
    Groups extends HttpApiGroup.HttpApiGroup.Any,
    AE,
    AR,
    HE,
    HR,
    RC = never,
    RG = never
  >(
    options: HostedOptions<Id, Groups, AE, AR, HE, HR, RC, RG>
  ) => Layer.Layer<HttpServer.HttpServer, unknown, HostedNeeds<Groups, AR, HR, RC, RG>>
}

const ours: TestServer = {
  name: "our server",
  isOurs: true,
  parsesUrls: false,
  serveApp: (app, options = {}) =>
    HttpServer.serve(app).pipe(Layer.provideMerge(LeanHttpServer.layer({ port: 0, ...options }))),
  serve: (options) => Service.serve({ ...options, port: 0 })
}

const onNode = (name: string, host: HostServer.Host): TestServer => ({
  name,
  isOurs: false,
  parsesUrls: false,
  serveApp: (app, options) =>
    HostServer.onNode(Layer.scoped(NodeHandler.NodeHandler, NodeHandler.fromApp(app, options)), host),
  serve: (options) => HostServer.onNode(NodeHandler.layer(options), host)
})

const inExpress: HostServer.Host = (handler) => createServer(express().use(handler))

const inFastify: HostServer.Host = async (handler) => {
  const mount = FastifyMount.make(handler)
  const app: FastifyInstance = Fastify({ frameworkErrors: mount.frameworkErrors })
  app.register(mount.plugin)
  await app.ready()
  return app.server
}

const onWeb: TestServer = {
  name: "a server of web-standard requests",
  isOurs: false,
  parsesUrls: true,
  serveApp: (app, options) => HostServer.onWeb(Layer.scoped(WebHandler.WebHandler, WebHandler.fromApp(app, options))),
  serve: (options) => HostServer.onWeb(WebHandler.layer(options))
}

/** Servers that are not ours. */
export const hosts: ReadonlyArray<TestServer> = [
  onNode("node:http", HostServer.plain),
  onNode("Express", inExpress),
  onNode("Fastify", inFastify),
  onWeb
]

/** Ours and all others. */
export const servers: ReadonlyArray<TestServer> = [ours, ...hosts]
