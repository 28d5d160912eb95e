import { codeVersion } from "@croupier/core/codeVersion"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { routes } from "../src/Route.js"
import * as House from "./House.js"

const browser = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" }
const links = { docs: "/docs", openapi: "/openapi.json", health: "/health" }

const description = {
  openapi: "3.1.0",
  info: { title: "wallet", version: "1" },
  paths: {
    "/api/wallet/balance": { get: { tags: ["Wallet"], parameters: [], responses: {} } },
    "/internal/wallet/post": { post: { tags: ["Inside"], parameters: [], responses: {} } }
  },
  components: { schemas: {}, securitySchemes: {} },
  security: [],
  tags: []
}

describe("the pages of the gateway", () => {
  it.scopedLive("/docs is interactive by a script of the gateway; no other host is named or may be asked", () =>
    Effect.gen(function* () {
      const { call } = yield* House.make()
      const page = yield* call({ path: "/docs" })
      expect(page.text).not.toMatch(/https?:|["'(]\/\//)
      expect(page.headers["content-security-policy"]).toMatch(
        /^default-src 'none'; script-src 'self'; .*connect-src 'self';/
      )
      const path = `/${/<script src="([^"]+)">/.exec(page.text)?.[1]}`
      expect(path).toMatch(/^\/docs\/api-reference-[\d.]+\.js$/)
      const head = yield* call({ path, method: "HEAD", headers: { "accept-encoding": "gzip" } })
      expect(head).toMatchObject({
        status: 200,
        text: "",
        headers: {
          "content-type": "text/javascript; charset=utf-8",
          "content-encoding": "gzip",
          "cache-control": "public, max-age=31536000, immutable"
        }
      })
      const plain = yield* call({ path })
      expect([plain.status, plain.headers["content-encoding"]]).toEqual([200, undefined])
      expect(plain.text).toContain("createApiReference")
      expect(Number(plain.headers["content-length"])).toBeGreaterThan(Number(head.headers["content-length"]))
      const other = yield* call({ path, method: "POST" })
      expect(other).toMatchObject({ status: 405, headers: { allow: "GET, HEAD" } })
    })
  )

  it.scopedLive("/docs/plain lists what is reachable, without script", () =>
    Effect.gen(function* () {
      const { call, wallet } = yield* House.make()
      wallet.answer = ({ response }) => response.end(JSON.stringify(description))
      const page = yield* call({ path: "/docs/plain" })
      expect(page.text).toContain("/api/wallet/balance")
      expect(page.text).not.toMatch(/<script|https?:|internal/)
      expect(page.headers["content-security-policy"]).toMatch(
        /^default-src 'none'; style-src 'unsafe-inline'; base-uri/
      )
    })
  )

  it.scopedLive("/ says on each host what is served there, as JSON or as a page, and no more", () =>
    Effect.gen(function* () {
      const office = routes.filter(({ path }) => path.startsWith("/api/admin/"))
      const { call } = yield* House.make({
        routes: [
          ...routes.filter(({ site }) => site !== "operator"),
          ...office.map((route) => ({ ...route, upstream: routes[0]!.upstream }))
        ]
      })
      const gateway = { name: "gateway", version: codeVersion, links }
      const served = ["/api/player/", "/api/wallet/", "/api/game/"]
      const found = yield* Effect.forEach(
        ["aurora.test", "www.aurora.test:8080", "admin.test", "nobody.test"],
        (host) => Effect.map(call({ path: "/", host }), ({ body }) => body)
      )
      expect(found).toEqual([
        { ...gateway, brand: { displayName: "aurora" }, routes: served },
        { ...gateway, brand: { displayName: "aurora" }, routes: served },
        { ...gateway, routes: ["/api/admin/"] },
        gateway
      ])
      const page = yield* call({ path: "/", headers: browser })
      expect(page.headers).toMatchObject({ "content-type": "text/html", vary: "accept" })
      for (const text of ["<h1>aurora</h1>", ...served, ...Object.values(links)]) expect(page.text).toContain(text)
      expect(page.text).not.toMatch(/admin|internal|callbacks|borealis|127\.0\.0\.1/)
      expect(yield* call({ path: "/", method: "POST" })).toMatchObject({ status: 405 })
    })
  )
})
