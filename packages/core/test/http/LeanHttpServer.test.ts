import { get } from "node:http"
import { HttpApp, HttpRouter, HttpServer, HttpServerRequest, HttpServerResponse, Multipart } from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, Layer, Option, Ref, Scope, Stream } from "effect"
import * as LeanHttpServer from "../../src/http/LeanHttpServer.js"
import type { LoopOptions, ServerOptions } from "../../src/http/ServerOptions.js"
import { sampled } from "../../src/testing/LongRun.js"
import * as TestHttp from "../../src/testing/TestHttp.js"
import * as RawSocket from "./RawSocket.js"
import { servers, type TestServer } from "./servers.js"

const start = <E>(app: HttpApp.Default<E, Scope.Scope>, options: Partial<ServerOptions> = {}) =>
  TestHttp.start(HttpServer.serve(app).pipe(Layer.provideMerge(LeanHttpServer.layer({ port: 0, ...options }))))

const startOn =
  ({ serveApp }: TestServer) =>
  <E>(app: HttpApp.Default<E, Scope.Scope>, options: LoopOptions = {}) =>
    TestHttp.start(serveApp(app, options))

const echo = Effect.map(
  Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) => request.text),
  (text) => HttpServerResponse.text(text)
)

/** An app with one handler, which waits until it is released, and records its outcome. */
const waiting = (uninterruptible: boolean) =>
  Effect.gen(function* () {
    const entered = yield* Deferred.make<void>()
    const release = yield* Deferred.make<void>()
    const end = yield* Deferred.make<"finished" | "interrupted">()
    const handler = Deferred.succeed(entered, undefined).pipe(
      Effect.zipRight(Deferred.await(release)),
      Effect.onExit((exit) => Deferred.succeed(end, Exit.isSuccess(exit) ? "finished" : "interrupted")),
      Effect.as(HttpServerResponse.text("done"))
    )
    const app = HttpRouter.get(HttpRouter.empty, "/", handler, { uninterruptible })
    return { app, entered, release, end }
  })

/** One request to a host by name, on a connection of its own. */
const send = (port: number, host: string, path: string) =>
  Effect.async<{ readonly status: number; readonly retryAfter: string | undefined }>((resume) => {
    get({ port, host: "127.0.0.1", path, headers: { host }, agent: false }, (response) => {
      response.resume()
      const { headers, statusCode = 0 } = response
      resume(Effect.succeed({ status: statusCode, retryAfter: headers["retry-after"] }))
    })
  })

const problem = (response: string): { readonly status: number; readonly code: string; readonly detail: string } =>
  JSON.parse(response.slice(response.indexOf("\r\n\r\n") + 4))

