import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { HttpApi, HttpApiBuilder, HttpApiEndpoint, HttpApiGroup, type HttpServer } from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Effect, type Layer, Schema } from "effect"
import * as ApiReference from "../../src/internal/http/ApiReference.js"
import { sampled } from "../../src/testing/LongRun.js"
import * as TestHttp from "../../src/testing/TestHttp.js"
import { servers } from "./servers.js"

const Api = HttpApi.make("shop").add(
  HttpApiGroup.make("goods")
    .add(HttpApiEndpoint.get("all", "/api/shop/goods").addSuccess(Schema.String))
    .add(HttpApiEndpoint.get("one", "/api/shop/goods/:id").addSuccess(Schema.String))
)
const handlers = HttpApiBuilder.group(Api, "goods", (group) =>
  group.handle("all", () => Effect.succeed("all")).handle("one", () => Effect.succeed("one"))
)

const installed = dirname(dirname(createRequire(import.meta.url).resolve("@scalar/api-reference")))
const read = (path: string) => readFileSync(join(installed, path), "utf8")

describe.each(sampled(servers, 5))("the pages of a service on $name", ({ serve }) => {
  const shop: Layer.Layer<HttpServer.HttpServer, unknown> = serve({
    name: "shop_service",
    version: "1.2.3",
    api: Api,
    handlers
  })

  it.scopedLive("/docs is interactive by a script of this process; no other host is named or may be asked", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(shop)
      const { headers, status, text } = yield* http.request("GET", "/docs")
      expect([status, headers.get("content-type")]).toEqual([200, "text/html"])
      expect(text).not.toMatch(/https?:|["'(]\/\//)
      const scripts = [...text.matchAll(/<script([^>]*)>([^<]*)/g)].map(([, attributes, inside]) => [
        attributes,
        inside
      ])
      expect(scripts).toEqual([[` src="${ApiReference.path.slice(1)}"`, ""]])
      const policy = Object.fromEntries(
        headers
          .get("content-security-policy")!
          .split("; ")
          .map((directive) => [directive.split(" ")[0], directive.split(" ").slice(1).join(" ")])
      )
      expect(policy).toEqual({
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'unsafe-inline'",
        "connect-src": "'self'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'"
      })
    })
  )

  it.scopedLive(
    "the script is the installed one, compressed where that is accepted, and may be cached permanently",
    () =>
      Effect.gen(function* () {
        const http = yield* TestHttp.start(shop)
        const ask = (method: string, accepted: string) =>
          http.request(method, ApiReference.path, { headers: { "accept-encoding": accepted } })
        const file = read("dist/browser/standalone.js")
        for (const [accepted, encoding] of [
          ["gzip, deflate, br", "gzip"],
          ["br;q=1.0, gzip;q=0.8", "gzip"],
          ["br, gzip;q=0", null],
          ["identity", null]
        ] as const) {
          const { headers, status, text } = yield* ask("GET", accepted)
          expect([accepted, status, headers.get("content-encoding")]).toEqual([accepted, 200, encoding])
          expect(text === file).toBe(true)
          expect(headers.get("content-type")).toBe("text/javascript; charset=utf-8")
          expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable")
          expect(headers.get("vary")).toBe("accept-encoding")
        }
        const head = yield* ask("HEAD", "identity")
        expect([head.status, head.text, head.headers.get("content-length")]).toEqual([
          200,
          "",
          String(Buffer.byteLength(file))
        ])
      })
  )

  it.scopedLive("/docs/plain lists every route under a policy without script; a browser without it is sent there", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(shop)
      const { headers, status, text } = yield* http.request("GET", "/docs/plain")
      expect(status).toBe(200)
      for (const path of ["/api/shop/goods", "/api/shop/goods/{id}"]) expect(text).toContain(path)
      expect(text).not.toMatch(/<script|https?:\/\//)
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; base-uri/)
      const page = (yield* http.request("GET", "/docs")).text
      expect(page).toContain('<noscript><meta http-equiv="refresh" content="0; url=docs/plain"></noscript>')
      expect(page).toContain('<a href="docs/plain">')
    })
  )

  it.scopedLive("/ says where things are, as a page to a browser and as JSON to all others", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(shop)
      const links = { docs: "/docs", openapi: "/openapi.json", health: "/health" }
      for (const accept of ["*/*", "application/json"]) {
        const { headers, json } = yield* http.request("GET", "/", { headers: { accept } })
        expect(json).toEqual({ name: "shop_service", version: "1.2.3", links })
        expect(headers.get("vary")).toBe("accept")
      }
      const browser = { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } }
      const { headers, text } = yield* http.request("GET", "/", browser)
      expect(headers.get("content-type")).toBe("text/html")
      expect(headers.get("content-security-policy")).toContain("default-src 'none'")
      expect(text).toContain("shop_service 1.2.3")
      for (const path of Object.values(links)) {
        expect(text).toContain(`<a href="${path.slice(1)}">`)
        expect((yield* http.request("GET", path)).status).toBe(200)
      }
      expect((yield* http.request("POST", "/")).json).toMatchObject({ status: 405, allow: ["GET", "HEAD"] })
    })
  )

  it.scopedLive("an API that has a route / of its own keeps it", () =>
    Effect.gen(function* () {
      const Own = HttpApi.make("own").add(
        HttpApiGroup.make("own").add(HttpApiEndpoint.get("home", "/").addSuccess(Schema.String))
      )
      const own = HttpApiBuilder.group(Own, "own", (group) => group.handle("home", () => Effect.succeed("home")))
      const http = yield* TestHttp.start(serve({ name: "own", api: Own, handlers: own }))
      expect((yield* http.request("GET", "/")).json).toBe("home")
    })
  )
})

it("the version in the script's path is that of the installed package, or browsers would keep an old one", () => {
  expect(JSON.parse(read("package.json"))).toMatchObject({ version: ApiReference.version })
})
