import { Readable } from "node:stream"
import { type HttpApp, HttpRouter, HttpServer, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Layer, type Scope, Stream } from "effect"
import * as LeanHttpServer from "../../src/http/LeanHttpServer.js"
import type { LoopOptions, ServerOptions } from "../../src/http/ServerOptions.js"
import { sampled } from "../../src/testing/LongRun.js"
import * as TestHttp from "../../src/testing/TestHttp.js"
import * as RawSocket from "./RawSocket.js"
import { servers } from "./servers.js"

const start = <E>(app: HttpApp.Default<E, Scope.Scope>, options: Partial<ServerOptions> = {}) =>
  TestHttp.start(HttpServer.serve(app).pipe(Layer.provideMerge(LeanHttpServer.layer({ port: 0, ...options }))))

const echo = Effect.map(
  Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) => request.text),
  (text) => HttpServerResponse.text(`<${text}>`)
)

/** Moves money when it is released. */
const money = Effect.gen(function* () {
  const entered = yield* Deferred.make<void>()
  const release = yield* Deferred.make<void>()
  const handler = Deferred.succeed(entered, undefined).pipe(
    Effect.zipRight(Deferred.await(release)),
    Effect.as(HttpServerResponse.text("applied"))
  )
  return { app: HttpRouter.post(HttpRouter.empty, "/", handler, { uninterruptible: true }), entered, release }
})