describe.each(sampled(servers, 5))("requests and responses on $name", (server) => {
  const start = startOn(server)

  it.scopedLive("a body comes back as it was sent, text that is not ASCII too", () =>
    Effect.gen(function* () {
      const http = yield* start(echo)
      for (const body of ["", "plain", "원 ₩ ½ 🎲", "x".repeat(100_000)]) {
        expect((yield* http.request("POST", "/", { body })).text).toBe(body)
      }
    })
  )

  it.scopedLive("over the maximum in flight are refused, those of another host and of a health check later", () =>
    Effect.gen(function* () {
      const { app, release } = yield* waiting(false)
      const served = HttpRouter.get(app, "/health", HttpServerResponse.text("well"))
      const http = yield* start(served, { maxInFlight: 4 })
      const from = (host: string, path = "/") => send(http.port, host, path)
      const flood = yield* Effect.forEach([1, 2, 3], () => Effect.fork(from("aurora.test")))
      yield* Effect.sleep("50 millis")
      const over = yield* from("aurora.test")
      expect([over.status, over.retryAfter]).toEqual([503, "1"])
      expect((yield* from("aurora.test", "/health")).status).toBe(200)
      const other = yield* Effect.fork(from("borealis.test"))
      yield* Effect.sleep("50 millis")
      expect((yield* from("cygnus.test")).status).toBe(503)
      yield* Deferred.succeed(release, undefined)
      for (const { status } of yield* Fiber.joinAll([...flood, other])) expect(status).toBe(200)
      expect((yield* from("aurora.test")).status).toBe(200)
    })
  )

  it.scopedLive("the bytes that a signature is checked over are those on the wire", () =>
    Effect.gen(function* () {
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
      const http = yield* start(
        Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
          Effect.map(request.arrayBuffer, (buffer) => HttpServerResponse.text(Buffer.from(buffer).toString("hex")))
        )
      )
      expect((yield* http.request("POST", "/", { body: bytes })).text).toBe(Buffer.from(bytes).toString("hex"))
    })
  )

  it.scopedLive("form bodies and parts of a form are read", () =>
    Effect.gen(function* () {
      const app = HttpRouter.empty.pipe(
        HttpRouter.post(
          "/form",
          Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
            Effect.map(request.urlParamsBody, (params) => HttpServerResponse.unsafeJson(params))
          )
        ),
        HttpRouter.post(
          "/parts",
          Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
            Stream.runCollect(request.multipartStream).pipe(
              Effect.map((parts) =>
                HttpServerResponse.text(
                  [...parts]
                    .filter(Multipart.isField)
                    .map(({ key, value }) => `${key}=${value}`)
                    .join()
                )
              )
            )
          )
        )
      )
      const http = yield* start(app)
      const form = yield* http.request("POST", "/form", {
        body: "a=1&b=%EC%9B%90",
        headers: { "content-type": "application/x-www-form-urlencoded" }
      })
      expect(form.json).toEqual([
        ["a", "1"],
        ["b", "원"]
      ])
      const part = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n'
      const parts = yield* http.request("POST", "/parts", {
        body: part,
        headers: { "content-type": "multipart/form-data; boundary=x" }
      })
      expect(parts.text).toBe("a=1")
    })
  )

  it.scopedLive("one connection carries many requests, also when they are sent at once", () =>
    Effect.gen(function* () {
      const http = yield* start(echo)
      const raw = yield* RawSocket.open(http.port)
      yield* raw.send(RawSocket.request("POST", "/", "first"))
      yield* raw.until("first")
      yield* raw.send(RawSocket.request("POST", "/", "second") + RawSocket.request("POST", "/", "third"))
      const all = yield* raw.until("third")
      expect(all.match(/HTTP\/1\.1 200/g)).toHaveLength(3)
      expect(all.indexOf("second")).toBeLessThan(all.indexOf("third"))
    })
  )

  it.scopedLive("cookies, pre-response handlers and the request's scope work as on the stock server", () =>
    Effect.gen(function* () {
      const closed = yield* Ref.make(0)
      const http = yield* start(
        Effect.gen(function* () {
          yield* Effect.addFinalizer(() => Ref.update(closed, (n) => n + 1))
          yield* HttpApp.appendPreResponseHandler((_request, response) =>
            Effect.succeed(HttpServerResponse.setHeader(response, "x-late", "yes"))
          )
          return HttpServerResponse.unsafeSetCookie(HttpServerResponse.text("ok"), "a", "b")
        })
      )
      const { headers } = yield* http.request("GET", "/")
      expect(headers.get("x-late")).toBe("yes")
      expect(headers.get("set-cookie")).toBe("a=b")
      expect(yield* Ref.get(closed)).toBe(1)
    })
  )

  it.scopedLive("HEAD is answered with the head of GET and no body", () =>
    Effect.gen(function* () {
      const http = yield* start(HttpRouter.get(HttpRouter.empty, "/", HttpServerResponse.text("12345")))
      const response = yield* http.request("HEAD", "/")
      expect([response.status, response.headers.get("content-length"), response.text]).toEqual([200, "5", ""])
    })
  )

  it.scopedLive("a streamed body arrives whole, and breaks off visibly when its source fails", () =>
    Effect.gen(function* () {
      const chunk = new Uint8Array(64 * 1024).fill(97)
      const http = yield* start(
        HttpRouter.empty.pipe(
          HttpRouter.get("/whole", HttpServerResponse.stream(Stream.range(1, 64).pipe(Stream.as(chunk)))),
          HttpRouter.get(
            "/broken",
            HttpServerResponse.stream(Stream.concat(Stream.succeed(chunk), Stream.fail("source")))
          )
        )
      )
      expect((yield* http.request("GET", "/whole")).text.length).toBe(64 * chunk.length)
      const broken = yield* Effect.exit(http.request("GET", "/broken"))
      expect(Exit.isFailure(broken)).toBe(true)
    })
  )

  it.scopedLive("the trace of a request is its caller's, or a new one", () =>
    Effect.gen(function* () {
      const http = yield* start(echo)
      const traceId = "0af7651916cd43dd8448eb211c80319c"
      const traced = yield* http.request("GET", "/", { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } })
      expect(traced.headers.get("x-trace-id")).toBe(traceId)
      const fresh = yield* http.request("GET", "/", {
        headers: { traceparent: `00-${"0".repeat(32)}-b7ad6b7169203331-01` }
      })
      expect(fresh.headers.get("x-trace-id")).toMatch(/^(?!0{32})[0-9a-f]{32}$/)
    })
  )
})

