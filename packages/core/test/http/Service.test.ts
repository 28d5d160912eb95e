import {
  FetchHttpClient,
  HttpApi,
  HttpApiBuilder,
  HttpApiClient,
  HttpApiEndpoint,
  HttpApiGroup,
  HttpApiMiddleware,
  HttpServer,
  HttpServerRequest,
  HttpServerResponse
} from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Cause, Context, Deferred, Effect, Exit, Layer, Option, Schema, Tracer } from "effect"
import { BodyLimit } from "../../src/http/BodyLimit.js"
import * as IdempotencyKey from "../../src/http/IdempotencyKey.js"
import * as Payload from "../../src/http/Payload.js"
import * as Problem from "../../src/http/Problem.js"
import * as Service from "../../src/http/Service.js"
import { sampled } from "../../src/testing/LongRun.js"
import * as TestHttp from "../../src/testing/TestHttp.js"
import * as RawSocket from "./RawSocket.js"
import { servers, type TestServer } from "./servers.js"

class TooPoor extends Problem.make<TooPoor>()(
  "TooPoor",
  {
    status: 409,
    title: "There is not enough money",
    headers: ({ available }) => ({ "x-available": String(available) })
  },
  { available: Schema.BigInt }
) {}

class TooLate extends Problem.make<TooLate>()("TooLate", { status: 409, title: "It is too late" }) {}

const Purchase = Schema.Struct({ amount: Schema.String, who: Schema.Struct({ name: Schema.String }) })

const Api = HttpApi.make("shop").add(
  HttpApiGroup.make("shop")
    .add(
      HttpApiEndpoint.post("buy", "/api/shop/:id/buy")
        .setPath(Schema.Struct({ id: Schema.NumberFromString.pipe(Schema.int()) }))
        .setPayload(Payload.closed(Purchase))
        .addSuccess(Schema.Struct({ id: Schema.Number, amount: Schema.String }))
        .addError(TooPoor)
        .addError(TooLate)
    )
    .add(
      HttpApiEndpoint.post("callback", "/callbacks/shop").setPayload(Payload.tolerant(Purchase)).addSuccess(Schema.Void)
    )
    .add(
      HttpApiEndpoint.post("import", "/api/shop/import")
        .setPayload(Payload.closed(Schema.Struct({ text: Schema.String })))
        .addSuccess(Schema.Number)
        .annotate(BodyLimit, 10 * 1024 * 1024)
    )
    .add(
      HttpApiEndpoint.put("pay", "/api/shop/pay")
        .setHeaders(IdempotencyKey.Headers)
        .addSuccess(Schema.String)
        .addError(IdempotencyKey.IdempotencyKeyMissing)
        .addError(IdempotencyKey.IdempotencyKeyMalformed)
    )
)

const handlers = HttpApiBuilder.group(Api, "shop", (group) =>
  group
    .handle("buy", ({ path, payload: { amount } }) => {
      if (amount === "poor") return Effect.fail(new TooPoor({ available: 3n, detail: "You have 3." }))
      if (amount === "late") return Effect.fail(new TooLate())
      if (amount === "off") return Effect.succeed({ id: path.id, amount: ["jane@example.org"] as never })
      return Effect.succeed({ id: path.id, amount })
    })
    .handle("callback", () => Effect.void)
    .handle("import", ({ payload }) => Effect.succeed(payload.text.length))
    .handle("pay", ({ headers }) =>
      Effect.flatMap(IdempotencyKey.required(headers), (key) => Effect.as(IdempotencyKey.markReplayed, key))
    )
)

const checks = { sound: Effect.void }
const shopOn = ({ serve }: TestServer) => serve({ name: "shop_service", version: "1.2.3", api: Api, handlers, checks })
const who = { name: "a" }

const client = (baseUrl: string) => Effect.provide(HttpApiClient.make(Api, { baseUrl }), FetchHttpClient.layer)