describe("headers", () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => `x-${n}: ${n}\r\n`).join("")
  const request = (headers: number) =>
    `POST / HTTP/1.1\r\nhost: a\r\n${many(headers - 3)}connection: close\r\ncontent-length: 4\r\n\r\nbody`

  it.scopedLive("past their number are refused: a length among them would be an empty body", () =>
    Effect.gen(function* () {
      const http = yield* start(echo)
      for (const [headers, answer] of [
        [128, "<body>"],
        [129, "headers-too-large"],
        [1500, "headers-too-large"]
      ] as const) {
        const raw = yield* RawSocket.open(http.port)
        yield* raw.send(request(headers))
        expect(yield* raw.untilClosed).toContain(answer)
      }
    })
  )

  it.scopedLive.each([
    ["two hosts", "host: a\r\nhost: a\r\n"],
    ["two lengths", "host: a\r\ncontent-length: 4\r\ncontent-length: 4\r\n"],
    ["two tokens", "host: a\r\nauthorization: Bearer a\r\nAuthorization: Bearer b\r\ncontent-length: 4\r\n"],
    ["two media types", "host: a\r\ncontent-type: text/plain\r\nContent-Type: text/xml\r\ncontent-length: 4\r\n"],
    ["a length and chunks", "host: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n"],
    ["an encoding that is not chunked", "host: a\r\ntransfer-encoding: gzip, chunked\r\n"],
    ["chunks twice", "host: a\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n"],
    ["a length with a sign", "host: a\r\ncontent-length: +4\r\n"],
    ["a length in hexadecimal", "host: a\r\ncontent-length: 0x4\r\n"],
    ["a space before a colon", "host: a\r\ncontent-length : 4\r\n"],
    ["a folded header", "host: a\r\nx: b\r\n content-length: 4\r\n"],
    ["a bare line feed", "host: a\ncontent-length: 4\r\n"],
    ["a bare carriage return", "host: a\r\nx: b\rcontent-length: 4\r\n"],
    ["a NUL", "host: a\r\nx: b\0c\r\n"]
  ])("%s are read by no server in a way of its own", ([_, headers]) =>
    Effect.gen(function* () {
      const http = yield* start(echo)
      const raw = yield* RawSocket.open(http.port)
      yield* raw.send(`POST / HTTP/1.1\r\n${headers}\r\nbodyGET / HTTP/1.1\r\nhost: a\r\n\r\n`)
      const answer = yield* raw.untilClosed
      expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 400"])
      expect(answer.toLowerCase()).toContain("connection: close")
    })
  )

  it.scopedLive("that are no headers leave a target that is too long a 414", () =>
    Effect.gen(function* () {
      const http = yield* start(echo)
      for (const length of [9_000, 20_000, 60_000]) {
        const raw = yield* RawSocket.open(http.port)
        yield* raw.send(`GET /${"x".repeat(length)} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)
        expect(yield* raw.untilClosed).toContain("HTTP/1.1 414 ")
      }
    })
  )
})

describe("what was applied is answered first", () => {
  it.scopedLive.each([
    ["bytes that are no HTTP", "HELLO\r\n\r\n", 400],
    ["a request with two lengths", "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n", 400],
    ["a chunk that is none", "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", 400],
    ["a request for a target that is not served", "GET //x HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", 404],
    ["a request for a tunnel", "CONNECT a:443 HTTP/1.1\r\nhost: a:443\r\n\r\n", 400],
    ["headers without end", `GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(20_000)}\r\n\r\n`, 431],
    ["half of a request, which does not arrive in time", "POST / HTTP/1.1\r\nhost: a\r\ncontent-le", 408]
  ] as const)("though it is followed by %s", ([_, garbage, status]) =>
    Effect.gen(function* () {
      const { app, entered, release } = yield* money
      const http = yield* start(app, { receiveTimeout: "300 millis" })
      const raw = yield* RawSocket.open(http.port)
      yield* raw.send(RawSocket.request("POST", "/", "{}") + garbage)
      yield* Deferred.await(entered)
      // A second request on the connection, by which time the garbage has been read.
      const other = yield* RawSocket.open(http.port)
      yield* other.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nab")
      yield* other.untilClosed
      yield* Deferred.succeed(release, undefined)
      const answers = yield* raw.untilClosed
      expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", `HTTP/1.1 ${status}`])
      expect(answers).toContain("applied")
    })
  )
})

describe.each(sampled(servers, 5))("a body that comes in pieces on $name", ({ serveApp }) => {
  const start = <E>(app: HttpApp.Default<E, Scope.Scope>, options: LoopOptions = {}) =>
    TestHttp.start(serveApp(app, options))
  const chunk = new Uint8Array(64 * 1024)

  it.scopedLive.each([
    ["is not read", Stream.repeatEffect(Effect.as(Effect.yieldNow(), chunk))],
    ["does not come", Stream.concat(Stream.succeed(chunk.subarray(0, 1)), Stream.never)]
  ] as const)("and %s is abandoned", ([_, source]) =>
    Effect.gen(function* () {
      const stopped = yield* Deferred.make<void>()
      const body = Stream.ensuring(source, Deferred.succeed(stopped, undefined))
      const http = yield* start(Effect.succeed(HttpServerResponse.stream(body)), { deadline: "100 millis" })
      const raw = yield* RawSocket.open(http.port)
      raw.socket.pause()
      yield* raw.send(RawSocket.request("GET", "/"))
      yield* Deferred.await(stopped)
    })
  )

  it.scopedLive("and is read continues past the deadline of a handler", () =>
    Effect.gen(function* () {
      const ticks = Stream.tick("150 millis").pipe(Stream.as(chunk.subarray(0, 10)))
      const body = Stream.take(ticks, 12)
      const http = yield* start(Effect.succeed(HttpServerResponse.stream(body)), { deadline: "1 second" })
      expect((yield* http.request("GET", "/")).text.length).toBe(120)
    })
  )

  it.scopedLive("is not left open by HEAD, nor by a client that disconnected", () =>
    Effect.gen(function* () {
      const opened: Array<Readable> = []
      const entered = yield* Deferred.make<void>()
      const release = yield* Deferred.make<void>()
      const file = Effect.sync(() => {
        const readable = new Readable({ read() {} })
        opened.push(readable)
        return HttpServerResponse.raw(readable)
      })
      const slow = Deferred.succeed(entered, undefined).pipe(
        Effect.zipRight(Deferred.await(release)),
        Effect.zipRight(file)
      )
      const gone = yield* Deferred.make<void>()
      const http = yield* start(
        HttpRouter.empty.pipe(HttpRouter.get("/file", file), HttpRouter.get("/slow", slow, { uninterruptible: true })),
        { observe: (_, status) => void (status === 499 && Deferred.unsafeDone(gone, Exit.void)) }
      )
      expect((yield* http.request("HEAD", "/file")).status).toBe(200)
      expect(opened.map(({ destroyed }) => destroyed)).toEqual([true])
      const raw = yield* RawSocket.open(http.port)
      yield* raw.send(RawSocket.request("GET", "/slow"))
      yield* Deferred.await(entered)
      yield* raw.hangUp
      yield* Deferred.await(gone)
      yield* Deferred.succeed(release, undefined)
      yield* Effect.repeat(Effect.yieldNow(), { until: () => opened.length === 2 })
      yield* Effect.repeat(Effect.yieldNow(), { until: () => opened[1]!.destroyed })
    })
  )
})