describe("bad input that Node's parser finds gets one clear problem", () => {
  it.scopedLive.each([
    ["no HTTP at all", "HELLO\r\n\r\n", 400, "malformed-request"],
    ["a method that does not exist", "BREW / HTTP/1.1\r\nhost: a\r\n\r\n", 400, "malformed-request"],
    ["no Host header", "GET / HTTP/1.1\r\n\r\n", 400, "malformed-request"],
    [
      "length and chunks at once",
      "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n",
      400,
      "malformed-request"
    ],
    ["headers without end", `GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(20_000)}\r\n\r\n`, 431, "headers-too-large"],
    [
      "a length over the limit, asking first",
      "POST / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 10485760\r\n\r\n",
      413,
      "body-too-large"
    ]
  ] as const)("%s", ([_, bytes, status, code]) =>
    Effect.gen(function* () {
      const http = yield* start(echo)
      const raw = yield* RawSocket.open(http.port)
      yield* raw.send(bytes)
      const response = yield* raw.until('"traceId"')
      expect(response).toContain(`HTTP/1.1 ${status} `)
      expect(response).toContain("content-type: application/problem+json")
      expect(problem(response)).toMatchObject({ status, code })
    })
  )

  it.scopedLive("a body that trickles in, and a head that never ends, time out", () =>
    Effect.gen(function* () {
      const called = yield* Ref.make(0)
      const http = yield* start(
        Effect.zipRight(
          Ref.update(called, (n) => n + 1),
          echo
        ),
        { receiveTimeout: "300 millis" }
      )
      for (const beginning of ["POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nab", "POST / HTTP/1.1\r\nhos"]) {
        const raw = yield* RawSocket.open(http.port)
        yield* raw.send(beginning)
        const response = yield* raw.untilClosed
        expect(response).toContain("HTTP/1.1 408 ")
        expect(problem(response).code).toBe("request-timeout")
      }
      expect(yield* Ref.get(called)).toBe(0)
    })
  )
})