describe.each(sampled(servers, 5))("problems over a real socket on $name", (server) => {
  const shop = shopOn(server)

  it.scopedLive("what a handler fails with arrives at a typed client as the same class", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(shop)
      const typed = yield* client(http.baseUrl)
      const buy = (amount: string) => Effect.flip(typed.shop.buy({ path: { id: 1 }, payload: { amount, who } }))
      const poor = yield* buy("poor")
      expect(poor).toBeInstanceOf(TooPoor)
      expect(poor).toMatchObject({ _tag: "TooPoor", available: 3n, detail: "You have 3." })
      expect(yield* buy("late")).toBeInstanceOf(TooLate)
    })
  )

  it.scopedLive("a problem on the wire has every member, its headers and the trace of its request", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(shop)
      const response = yield* http.request("POST", "/api/shop/1/buy", { body: { amount: "poor", who } })
      expect(response.status).toBe(409)
      expect(response.headers.get("content-type")).toBe("application/problem+json")
      expect(response.headers.get("x-available")).toBe("3")
      expect(response.json).toEqual({
        type: "urn:croupier:problem:too-poor",
        title: "There is not enough money",
        status: 409,
        code: "too-poor",
        detail: "You have 3.",
        available: "3",
        traceId: response.headers.get("x-trace-id")
      })
    })
  )

  const buy = "/api/shop/1/buy"
  const deep = `${"[".repeat(60_000)}${"]".repeat(60_000)}`
  it.scopedLive.each<readonly [string, readonly [string, string, TestHttp.TestRequest?], object, RegExp]>([
    [
      "a wrong type",
      ["POST", buy, { body: { amount: 5, who } }],
      { status: 400, code: "invalid-request" },
      /^Property "amount": expected string\.$/
    ],
    [
      "a missing property",
      ["POST", buy, { body: { amount: "5", who: {} } }],
      { status: 400, code: "invalid-request" },
      /^Property "who\.name" is missing\.$/
    ],
    [
      "an unknown property",
      ["POST", buy, { body: { amount: "5", who, admin: true } }],
      { status: 400, code: "invalid-request" },
      /^Property "admin" is unknown; expected one of "amount" \| "who"\.$/
    ],
    [
      "an unknown property deep down",
      ["POST", buy, { body: { amount: "5", who: { name: "a", role: "b" } } }],
      { status: 400, errors: [{ pointer: "#/who/role" }] },
      /^Property "who\.role" is unknown/
    ],
    [
      "another shape",
      ["POST", buy, { body: [1] }],
      { status: 400, code: "invalid-request" },
      /^The request: expected \{/
    ],
    [
      "a wrong path parameter",
      ["POST", "/api/shop/x/buy", { body: { amount: "5", who } }],
      { status: 400 },
      /^Property "id": /
    ],
    [
      "malformed JSON",
      ["POST", buy, { body: '{"amount":"sesame' }],
      { status: 400, code: "malformed-json" },
      /^The body is not valid JSON: .*position \d+\.$|ends unexpectedly/
    ],
    ["an empty body", ["POST", buy, { body: "" }], { status: 400, code: "malformed-json" }, /^The body is empty/],
    [
      "a body nested too deep",
      ["POST", buy, { body: deep }],
      { status: 400, code: "malformed-json" },
      /nested more than 100 levels/
    ],
    [
      "a value nested too deep",
      ["POST", buy, { body: `{"amount":${deep},"who":{"name":"a"}}` }],
      { status: 400, code: "malformed-json" },
      /nested more than 100 levels/
    ],
    [
      "another media type",
      ["POST", buy, { body: "a=1", headers: { "content-type": "text/plain" } }],
      { status: 415, code: "unsupported-media-type", accept: ["application/json"] },
      /application\/json/
    ],
    [
      "a path that is no text",
      ["POST", "/api/shop/%ZZ/buy", { body: {} }],
      { status: 404, code: "not-found" },
      /not found/i
    ],
    ["a path that does not exist", ["GET", "/api/shop"], { status: 404, code: "not-found" }, /not found/i],
    [
      "a method that a path does not have",
      ["DELETE", buy],
      { status: 405, code: "method-not-allowed", allow: ["POST"] },
      /POST, not DELETE/
    ],
    [
      "a body too large",
      ["POST", buy, { body: "x".repeat(200_000) }],
      { status: 413, code: "body-too-large" },
      /131072 bytes/
    ],
    [
      "an answer that is off its schema",
      ["POST", buy, { body: { amount: "off", who } }],
      { status: 500, code: "internal-error" },
      /internal server error/i
    ],
    ["no idempotency key", ["PUT", "/api/shop/pay"], { status: 400, code: "idempotency-key-missing" }, /is missing/],
    [
      "a malformed idempotency key",
      ["PUT", "/api/shop/pay", { headers: { "idempotency-key": "a b" } }],
      { status: 400, code: "idempotency-key-malformed" },
      /visible ASCII/
    ]
  ])("%s", ([_, [method, path, request], members, detail]) =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(shop)
      const response = yield* http.request(method, path, request)
      expect(response.headers.get("content-type")).toBe("application/problem+json")
      expect(response.json).toMatchObject(members)
      expect(response.json).toHaveProperty("detail", expect.stringMatching(detail))
      expect(response.json).toHaveProperty("traceId", response.headers.get("x-trace-id"))
      expect(response.text).not.toMatch(/sesame|jane|node_modules/)
      if (response.status === 405) expect(response.headers.get("allow")).toBe("POST")
    })
  )

  it.scopedLive("a callback may hold more than we know", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(shop)
      const body = { amount: "5", who: { ...who, b: 1 }, c: 2 }
      expect((yield* http.request("POST", "/callbacks/shop", { body })).status).toBe(204)
    })
  )

  it.scopedLive("a route with its own limit takes 9 MB, which others refuse", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(shop)
      const text = "x".repeat(9 * 1024 * 1024)
      expect((yield* http.request("POST", "/api/shop/import", { body: { text } })).text).toBe(String(text.length))
    })
  )

  it.scopedLive("a repeated answer is marked", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(shop)
      const response = yield* http.request("PUT", "/api/shop/pay", { headers: { "idempotency-key": "k-1" } })
      expect([response.status, response.json, response.headers.get("idempotent-replayed")]).toEqual([
        200,
        "k-1",
        "true"
      ])
    })
  )
})

