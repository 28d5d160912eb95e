import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { routes } from "../src/Route.js"
import { defaultLimits } from "../src/RouteClass.js"
import * as TrustedProxies from "../src/TrustedProxies.js"
import * as House from "./House.js"

const corsOf = (headers: House.Answer["headers"]) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("access-control-")))

const preflight = (origin: string, more: object = {}) => ({
  method: "OPTIONS",
  path: "/api/wallet/deposit-requests",
  headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
  ...more
})

describe("a page of another origin", () => {
  it.scopedLive("of the same brand may, and learns so by a preflight that needs no token and costs no limit", () =>
    Effect.gen(function* () {
      const each = { perSecond: 0.001, burst: 2 }
      const { call, bearer, wallet } = yield* House.make({
        limits: { money: { ...defaultLimits.money, each }, write: { ...defaultLimits.write, each } }
      })
      const origin = "https://www.aurora.test"
      for (let n = 0; n < 10; n++) {
        const answer = yield* call(preflight(origin))
        expect(answer).toMatchObject({ status: 204, headers: { vary: "origin", "access-control-max-age": "600" } })
        expect(answer.headers["access-control-allow-origin"]).toBe(origin)
        expect(answer.headers["access-control-allow-methods"]).toContain("POST")
        expect(answer.headers["access-control-allow-headers"]).toContain("idempotency-key")
        expect(answer.headers).not.toHaveProperty("access-control-allow-credentials")
      }
      expect(wallet.seen).toEqual([])
      wallet.answer = ({ response }) => {
        response.writeHead(200, { "access-control-allow-origin": "*", "idempotent-replayed": "true", vary: "accept" })
        response.end("{}")
      }
      const post = (authorization?: string) =>
        call({
          method: "POST",
          path: "/api/wallet/deposit-requests",
          headers: { origin, ...(authorization && { authorization }) }
        })
      const authorization = yield* bearer(House.aPlayer("aurora"))
      const answers = [
        yield* post(authorization),
        yield* post(authorization),
        yield* post(authorization),
        yield* post()
      ]
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 401])
      for (const { headers } of answers) {
        expect(corsOf(headers)).toEqual({
          "access-control-allow-origin": origin,
          "access-control-expose-headers": "retry-after, idempotent-replayed, x-trace-id"
        })
        expect(headers.vary).toContain("origin")
      }
      expect(answers[2]!.headers["retry-after"]).toBeDefined()
    })
  )

  it.scopedLive.each<readonly [string, string, boolean]>([
    ["aurora.test", "https://aurora.test", true],
    ["aurora.test", "https://www.aurora.test", true],
    ["aurora.test:8080", "https://www.aurora.test", true],
    ["aurora.test", "http://aurora.test", false],
    ["aurora.test", "https://aurora.test:8443", false],
    ["aurora.test", "https://borealis.test", false],
    ["aurora.test", "https://admin.test", false],
    ["aurora.test", "https://aurora.test.evil.test", false],
    ["aurora.test", "https://evil.test/aurora.test", false],
    ["aurora.test", "https://aurora.test@evil.test", false],
    ["aurora.test", "https://evil.test, https://aurora.test", false],
    ["aurora.test", "null", false],
    ["aurora.test", "", false],
    ["aurora.test", "*", false],
    ["aurora.localhost:8080", "http://aurora.localhost:8080", true],
    ["aurora.localhost:8080", "http://aurora.localhost:3000", true],
    ["aurora.localhost:8080", "http://borealis.localhost:8080", false],
    ["admin.test", "https://admin.test", true],
    ["admin.test", "https://office.test", true],
    ["admin.test", "https://aurora.test", false],
    ["unknown.test", "https://unknown.test", false]
  ])("on %s, from %s: allowed %s", ([host, origin, isAllowed]) =>
    Effect.gen(function* () {
      const admin = routes.find(({ path }) => path === "/api/admin/")!
      const wallet = routes.find(({ path }) => path === "/api/wallet/")!
      const { call } = yield* House.make({ routes: [{ ...admin, upstream: wallet.upstream }, wallet] })
      const path = host === "admin.test" ? "/api/admin/brands" : "/api/wallet/balance"
      const answers = [yield* call(preflight(origin, { host, path })), yield* call({ path, host, headers: { origin } })]
      for (const { headers } of answers) {
        expect(headers["access-control-allow-origin"]).toBe(isAllowed ? origin : undefined)
        if (!isAllowed) expect(corsOf(headers)).toEqual({})
        expect(headers.vary).toBe("origin")
      }
    })
  )

  it.scopedLive("learns of no path that is not there, of no inner route and of no callback", () =>
    Effect.gen(function* () {
      const { call, game, player } = yield* House.make()
      for (const path of ["/api/nothing", "/internal/wallet/post", "/internal/openapi.json"]) {
        expect(yield* call(preflight("https://aurora.test", { path }))).toMatchObject({ status: 404 })
      }
      const callback = yield* call(preflight("https://aurora.test", { path: "/callbacks/hub88/abc/user/info" }))
      expect(corsOf(callback.headers)).toEqual({})
      expect([game.seen, player.seen]).toEqual([[], []])
    })
  )
})

