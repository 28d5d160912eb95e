import { createServer } from "node:http"
import { HttpRouter, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Context, Deferred, Effect, Exit, Fiber, Layer, Option, Scope } from "effect"
import express from "express"
import Fastify, { type FastifyInstance } from "fastify"
import * as FastifyMount from "../../src/http/adapters/FastifyMount.js"
import * as NodeHandler from "../../src/http/adapters/NodeHandler.js"
import * as WebHandler from "../../src/http/adapters/WebHandler.js"
import * as HostServer from "../../src/testing/HostServer.js"
import * as TestHttp from "../../src/testing/TestHttp.js"

const echo = Effect.map(
  Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ originalUrl, text }) =>
    Effect.map(text, (body) => `${originalUrl} ${body}`)
  ),
  (text) => HttpServerResponse.text(text)
)
const nodeEcho = Layer.scoped(NodeHandler.NodeHandler, NodeHandler.fromApp(echo))
const onNode = (host: HostServer.Host) => TestHttp.start(HostServer.onNode(nodeEcho, host))

describe("a handler in Express", () => {
  it.scopedLive("sees the whole path below a prefix, and keeps the headers that were set before", () =>
    Effect.gen(function* () {
      const http = yield* onNode((handler) => createServer(express().use("/api/wallet", handler)))
      for (const path of ["/api/wallet", "/api/wallet?a=1", "/api/wallet/deep?b=/api/wallet"]) {
        const { headers, text } = yield* http.request("POST", path, { body: "x" })
        expect([text, headers.get("x-powered-by")]).toEqual([`${path} x`, "Express"])
      }
      expect((yield* http.request("GET", "/api/other")).headers.get("x-trace-id")).toBeNull()
    })
  )

  it.scopedLive("behind a parser that has read the body answers 500 at once, and others as ever", () =>
    Effect.gen(function* () {
      const http = yield* onNode((handler) => createServer(express().use(express.json()).use(handler)))
      const json = yield* http.request("POST", "/", { body: { a: 1 } })
      expect([json.status, json.json]).toMatchObject([500, { code: "internal-error" }])
      const headers = { "content-type": "text/plain" }
      expect((yield* http.request("POST", "/", { body: "a", headers })).text).toBe("/ a")
      expect((yield* http.request("GET", "/")).text).toBe("/ ")
    })
  )
})

describe("a handler in Fastify", () => {
  const inFastify =
    (prefixes: ReadonlyArray<string>): HostServer.Host =>
    async (handler) => {
      const mount = FastifyMount.make(handler, { prefixes })
      const app: FastifyInstance = Fastify({ frameworkErrors: mount.frameworkErrors, bodyLimit: 1 })
      app.addHook("onRequest", (_request, reply, done) => {
        reply.header("x-host", "yes")
        done()
      })
      app.register(mount.plugin)
      app.get("/api/wallets", () => "the host's")
      app.get("/api/wallet/taken", () => "never")
      await app.ready()
      return app.server
    }

  it.scopedLive("has what is under its prefixes and nothing else, with the headers of earlier hooks", () =>
    Effect.gen(function* () {
      const http = yield* onNode(inFastify(["/api/wallet", "/callbacks"]))
      for (const path of [
        "/api/wallet",
        "/api/wallet?a",
        "/api/wallet/taken",
        "/callbacks/x",
        "/api/wallet/%EC%9B%90"
      ]) {
        const { headers, text } = yield* http.request("POST", path, { body: "more than one byte" })
        expect([text, headers.get("x-host")]).toEqual([`${path} more than one byte`, "yes"])
      }
      expect((yield* http.request("GET", "/api/wallets")).text).toBe("the host's")
      expect((yield* http.request("GET", "/callbacksx")).json).toMatchObject({ error: "Not Found" })
    })
  )

  it.scopedLive("answers a path that Fastify cannot read; outside of the prefixes Fastify answers as by default", () =>
    Effect.gen(function* () {
      const http = yield* onNode(inFastify(["/api/wallet"]))
      const bad = yield* http.request("GET", "/api/wallet/%ff")
      expect(bad.json).toMatchObject({ status: 400, code: "ill-formed-text" })
      const stock = Fastify()
      const byDefault = yield* Effect.promise(() => stock.inject("/api/other/%ff"))
      const other = yield* http.request("GET", "/api/other/%ff")
      expect([other.status, other.json]).toEqual([byDefault.statusCode, byDefault.json()])
    })
  )
})

