import { describe, expect, it } from "@effect/vitest"
import { Effect, Metric } from "effect"
import type { Enforcement } from "../src/internal/BrandMismatch.js"
import { mismatches } from "../src/internal/BrandMismatch.js"
import { routes } from "../src/Route.js"
import * as TrustedProxies from "../src/TrustedProxies.js"
import * as House from "./House.js"

const trusted = (text: string) => {
  const parsed = TrustedProxies.parse(text)
  if (parsed._tag === "Left") throw new Error(parsed.left)
  return parsed.right
}

describe("who is served where", () => {
  it.scopedLive("a request goes to its service with path, query, method and body as they came", () =>
    Effect.gen(function* () {
      const { call, bearer, wallet } = yield* House.make()
      const authorization = yield* bearer(House.aPlayer("aurora"))
      const answer = yield* call({
        method: "POST",
        path: "/api/wallet/deposit-requests?a=1&b=%20",
        headers: { authorization, "content-type": "application/json", "idempotency-key": "one" },
        body: '{"amount":"1"}'
      })
      expect(answer).toMatchObject({
        status: 200,
        body: { method: "POST", url: "/api/wallet/deposit-requests?a=1&b=%20", body: '{"amount":"1"}' }
      })
      expect(wallet.seen[0]!.headers).toMatchObject({ "content-length": "14", "idempotency-key": "one" })
    })
  )

  it.scopedLive(
    "the brand comes from the host in all its spellings, and an unknown one is refused before anything else",
    () =>
      Effect.gen(function* () {
        const { call, player } = yield* House.make()
        for (const host of ["aurora.test", "AURORA.test", "aurora.test.", "aurora.test:8080"]) {
          expect(yield* call({ method: "POST", path: "/api/player/login", host })).toMatchObject({ status: 200 })
          const pass = player.seen.at(-1)!.headers["x-croupier-principal"]
          expect(yield* House.readPass("player_service", pass)).toEqual({ brand: "aurora", user: null })
        }
        const before = player.seen.length
        for (const host of [
          "nobody.test",
          "aurora.test.evil.test",
          "127.0.0.1",
          "[::1]",
          "aurora.test@other.test",
          "aurora_test"
        ]) {
          for (const headers of [{}, { authorization: "Bearer nonsense" }]) {
            expect(yield* call({ path: "/api/player/me", host, headers })).toMatchObject({
              status: 421,
              body: { code: "unknown-host" }
            })
          }
        }
        expect(player.seen.length).toBe(before)
      })
  )

  it.scopedLive("X-Forwarded-Host counts from a trusted proxy only", () =>
    Effect.gen(function* () {
      const headers = {
        "x-forwarded-host": "borealis.test",
        "x-forwarded-for": "198.51.100.7",
        "x-forwarded-proto": "https"
      }
      const open = yield* House.make({ proxies: trusted("127.0.0.0/8") })
      yield* open.call({ method: "POST", path: "/api/player/login", host: "x.test", headers })
      const seen = open.player.seen[0]!.headers
      expect(yield* House.readPass("player_service", seen["x-croupier-principal"])).toMatchObject({ brand: "borealis" })
      expect(seen).toMatchObject({ "x-forwarded-for": "198.51.100.7", "x-forwarded-proto": "https" })
      const shut = yield* House.make({ proxies: trusted("10.0.0.0/8") })
      expect(yield* shut.call({ method: "POST", path: "/api/player/login", host: "x.test", headers })).toMatchObject({
        status: 421
      })
      yield* shut.call({ method: "POST", path: "/api/player/login", headers })
      expect(shut.player.seen[0]!.headers).toMatchObject({
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-proto": "http"
      })
    })
  )

  it.scopedLive("the gateway's own routes and callbacks answer on any host", () =>
    Effect.gen(function* () {
      const { call, game } = yield* House.make()
      for (const host of ["nobody.test", "aurora.test", "admin.test"]) {
        for (const path of ["/", "/health", "/health/live", "/docs", "/docs/plain", "/openapi.json"]) {
          expect(yield* call({ path, host })).toMatchObject({ status: 200 })
        }
        expect(yield* call({ method: "POST", path: "/callbacks/hub88/abc/user/info", host })).toMatchObject({
          status: 200
        })
      }
      expect(game.seen.at(-1)!.headers["x-croupier-principal"]).toBeUndefined()
      expect(yield* call({ method: "POST", path: "/health" })).toMatchObject({
        status: 405,
        headers: { allow: "GET, HEAD" }
      })
    })
  )

  it.scopedLive("inner routes, undeployed services and unknown paths do not exist", () =>
    Effect.gen(function* () {
      const { call, player, wallet, game, bearer } = yield* House.make()
      const authorization = yield* bearer(House.aPlayer("aurora"))
      for (const path of [
        "/internal/wallet/post",
        "/internal",
        "/INTERNAL/wallet/post",
        "/metrics",
        "/api/rolling/requirements",
        "/api/admin/login",
        "/api/wallet",
        "/api/walletx/balance",
        "/api",
        "/docs/",
        "/docs/api-reference.js",
        "//api/player/me",
        "/callbacks"
      ]) {
        expect(yield* call({ path, headers: { authorization } })).toMatchObject({
          status: 404,
          body: { code: "not-found" }
        })
      }
      expect(yield* call({ path: "/internal/wallet/post", host: "nobody.test" })).toMatchObject({ status: 404 })
      for (const path of [
        "/api/player/../../internal/wallet/post",
        "/api/player/%2e%2E/x",
        "/api/player/%2f..%2finternal",
        "/api/player/..",
        "/api/player/a%5cb",
        "/api/player/a%",
        "/api/player/me/",
        "/api/player//me",
        "/api/player/me;x",
        "/api/player/me#x",
        "/api/player/%6de",
        "/%61pi/player/me",
        "/api\\player\\me",
        "/API/player/me",
        "/api/Wallet/balance"
      ]) {
        expect({ path, ...(yield* call({ path, headers: { authorization } })) }).toMatchObject({
          path,
          status: 404,
          body: { code: "not-found" }
        })
      }
      for (const path of ["/api/player/a%00", "/api/player/a%ff", "/api/player/a?q=%00", "/api/player/a?q=%"]) {
        expect(yield* call({ path, headers: { authorization } })).toMatchObject({
          status: 400,
          body: { code: "ill-formed-text" }
        })
      }
      expect([player, wallet, game].flatMap(({ seen }) => seen)).toEqual([])
    })
  )

  it.scopedLive("operators' hosts serve operators' routes and no others, and the reverse", () =>
    Effect.gen(function* () {
      const office = routes.filter(({ path }) => path.startsWith("/api/admin/"))
      const { call, player, bearer } = yield* House.make({
        routes: [
          ...routes.filter(({ site }) => site !== "operator"),
          ...office.map((route) => ({ ...route, upstream: routes[0]!.upstream }))
        ]
      })
      const authorization = yield* bearer(House.aPlayer("aurora"))
      expect(yield* call({ path: "/api/player/me", host: "admin.test", headers: { authorization } })).toMatchObject({
        status: 404
      })
      expect(yield* call({ method: "POST", path: "/api/admin/login" })).toMatchObject({ status: 404 })
      expect(yield* call({ path: "/api/admin/brands/aurora/players", headers: { authorization } })).toMatchObject({
        status: 404
      })
      expect(yield* call({ method: "POST", path: "/api/admin/login", host: "admin.test" })).toMatchObject({
        status: 200
      })
      expect(yield* House.readPass("player_service", player.seen[0]!.headers["x-croupier-principal"])).toEqual({
        brand: null,
        user: null
      })
      expect(yield* call({ path: "/api/admin/brands", host: "admin.test", headers: { authorization } })).toMatchObject({
        status: 401
      })
    })
  )
})

