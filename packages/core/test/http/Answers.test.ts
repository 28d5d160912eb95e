import {
  HttpApi,
  HttpApiBuilder,
  HttpApiEndpoint,
  HttpApiGroup,
  HttpServerResponse,
  type OpenApi
} from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer, Schema } from "effect"
import * as Problem from "../../src/http/Problem.js"
import { sampled } from "../../src/testing/LongRun.js"
import * as TestHttp from "../../src/testing/TestHttp.js"
import { servers, type TestServer } from "./servers.js"

class Away extends Problem.make<Away>()("Away", { status: 503, title: "The store is unavailable" }) {}

class Busy extends Problem.make<Busy>()("Busy", {
  status: 429,
  title: "Too many",
  headers: () => ({ "retry-after": "17" })
}) {}

const Inner = Schema.Struct({ secret: Schema.String }).annotations({ identifier: "Inner" })
const Shared = Schema.Struct({ inner: Schema.optional(Schema.String) }).annotations({ identifier: "Shared" })
const Outer = Schema.Struct({ shared: Shared }).annotations({ identifier: "Outer" })

const Api = HttpApi.make("both")
  .add(
    HttpApiGroup.make("open")
      .add(HttpApiEndpoint.get("outer", "/api/both/outer").addSuccess(Outer))
      .add(HttpApiEndpoint.get("away", "/api/both/away").addSuccess(Schema.String).addError(Away))
      .add(HttpApiEndpoint.get("busy", "/api/both/busy").addSuccess(Schema.String).addError(Busy))
      .add(HttpApiEndpoint.get("page", "/api/both/page").addSuccess(Schema.String))
  )
  .add(
    HttpApiGroup.make("inside").add(
      HttpApiEndpoint.post("inner", "/internal/both/inner").addSuccess(Schema.Struct({ inner: Inner, shared: Shared }))
    )
  )
const open = HttpApiBuilder.group(Api, "open", (group) =>
  group
    .handle("outer", () => Effect.succeed({ shared: {} }))
    .handle("away", () => Effect.fail(new Away()))
    .handle("busy", () => Effect.fail(new Busy()))
    .handle("page", () => HttpServerResponse.text("kept", { headers: { "cache-control": "max-age=60" } }))
)
const inside = HttpApiBuilder.group(Api, "inside", (group) =>
  group.handle("inner", () => Effect.succeed({ inner: { secret: "" }, shared: {} }))
)
const bothOn =
  ({ serve }: TestServer) =>
  (checks = {}) =>
    serve({ name: "both", api: Api, handlers: Layer.merge(open, inside), checks })

describe.each(sampled(servers, 5))("what every answer of a service says on $name", (server) => {
  const both = bothOn(server)

  it.scopedLive("that it is stored nowhere and of what type it is, unless the route says more", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(both())
      for (const path of [
        "/api/both/outer",
        "/api/both/away",
        "/nothing",
        "/x//y",
        "/health",
        "/docs",
        "/metrics",
        "/"
      ]) {
        const { headers } = yield* http.request("GET", path)
        expect([path, headers.get("cache-control"), headers.get("x-content-type-options")]).toEqual([
          path,
          "no-store",
          "nosniff"
        ])
      }
      expect((yield* http.request("GET", "/api/both/page")).headers.get("cache-control")).toBe("max-age=60")
    })
  )

  it.scopedLive("when to ask again, with each 429 and 503", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(both({ store: Effect.fail("away") }))
      const told = (path: string) =>
        Effect.map(http.request("GET", path), ({ headers, status }) => [status, headers.get("retry-after")])
      expect(yield* told("/api/both/away")).toEqual([503, "1"])
      expect(yield* told("/api/both/busy")).toEqual([429, "17"])
      expect(yield* told("/health")).toEqual([503, "1"])
      expect(yield* told("/nothing")).toEqual([404, null])
    })
  )
})

describe.each(sampled(servers, 5))("the public description on $name", (server) => {
  const both = bothOn(server)

  it.scopedLive("shows neither inner routes nor what only they speak of; all of it is under /internal", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(both())
      const { json, text } = yield* http.request("GET", "/openapi.json")
      const { components, paths, tags } = json as OpenApi.OpenAPISpec
      expect(Object.keys(paths)).not.toContain("/internal/both/inner")
      expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(["Outer", "Shared", "Problem"]))
      expect(text).not.toMatch(/Inner|secret|internal\//)
      expect(tags).toEqual([{ name: "open" }])
      for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) {
        expect(components.schemas).toHaveProperty([name!])
      }
      for (const path of ["/docs", "/docs/plain", "/"])
        expect((yield* http.request("GET", path)).text).not.toMatch(/Inner|secret|internal\//)
      const whole = yield* http.request("GET", "/internal/openapi.json")
      expect(whole.json).toHaveProperty(["paths", "/internal/both/inner"])
      expect(whole.json).toHaveProperty(["paths", "/api/both/outer"])
    })
  )
})