describe.each(sampled(servers, 5))("what every service has on $name", (server) => {
  const shop = shopOn(server)

  it.scopedLive("/health names the service and is 503 while something that it needs is missing", () =>
    Effect.gen(function* () {
      const sound = yield* TestHttp.start(shop)
      const ill = yield* TestHttp.start(
        server.serve({
          name: "ill",
          api: Api,
          handlers,
          checks: { ...checks, store: Effect.fail("at 10.0.0.1") }
        })
      )
      expect((yield* sound.request("GET", "/health")).json).toMatchObject({
        status: "ok",
        service: "shop_service",
        version: "1.2.3",
        checks: { sound: { status: "ok" } }
      })
      const report = yield* ill.request("GET", "/health")
      expect([report.status, report.json]).toMatchObject([
        503,
        { status: "failed", checks: { store: { status: "failed" } } }
      ])
      expect(report.text).not.toContain("10.0.0.1")
      expect((yield* ill.request("GET", "/health/live")).status).toBe(200)
    })
  )

  it.scopedLive("/metrics counts requests by route and status, and not by path", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(
        server.serve({
          name: "shop",
          api: Api,
          handlers,
          gauges: [
            {
              name: "pg_pool_connections",
              help: "Connections of the pool",
              read: Effect.succeed({ idle: 4, waiting: 1 })
            },
            { name: "broken", help: "A gauge with an unavailable source", read: Effect.fail("away") }
          ]
        })
      )
      for (const id of [1, 2]) yield* http.request("POST", `/api/shop/${id}/buy`, { body: { amount: "5", who } })
      yield* http.request("GET", "/nowhere/123")
      const { headers, text } = yield* http.request("GET", "/metrics")
      expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8")
      expect(text).toContain(
        'http_server_request_duration_seconds_count{method="POST",route="/api/shop/:id/buy",status="200"} 2'
      )
      expect(text).toContain('_count{method="GET",route="none",status="404"} 1')
      expect(text).toContain('pg_pool_connections{state="waiting"} 1')
      expect(text).toMatch(/^process_resident_memory_bytes \d+$/m)
      expect(text).not.toMatch(/^broken/m)
    })
  )

  it.scopedLive("/openapi.json says what is answered in fact: problems, and strict bodies", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(shop)
      const { json, text } = yield* http.request("GET", "/openapi.json")
      expect(json).toMatchObject({ openapi: "3.1.0", info: { version: "1.2.3" } })
      const { responses } = (json as { paths: Record<string, Record<string, { responses: object }>> }).paths[
        "/api/shop/{id}/buy"
      ]!.post!
      expect(Object.keys(responses)).toEqual(["200", "400", "409", "default"])
      expect(responses).toMatchObject({
        400: { content: { "application/problem+json": { schema: { $ref: "#/components/schemas/InvalidRequest" } } } },
        409: { content: { "application/problem+json": { schema: { anyOf: [{}, {}] } } } }
      })
      expect(text).not.toContain("HttpApiDecodeError")
      for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) {
        expect(json).toHaveProperty(`components.schemas.${name}`)
      }
    })
  )
})