describe("what every answer says", () => {
  it.scopedLive("that it is not stored, that its type is as declared, and that https is used", () =>
    Effect.gen(function* () {
      const { call, raw, bearer, wallet, game } = yield* House.make()
      const authorization = yield* bearer(House.aPlayer("aurora"))
      wallet.answer = ({ response, url }) => {
        if (url.includes("cached")) response.setHeader("cache-control", "max-age=60")
        response.end("{}")
      }
      yield* game.stop
      const headers = { authorization }
      const answers = [
        yield* call({ path: "/api/wallet/balance", headers }),
        yield* call({ path: "/api/wallet/balance" }),
        yield* call({ path: "/api/nothing" }),
        yield* call({ path: "/api/wallet/%00" }),
        yield* call({ path: "/health" }),
        yield* call({ path: "/docs" }),
        yield* call({ path: "/openapi.json" }),
        yield* call({ path: "/api/game/games" }),
        yield* call({ method: "POST", path: "/callbacks/hub88/abc/user/info" })
      ]
      for (const answer of answers) {
        expect(answer.headers).toMatchObject({
          "cache-control": "no-store",
          "x-content-type-options": "nosniff",
          "strict-transport-security": "max-age=31536000"
        })
        if (answer.status === 503) expect(answer.headers["retry-after"]).toMatch(/^\d+$/)
      }
      expect(answers.filter(({ status }) => status === 503)).toHaveLength(2)
      const cached = yield* call({ path: "/api/wallet/cached", headers })
      expect(cached.headers["cache-control"]).toBe("max-age=60")
      expect(yield* raw("HELLO\r\n\r\n")).toMatch(/cache-control: no-store\r\nx-content-type-options: nosniff/)
    })
  )

  it.scopedLive(
    "https is not asked for where it is switched off, nor where a trusted proxy says that http was used",
    () =>
      Effect.gen(function* () {
        const proxies = TrustedProxies.parse("127.0.0.1")
        if (proxies._tag === "Left") throw new Error(proxies.left)
        const behind = yield* House.make({ proxies: proxies.right })
        const off = yield* House.make({ hstsMaxAge: 0 })
        const short = yield* House.make({ hstsMaxAge: 60 })
        const said = (from: House.House, protocol: string) =>
          Effect.map(
            from.call({ path: "/api/wallet/balance", headers: { "x-forwarded-proto": protocol } }),
            ({ headers }) => headers["strict-transport-security"]
          )
        expect([
          yield* said(behind, "https"),
          yield* said(behind, "http"),
          yield* said(off, "https"),
          yield* said(short, "http")
        ]).toEqual(["max-age=31536000", undefined, undefined, "max-age=60"])
      })
  )
})

describe("a token", () => {
  it.scopedLive("is taken whatever the case of its scheme and of the header's name, and under no other scheme", () =>
    Effect.gen(function* () {
      const { call, bearer } = yield* House.make()
      const token = (yield* bearer(House.aPlayer("aurora"))).slice(7)
      const status = (name: string, value: string) =>
        Effect.map(call({ path: "/api/wallet/balance", headers: { [name]: value } }), (answer) => answer.status)
      for (const scheme of ["Bearer ", "bearer ", "BEARER ", "bEaReR  "]) {
        expect(yield* status("AUTHORIZATION", scheme + token)).toBe(200)
      }
      for (const value of [
        token,
        `Basic ${token}`,
        `Digest ${token}`,
        `Bearer${token}`,
        `Bearer ${token} x`,
        "Bearer"
      ]) {
        expect(yield* status("authorization", value)).toBe(401)
      }
    })
  )
})