describe("tokens", () => {
  it.scopedLive("a player's request carries the player's principal, signed for the called service", () =>
    Effect.gen(function* () {
      const { call, bearer, wallet } = yield* House.make()
      const player = House.aPlayer("aurora")
      const authorization = yield* bearer(player)
      for (const _ of [1, 2])
        expect(yield* call({ path: "/api/wallet/balance", headers: { authorization } })).toMatchObject({ status: 200 })
      const pass = wallet.seen[0]!.headers["x-croupier-principal"]
      expect(yield* House.readPass("wallet_service", pass)).toMatchObject({
        brand: "aurora",
        user: { principal: player }
      })
      expect(wallet.seen[1]!.headers["x-croupier-principal"]).toBe(pass)
      expect(yield* Effect.flip(House.readPass("game_service", pass))).toMatchObject({ _tag: "TokenRefused" })
    })
  )

  it.scopedLive("no token and a bad one get one body where a token is needed; public routes ignore it", () =>
    Effect.gen(function* () {
      const { call, bearer, player, game, issuer } = yield* House.make()
      const mine = yield* bearer(House.aPlayer("aurora"))
      const operator = {
        _tag: "operator",
        operator: House.aPlayer("aurora").player,
        session: House.aPlayer("aurora").session
      } as const
      const bad = [
        {},
        { authorization: "Bearer x" },
        { authorization: mine.slice(0, -4) },
        { authorization: "Basic x" },
        { authorization: `Bearer ${(yield* issuer.issue(operator)).token}` }
      ]
      const bodies = yield* Effect.forEach(bad, (headers) => call({ path: "/api/player/me", headers }))
      for (const { status, body } of bodies) {
        expect({ status, ...body, traceId: "" }).toEqual({ status: 401, ...bodies[0]!.body, traceId: "" })
        expect(body.code).toBe("unauthenticated")
      }
      expect(player.seen).toEqual([])
      for (const headers of [...bad, { authorization: mine }]) {
        expect(
          yield* call({ method: "POST", path: "/api/player/refresh", host: "borealis.test", headers })
        ).toMatchObject({ status: 200 })
        expect(yield* House.readPass("player_service", player.seen.at(-1)!.headers["x-croupier-principal"])).toEqual({
          brand: "borealis",
          user: null
        })
      }
      expect(yield* call({ path: "/api/game/games" })).toMatchObject({ status: 200 })
      expect(yield* call({ path: "/api/game/games", headers: { authorization: "Bearer x" } })).toMatchObject({
        status: 401
      })
      expect(yield* call({ path: "/api/game/games", headers: { authorization: mine } })).toMatchObject({ status: 200 })
      expect(yield* House.readPass("game_service", game.seen.at(-1)!.headers["x-croupier-principal"])).toMatchObject({
        user: { principal: { _tag: "player" } }
      })
    })
  )

  it.scopedLive("a revoked session is refused at once", () =>
    Effect.gen(function* () {
      const { call, bearer, revocations } = yield* House.make()
      const player = House.aPlayer("aurora")
      const authorization = yield* bearer(player)
      expect(yield* call({ path: "/api/wallet/balance", headers: { authorization } })).toMatchObject({ status: 200 })
      yield* revocations.revoke({ _tag: "session", session: player.session })
      expect(yield* call({ path: "/api/wallet/balance", headers: { authorization } })).toMatchObject({ status: 401 })
    })
  )

  const counted = Effect.map(Metric.value(Metric.tagged(mismatches, "route", "/api/wallet/")), ({ count }) =>
    Number(count)
  )
  const foreign = (enforcement: Enforcement) =>
    Effect.gen(function* () {
      const { call, bearer, wallet } = yield* House.make({ enforcement })
      const before = yield* counted
      const authorization = yield* bearer(House.aPlayer("aurora"))
      const own = yield* call({ path: "/api/wallet/balance", headers: { authorization } })
      expect(own.status).toBe(200)
      const answer = yield* call({ path: "/api/wallet/balance", host: "borealis.test", headers: { authorization } })
      const pass = wallet.seen[1]?.headers["x-croupier-principal"]
      const brand = pass === undefined ? undefined : (yield* House.readPass("wallet_service", pass)).brand
      return { status: answer.status, code: answer.body.code, brand, counted: (yield* counted) - before }
    })

  it.scopedLive("another brand's token, off: served under the token's brand, not compared", () =>
    Effect.map(foreign("off"), (found) =>
      expect(found).toEqual({ status: 200, code: undefined, brand: "aurora", counted: 0 })
    )
  )
  it.scopedLive("another brand's token, observe: served under the token's brand and counted", () =>
    Effect.map(foreign("observe"), (found) =>
      expect(found).toEqual({ status: 200, code: undefined, brand: "aurora", counted: 1 })
    )
  )
  it.scopedLive("another brand's token, enforce: refused, counted, and nothing reaches the service", () =>
    Effect.map(foreign("enforce"), (found) =>
      expect(found).toEqual({ status: 401, code: "brand-mismatch", brand: undefined, counted: 1 })
    )
  )
})