describe.each(sampled(servers, 5))("what runs for a request on $name", (server) => {
  class Unauthorised extends Problem.make<Unauthorised>()("Unauthorised", {
    status: 401,
    title: "Who are you?",
    headers: () => ({ "www-authenticate": "Bearer" })
  }) {}
  class Caller extends Context.Tag("Caller")<Caller, string>() {}
  class Guard extends HttpApiMiddleware.Tag<Guard>()("Guard", { failure: Unauthorised, provides: Caller }) {}
  const guard = Layer.succeed(
    Guard,
    Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers }) =>
      headers.authorization === undefined ? Effect.fail(new Unauthorised()) : Effect.succeed(headers.authorization)
    )
  )
  const group = HttpApiGroup.make("own").add(
    HttpApiEndpoint.get("me", "/me/:id")
      .setPath(Schema.Struct({ id: Schema.String }))
      .addSuccess(Schema.String)
  )
  const guardedByGroup = HttpApi.make("a").add(group.middleware(Guard))
  const guardedAsAWhole = HttpApi.make("a").add(group).middleware(Guard)
  const me = ({ path }: { readonly path: { readonly id: string } }) =>
    Effect.map(Effect.serviceOption(Caller), (caller) => `${path.id} ${caller._tag === "Some" ? caller.value : ""}`)

  it.scopedLive.each<readonly [string, Layer.Layer<HttpServer.HttpServer, unknown>]>([
    [
      "a guard of a group",
      server.serve({
        name: "a",
        api: guardedByGroup,
        handlers: Layer.provide(
          HttpApiBuilder.group(guardedByGroup, "own", (own) => own.handle("me", me)),
          guard
        )
      })
    ],
    [
      "a guard of the whole API",
      server
        .serve({
          name: "a",
          api: guardedAsAWhole,
          handlers: HttpApiBuilder.group(guardedAsAWhole, "own", (own) => own.handle("me", me))
        })
        .pipe(Layer.provide(guard))
    ]
  ])("%s runs before the handler, and its problem keeps its headers", ([_, service]) =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(service)
      const refused = yield* http.request("GET", "/me/7")
      expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, "Bearer"])
      expect(refused.json).toMatchObject({ code: "unauthorised" })
      const served = yield* http.request("GET", "/me/7", { headers: { authorization: "jo" } })
      expect(served.json).toBe("7 jo")
      expect((yield* http.request("HEAD", "/me/7", { headers: { authorization: "jo" } })).status).toBe(200)
      for (const method of ["GET", "HEAD"]) expect((yield* http.request(method, "/health")).status).toBe(200)
      const { text } = yield* http.request("GET", "/metrics")
      expect(text).toContain('_count{method="GET",route="/me/:id",status="200"} 1')
    })
  )

  it.scopedLive(
    "an endpoint that is marked uninterruptible finishes its work although its client disconnected; others do not",
    () =>
      Effect.gen(function* () {
        const Money = HttpApi.make("money").add(
          HttpApiGroup.make("money").add(HttpApiEndpoint.get("post", "/post")).add(HttpApiEndpoint.get("read", "/read"))
        )
        const entered = { post: yield* Deferred.make<void>(), read: yield* Deferred.make<void>() }
        const ended = { post: yield* Deferred.make<string>(), read: yield* Deferred.make<string>() }
        const release = yield* Deferred.make<void>()
        const work = (name: "post" | "read") =>
          Deferred.succeed(entered[name], undefined).pipe(
            Effect.zipRight(Deferred.await(release)),
            Effect.onExit((exit) => Deferred.succeed(ended[name], exit._tag))
          )
        const handlers = HttpApiBuilder.group(Money, "money", (money) =>
          money.handle("post", () => work("post"), { uninterruptible: true }).handle("read", () => work("read"))
        )
        const http = yield* TestHttp.start(server.serve({ name: "money", api: Money, handlers }))
        for (const name of ["post", "read"] as const) {
          const raw = yield* RawSocket.open(http.port)
          yield* raw.send(RawSocket.request("GET", `/${name}`))
          yield* Deferred.await(entered[name])
          yield* raw.hangUp
        }
        expect(yield* Deferred.await(ended.read)).toBe("Failure")
        yield* Deferred.succeed(release, undefined)
        expect(yield* Deferred.await(ended.post)).toBe("Success")
      })
  )

  it.scopedLive("spans are made where a tracer is installed, as children of the caller's, and nowhere else", () =>
    Effect.gen(function* () {
      const named = Effect.map(Effect.currentSpan, (span) => HttpServerResponse.text(`sampled: ${span.sampled}`))
      const plain = yield* TestHttp.start(server.serveApp(Effect.withSpan(named, "work")))
      expect((yield* plain.request("GET", "/")).text).toBe("sampled: false")
      const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      const app = Effect.withSpan(Effect.succeed(HttpServerResponse.empty()), "work")
      const service = server.serveApp(app)
      const seen: Array<string> = []
      const native = yield* Effect.tracer
      const tracer = Tracer.make({
        span: (name, parent, ...rest) => {
          seen.push(
            `${name} ${Option.match(parent, { onNone: () => "", onSome: ({ traceId, spanId }) => `${traceId} ${spanId}` })}`
          )
          return native.span(name, parent, ...rest)
        },
        context: native.context
      })
      const traced = yield* TestHttp.start(Layer.provide(service, Layer.setTracer(tracer)))
      yield* traced.request("GET", "/", { headers: { traceparent } })
      expect(seen).toEqual(["work 0af7651916cd43dd8448eb211c80319c b7ad6b7169203331"])
    })
  )
})