describe.each(sampled(servers, 5))("bad input gets one clear problem on $name", (server) => {
  const start = startOn(server)

  it.scopedLive("a length over the limit", () =>
    Effect.gen(function* () {
      const raw = yield* RawSocket.open((yield* start(echo)).port)
      yield* raw.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10485760\r\n\r\n")
      const response = yield* raw.until('"traceId"')
      expect(response).toContain("HTTP/1.1 413 ")
      expect(response).toContain("content-type: application/problem+json")
      expect(response).toContain('"code":"body-too-large"')
    })
  )

  it.scopedLive("10 MB are refused before they are read, in one piece or in chunks, and the sender gets to know", () =>
    Effect.gen(function* () {
      const called = yield* Ref.make(0)
      const http = yield* start(
        Effect.zipRight(
          Ref.update(called, (n) => n + 1),
          echo
        )
      )
      const whole = yield* http.request("POST", "/", { body: "x".repeat(10 * 1024 * 1024) })
      expect(whole.json).toMatchObject({ status: 413, code: "body-too-large", limit: 131_072 })
      const raw = yield* RawSocket.open(http.port)
      yield* raw.send("POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n")
      const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`
      for (let sent = 0; sent < 4; sent++) yield* raw.send(chunk)
      expect(yield* raw.until('"traceId"')).toContain("HTTP/1.1 413 ")
      yield* raw.untilClosed
      expect(yield* Ref.get(called)).toBe(0)
    })
  )

  it.scopedLive("a route may take more than the others, and no more than it says", () =>
    Effect.gen(function* () {
      const http = yield* start(echo, { bodyLimitOf: (_method, path) => (path === "/import" ? 1_000_000 : 131_072) })
      expect((yield* http.request("POST", "/import", { body: "x".repeat(1_000_000) })).status).toBe(200)
      expect((yield* http.request("POST", "/import", { body: "x".repeat(1_000_001) })).status).toBe(413)
      expect((yield* http.request("POST", "/", { body: "x".repeat(131_072) })).status).toBe(200)
      expect((yield* http.request("POST", "/", { body: "x".repeat(131_073) })).status).toBe(413)
    })
  )

  it.scopedLive(
    "a defect is a 500 that discloses nothing of its cause, and so is a header that cannot be written",
    () =>
      Effect.gen(function* () {
        const http = yield* start(
          HttpRouter.empty.pipe(
            HttpRouter.get("/defect", Effect.dieMessage("SELECT secret FROM /srv/app.ts")),
            HttpRouter.get("/header", HttpServerResponse.text("ok", { headers: { "x-broken": "a\r\nb" } }))
          )
        )
        for (const path of ["/defect", "/header"]) {
          const response = yield* http.request("GET", path)
          expect(response.json).toMatchObject({ status: 500, code: "internal-error" })
          expect(response.text).not.toMatch(/SELECT|srv|\bat /)
        }
        expect((yield* http.request("GET", "/nowhere")).json).toMatchObject({ status: 404, code: "not-found" })
      })
  )
})

describe.each(sampled(servers, 5))("a client that disconnects from $name", (server) => {
  const start = startOn(server)

  it.scopedLive("interrupts an ordinary handler", () =>
    Effect.gen(function* () {
      const { app, end, entered } = yield* waiting(false)
      const raw = yield* RawSocket.open((yield* start(app)).port)
      yield* raw.send(RawSocket.request("GET", "/"))
      yield* Deferred.await(entered)
      yield* raw.hangUp
      expect(yield* Deferred.await(end)).toBe("interrupted")
    })
  )

  it.scopedLive("does not interrupt one that moves money: it runs to its end", () =>
    Effect.gen(function* () {
      const { app, end, entered, release } = yield* waiting(true)
      const gone = yield* Deferred.make<void>()
      const observe = (): void => Deferred.unsafeDone(gone, Exit.void)
      const raw = yield* RawSocket.open((yield* start(app, { observe })).port)
      yield* raw.send(RawSocket.request("GET", "/"))
      yield* Deferred.await(entered)
      yield* raw.hangUp
      yield* Deferred.await(gone)
      yield* Deferred.succeed(release, undefined)
      expect(yield* Deferred.await(end)).toBe("finished")
    })
  )

  it.scopedLive("stops a stream that is no longer read", () =>
    Effect.gen(function* () {
      const stopped = yield* Deferred.make<void>()
      const body = Stream.repeatEffect(Effect.as(Effect.yieldNow(), new Uint8Array(1024))).pipe(
        Stream.ensuring(Deferred.succeed(stopped, undefined))
      )
      const raw = yield* RawSocket.open((yield* start(Effect.succeed(HttpServerResponse.stream(body)))).port)
      yield* raw.send(RawSocket.request("GET", "/"))
      yield* raw.until("HTTP/1.1 200")
      yield* raw.hangUp
      yield* Deferred.await(stopped)
    })
  )
})

describe.each(sampled(servers, 5))("time on $name", (server) => {
  const start = startOn(server)

  it.scopedLive("a handler past its deadline is interrupted and answered with 503", () =>
    Effect.gen(function* () {
      const { app, end } = yield* waiting(false)
      const http = yield* start(app, { deadline: "100 millis" })
      const response = yield* http.request("GET", "/")
      expect(response.json).toMatchObject({ status: 503, code: "unavailable" })
      expect(response.headers.get("retry-after")).toBe("1")
      expect(yield* Deferred.await(end)).toBe("interrupted")
    })
  )
})

describe("stopping", () => {
  const started = <E>(app: HttpApp.Default<E>, options: Partial<ServerOptions> = {}) =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const http = yield* Scope.extend(start(app, options), scope)
      return { http, stop: Scope.close(scope, Exit.void) }
    })

  it.scopedLive("lets requests in flight finish, takes no new ones, and then closes", () =>
    Effect.gen(function* () {
      const { app, entered, release } = yield* waiting(false)
      const { http, stop } = yield* started(app)
      const raw = yield* RawSocket.open(http.port)
      const idle = yield* RawSocket.open(http.port)
      yield* idle.send(RawSocket.request("GET", "/nowhere"))
      yield* idle.until('"traceId"')
      yield* raw.send(RawSocket.request("GET", "/"))
      yield* Deferred.await(entered)
      const stopping = yield* Effect.fork(stop)
      yield* idle.untilClosed
      expect(Option.isNone(yield* Fiber.poll(stopping))).toBe(true)
      expect(Exit.isFailure(yield* Effect.exit(http.request("GET", "/")))).toBe(true)
      yield* Deferred.succeed(release, undefined)
      const response = yield* raw.untilClosed
      expect(response).toContain("HTTP/1.1 200")
      expect(response.toLowerCase()).toContain("connection: close")
      yield* Fiber.join(stopping)
    })
  )

  it.scopedLive(
    "answers what an open connection still brings, as its last, and waits no longer once all are closed",
    () =>
      Effect.gen(function* () {
        const { http, stop } = yield* started(echo, { linger: "40 seconds", drainTimeout: "40 seconds" })
        const open = yield* RawSocket.open(http.port)
        yield* open.send(RawSocket.request("POST", "/", "first"))
        yield* open.until("first")
        const stopping = yield* Effect.fork(stop)
        yield* Effect.repeat(Effect.exit(RawSocket.refused(http.port)), { until: Exit.isSuccess })
        yield* open.send(RawSocket.request("POST", "/", "second"))
        const answers = yield* open.untilClosed
        expect(answers).toMatch(/keep-alive[\s\S]*first[\s\S]*connection: close[\s\S]*second$/i)
        yield* Fiber.join(stopping)
      })
  )

  it.scopedLive("ends a handler that does not finish in time, and does not wait forever for one that may not be", () =>
    Effect.gen(function* () {
      for (const uninterruptible of [false, true]) {
        const { app, end, entered, release } = yield* waiting(uninterruptible)
        const { http, stop } = yield* started(app, { drainTimeout: "100 millis" })
        const raw = yield* RawSocket.open(http.port)
        yield* raw.send(RawSocket.request("GET", "/"))
        yield* Deferred.await(entered)
        yield* stop
        const response = yield* raw.untilClosed
        if (uninterruptible) yield* Deferred.succeed(release, undefined)
        else expect(response).toContain("HTTP/1.1 503")
        expect(yield* Deferred.await(end)).toBe(uninterruptible ? "finished" : "interrupted")
      }
    })
  )
})