describe("a handler of web-standard requests", () => {
  const handler = WebHandler.fromApp(
    HttpRouter.empty.pipe(
      HttpRouter.all("/", echo),
      HttpRouter.get(
        "/peer",
        Effect.map(HttpServerRequest.HttpServerRequest, ({ remoteAddress }) =>
          HttpServerResponse.text(Option.getOrElse(remoteAddress, () => "unknown"))
        )
      ),
      HttpRouter.get("/empty", HttpServerResponse.empty()),
      HttpRouter.get(
        "/cookies",
        HttpServerResponse.unsafeSetCookies(HttpServerResponse.text("ok"), [
          ["a", "1"],
          ["b", "2"]
        ])
      )
    )
  )
  const url = "http://a.test/"
  const ask = (request: Request, peer?: WebHandler.WebPeer) =>
    Effect.flatMap(handler, (handle) =>
      Effect.promise(async () => {
        const response = await handle(request, peer)
        return { status: response.status, headers: response.headers, text: await response.text() }
      })
    )

  it.scopedLive("takes a body that nothing announces, an empty one, and none", () =>
    Effect.gen(function* () {
      const pieces = new Blob(["pie", "ces"]).stream()
      const streamed = new Request(url, { method: "POST", body: pieces, duplex: "half" })
      expect((yield* ask(streamed)).text).toBe("/ pieces")
      expect((yield* ask(new Request(url, { method: "POST", body: "text" }))).text).toBe("/ text")
      expect((yield* ask(new Request(url, { method: "POST", body: "" }))).text).toBe("/ ")
      expect((yield* ask(new Request(url))).text).toBe("/ ")
    })
  )

  it.scopedLive("answers without a body, with several cookies, and knows the peer that its host names", () =>
    Effect.gen(function* () {
      expect(yield* ask(new Request(`${url}empty`))).toMatchObject({ status: 204, text: "" })
      expect((yield* ask(new Request(`${url}cookies`))).headers.getSetCookie()).toEqual(["a=1", "b=2"])
      expect((yield* ask(new Request(`${url}peer`), { remoteAddress: "10.1.2.3" })).text).toBe("10.1.2.3")
      expect((yield* ask(new Request(`${url}peer`))).text).toBe("unknown")
    })
  )

  it.scopedLive.each([
    ["host", "a.test", "b.test"],
    ["content-type", "text/plain", "application/json"],
    ["authorization", "Bearer a", "Bearer b"],
    ["content-length", "0", "1"]
  ] as const)("refuses two values of %s, which Headers joins", ([name, first, second]) =>
    Effect.gen(function* () {
      const headers = new Headers()
      headers.append(name, first)
      headers.append(name, second)
      const { status, text } = yield* ask(new Request(url, { headers }))
      expect([status, text]).toEqual([400, expect.stringContaining("malformed-request")])
      const once = new Headers([[name, first]])
      expect((yield* ask(new Request(url, { headers: once }))).status).toBe(200)
    })
  )

  it.scopedLive("takes an authorization of one scheme with commas in it", () =>
    Effect.gen(function* () {
      const headers = { authorization: 'Digest username="a", realm="b c", nonce="d"' }
      expect((yield* ask(new Request(url, { headers }))).status).toBe(200)
    })
  )

  it.scopedLive("answers 500 for a body that was read before, and 503 for a client that disconnected", () =>
    Effect.gen(function* () {
      const used = new Request(url, { method: "POST", body: "text" })
      yield* Effect.promise(() => used.text())
      expect(yield* ask(used)).toMatchObject({ status: 500 })
      const gone = yield* ask(new Request(url, { method: "POST", body: "text", signal: AbortSignal.abort() }))
      expect([gone.status, gone.text]).toEqual([503, expect.stringContaining("unavailable")])
    })
  )
})

describe("stopping a handler", () => {
  it.scopedLive("waits for requests in flight, and later ones are a 503", () =>
    Effect.gen(function* () {
      const entered = yield* Deferred.make<void>()
      const release = yield* Deferred.make<void>()
      const app = Deferred.succeed(entered, undefined).pipe(
        Effect.zipRight(Deferred.await(release)),
        Effect.as(HttpServerResponse.text("done"))
      )
      const scope = yield* Scope.make()
      const handler = yield* Scope.extend(NodeHandler.fromApp(app), scope)
      const mounted = Layer.succeed(NodeHandler.NodeHandler, handler)
      const http = yield* TestHttp.start(HostServer.onNode(mounted, HostServer.plain))
      const first = yield* Effect.fork(http.request("GET", "/"))
      yield* Deferred.await(entered)
      const stopping = yield* Effect.fork(Scope.close(scope, Exit.void))
      yield* Effect.yieldNow()
      expect(Option.isNone(yield* Fiber.poll(stopping))).toBe(true)
      yield* Deferred.succeed(release, undefined)
      const { headers, text } = yield* Fiber.join(first)
      expect([text, headers.get("connection")]).toEqual(["done", "close"])
      yield* Fiber.join(stopping)
      for (const path of ["/", "/health"]) {
        expect((yield* http.request("GET", path)).json).toMatchObject({ status: 503, code: "unavailable" })
      }
    })
  )

  it.scopedLive("ends what does not finish in time", () =>
    Effect.gen(function* () {
      const entered = yield* Deferred.make<void>()
      const scope = yield* Scope.make()
      const app = Effect.zipRight(Deferred.succeed(entered, undefined), Effect.never)
      const context = yield* Layer.buildWithScope(
        Layer.scoped(NodeHandler.NodeHandler, NodeHandler.fromApp(app, { drainTimeout: "50 millis" })),
        scope
      )
      const mounted = Layer.succeed(NodeHandler.NodeHandler, Context.get(context, NodeHandler.NodeHandler))
      const http = yield* TestHttp.start(HostServer.onNode(mounted, HostServer.plain))
      const first = yield* Effect.fork(Effect.exit(http.request("GET", "/")))
      yield* Deferred.await(entered)
      yield* Scope.close(scope, Exit.void)
      expect(Exit.isFailure(yield* Fiber.join(first))).toBe(true)
    })
  )
})