describe("several services in one process", () => {
  it.scopedLive("do not answer each other's paths, and share what both are given", () =>
    Effect.gen(function* () {
      class Store extends Context.Tag("Store")<Store, { readonly made: number }>() {}
      let made = 0
      const store = Layer.sync(Store, () => ({ made: ++made }))
      const make = <const Name extends string>(name: Name) => {
        const Own = HttpApi.make(name).add(
          HttpApiGroup.make("own").add(HttpApiEndpoint.get("made", `/${name}`).addSuccess(Schema.Number))
        )
        const own = HttpApiBuilder.group(Own, "own", (group) =>
          group.handle("made", () => Effect.map(Store, (store) => store.made))
        )
        return Service.serve({ name, api: Own, handlers: own, port: 0 })
      }
      const addresses: Array<readonly [string, string]> = []
      const listen = (name: "one" | "two") =>
        Layer.effectDiscard(
          HttpServer.addressFormattedWith((address) => Effect.sync(() => addresses.push([name, address])))
        ).pipe(Layer.provide(make(name)))
      yield* Layer.build(Layer.provide(Layer.mergeAll(listen("one"), listen("two")), store))
      const seen: Array<string> = []
      for (const [name, address] of addresses) {
        for (const path of ["/one", "/two"]) {
          const response = yield* Effect.promise(() => fetch(address + path))
          seen.push(
            `${name} ${path} ${response.status} ${response.ok ? yield* Effect.promise(() => response.text()) : ""}`
          )
        }
      }
      expect(seen.sort()).toEqual(["one /one 200 1", "one /two 404 ", "two /one 404 ", "two /two 200 1"])
    })
  )
})

describe("an API that is not whole", () => {
  it.scopedLive("does not start, and the reason names the endpoint", () =>
    Effect.gen(function* () {
      class Plain extends Schema.TaggedError<Plain>()("Plain", {}) {}
      const Bad = HttpApi.make("bad").add(
        HttpApiGroup.make("g").add(
          HttpApiEndpoint.post("e", "/e")
            .setPayload(Schema.Struct({ a: Schema.String }))
            .addError(Plain, { status: 409 })
        )
      )
      const own = HttpApiBuilder.group(Bad, "g", (group) => group.handle("e", () => Effect.void))
      const exit = yield* Effect.exit(TestHttp.start(Service.serve({ name: "bad", api: Bad, handlers: own, port: 0 })))
      const reason = Exit.isFailure(exit) ? Cause.pretty(exit.cause) : ""
      expect(reason).toContain("g.e: its payload is neither Payload.closed nor Payload.tolerant")
      expect(reason).toContain("g.e: its error")
    })
  )
})

describe("an app that is no HttpApi", () => {
  it.scopedLive("gets the same frame: its own paths, our system routes, problems", () =>
    Effect.gen(function* () {
      const app = Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
        request.url === "/fail" ? Effect.fail(new TooPoor({ available: 1n })) : HttpServerResponse.text(request.url)
      )
      const http = yield* TestHttp.start(Service.serveApp({ name: "gateway", app, port: 0 }))
      expect((yield* http.request("GET", "/any/path?q=1")).text).toBe("/any/path?q=1")
      expect((yield* http.request("POST", "/fail")).json).toMatchObject({ status: 409, code: "too-poor" })
      expect((yield* http.request("GET", "/health")).status).toBe(200)
    })
  )
})
