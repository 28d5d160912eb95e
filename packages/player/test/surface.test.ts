import * as CallerPass from "@croupier/core/auth/CallerPass"
import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import * as ApiDocument from "@croupier/core/http/ApiDocument"
import type * as TestHttp from "@croupier/core/testing/TestHttp"
import { describe, expect, it, layer } from "@effect/vitest"
import { Effect, Layer, Logger, Schedule } from "effect"
import { PlayerServiceApi } from "../src/contract.js"
import { brands } from "../src/testing/brands.js"
import { person, registration } from "../src/testing/People.js"
import * as World from "../src/testing/World.js"
import { doors, playerService, started } from "./service.js"
import { database, storeSql } from "./storeSql.js"

const world = doors.pipe(Layer.provideMerge(World.layer(storeSql)), Layer.provideMerge(database))

const secret = "canary-horse-7316"

/** A registration as a browser sends it. */
const form = () => {
  const { client: _, brand: __, password: ___, ...rest } = registration(World.aurora, person())
  return { ...rest, password: secret }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

const signedUp = (http: TestHttp.TestHttp) =>
  Effect.gen(function* () {
    const body = form()
    const answer = yield* http.request("POST", "/api/player/register", { body })
    expect(answer.status, answer.text).toBe(201)
    const { accessToken, player, refreshToken } = answer.json as {
      player: { id: string; username: string }
      accessToken: string
      refreshToken: string
    }
    return { body, accessToken, refreshToken, player }
  })

describe("the player service", () => {
  layer(world, { excludeTestServices: true })((it) => {
    it.scoped("registers a player, recognises the token, keeps the limits, and signs out", () =>
      Effect.gen(function* () {
        const http = yield* started
        const { accessToken, body, player } = yield* signedUp(http)
        const headers = bearer(accessToken)
        const me = yield* http.request("GET", "/api/player/me", { headers })
        expect(me.json).toMatchObject({ id: player.id, currency: "KRW", person: { name: body.profile.name } })
        const limits = { limits: [{ kind: "deposit", period: "day", amount: "5000" }] }
        const put = yield* http.request("PUT", "/api/player/limits", { headers, body: limits })
        const get = yield* http.request("GET", "/api/player/limits", { headers })
        expect(put.json).toEqual(get.json)
        const account = { bank: "Kookmin", holder: "Kim", number: "110-220-330445" }
        const added = yield* http.request("POST", "/api/player/bank-accounts", { headers, body: account })
        expect([added.status, (added.json as { number: string }).number]).toEqual([201, "••••0445"])
        const { id } = added.json as { id: string }
        expect((yield* http.request("DELETE", `/api/player/bank-accounts/${id}`, { headers })).status).toBe(204)
        expect((yield* http.request("GET", "/api/player/sessions", { headers })).json).toMatchObject({
          items: [{ current: true, address: "127.0.0.1" }]
        })
        expect((yield* http.request("POST", "/api/player/logout", { headers })).status).toBe(204)
        yield* refusedWithin(http, accessToken)
      })
    )

    it.scoped("a suspended player's token is refused within a second, with the body of any bad token", () =>
      Effect.gen(function* () {
        const http = yield* started
        const { accessToken, player } = yield* signedUp(http)
        expect((yield* http.request("GET", "/api/player/me", { headers: bearer(accessToken) })).status).toBe(200)
        const path = `/internal/player/players/${player.id}/status`
        const body = { brand: "aurora", status: "suspended", reason: "check", actor: { kind: "operator", id: "o1" } }
        expect((yield* http.request("POST", path, { body })).status).toBe(401)
        expect((yield* http.request("POST", path, { body, headers: bearer(accessToken) })).status).toBe(401)
        const token = yield* (yield* ServiceToken.ServiceToken).to(playerService)
        const done = yield* http.request("POST", path, { body, headers: bearer(token) })
        expect(done.json, done.text).toMatchObject({ id: player.id, status: "suspended" })
        const refused = yield* refusedWithin(http, accessToken)
        const nonsense = yield* http.request("GET", "/api/player/me", { headers: bearer("nonsense") })
        const plain = ({ text }: TestHttp.TestResponse) => text.replace(/"traceId":"[0-9a-f]+"/, "")
        expect(plain(refused)).toBe(plain(nonsense))
      })
    )

    it.scoped("a refresh token that is used twice ends its session, and a self-exclusion ends them all", () =>
      Effect.gen(function* () {
        const http = yield* started
        const one = yield* signedUp(http)
        const refresh = (refreshToken: string) =>
          http.request("POST", "/api/player/refresh", { body: { refreshToken } })
        const second = (yield* refresh(one.refreshToken)).json as { refreshToken: string; accessToken: string }
        const third = (yield* refresh(second.refreshToken)).json as typeof second
        expect((yield* refresh(one.refreshToken)).json).toMatchObject({ status: 401, code: "refresh-refused" })
        expect((yield* refresh(third.refreshToken)).json).toMatchObject({ status: 401, code: "refresh-refused" })
        yield* refusedWithin(http, third.accessToken)

        const two = yield* signedUp(http)
        const excluded = yield* http.request("POST", "/api/player/self-exclusion", {
          headers: bearer(two.accessToken),
          body: { length: "6-months" }
        })
        expect([excluded.status, excluded.json]).toMatchObject([200, { length: "6-months", endsAt: null }])
        yield* refusedWithin(http, two.accessToken)
        const credentials = { username: two.body.username, password: secret }
        const login = yield* http.request("POST", "/api/player/login", { body: credentials })
        expect(login.json).toMatchObject({ restricted: true, expiresIn: 600 })
        const signedIn = login.json as { accessToken: string; refreshToken: string }
        const again = yield* http.request("POST", "/api/player/refresh", {
          body: { refreshToken: signedIn.refreshToken }
        })
        for (const { accessToken } of [signedIn, again.json as typeof signedIn]) {
          const as = { headers: bearer(accessToken) }
          const account = { bank: "Kookmin", holder: two.body.profile.name, number: "110-220-330445" }
          const added = yield* http.request("POST", "/api/player/bank-accounts", { ...as, body: account })
          expect(added.status, added.text).toBe(201)
          expect((yield* http.request("GET", "/api/player/bank-accounts", as)).json).toMatchObject({
            items: [{ number: "••••0445" }]
          })
          const { id } = added.json as { id: string }
          expect((yield* http.request("DELETE", `/api/player/bank-accounts/${id}`, as)).status).toBe(204)
          for (const [method, path, body] of [
            ["GET", "/me", undefined],
            ["GET", "/sessions", undefined],
            ["GET", "/limits", undefined],
            ["PUT", "/limits", { limits: [] }],
            ["POST", "/password", { currentPassword: secret, newPassword: "another-horse-99" }],
            ["POST", "/self-exclusion", { length: "24-hours" }]
          ] as const) {
            const refused = yield* http.request(method, `/api/player${path}`, { ...as, body })
            expect([path, refused.status, refused.json]).toMatchObject([path, 403, { code: "session-restricted" }])
          }
        }
        expect(
          (yield* http.request("POST", "/api/player/logout", { headers: bearer(signedIn.accessToken) })).status
        ).toBe(204)
      })
    )

    it.scoped("an unknown player and a wrong password get the same answer, byte for byte but the trace", () =>
      Effect.gen(function* () {
        const http = yield* started
        const { body } = yield* signedUp(http)
        const attempt = (username: string) =>
          Effect.map(
            http.request("POST", "/api/player/login", { body: { username, password: "not-the-password" } }),
            ({ headers, json, status }) => ({
              status,
              keys: [...headers.keys()].filter((key) => key !== "date"),
              length: headers.get("content-length"),
              json: { ...(json as object), traceId: "" }
            })
          )
        const known = yield* attempt(body.username)
        expect(known.status).toBe(401)
        expect(yield* attempt("nobody.of.this.name")).toEqual(known)
      })
    )

    it.scoped("a brand's player is unknown at another brand: its host refuses the token, its login the username", () =>
      Effect.gen(function* () {
        const http = yield* started
        const { accessToken, body } = yield* signedUp(http)
        const elsewhere = { ...http, url: http.baseUrl.replace("127.0.0.1", "localhost") }
        const me = yield* Effect.promise(() =>
          fetch(`${elsewhere.url}/api/player/me`, { headers: bearer(accessToken) })
        )
        expect([me.status, ((yield* Effect.promise(() => me.json())) as { code: string }).code]).toEqual([
          401,
          "brand-mismatch"
        ])
        const passes = yield* CallerPass.CallerPass
        const { token } = yield* passes.issue(playerService, { brand: brands.borealis.key, user: null })
        const login = yield* http.request("POST", "/api/player/login", {
          body: { username: body.username, password: secret },
          headers: { [CallerPass.header]: token }
        })
        expect(login.json).toMatchObject({ code: "login-failed" })
      })
    )

    it.scoped("another player's bank account is not found", () =>
      Effect.gen(function* () {
        const http = yield* started
        const [one, two] = [yield* signedUp(http), yield* signedUp(http)]
        const added = yield* http.request("POST", "/api/player/bank-accounts", {
          headers: bearer(one.accessToken),
          body: { bank: "b", holder: "h", number: "1234567" }
        })
        const { id } = added.json as { id: string }
        const remove = (path: string) => http.request("DELETE", path, { headers: bearer(two.accessToken) })
        const foreign = yield* remove(`/api/player/bank-accounts/${id}`)
        const missing = yield* remove("/api/player/bank-accounts/0198c0de-0000-7000-8000-000000000009")
        expect([foreign.status, { ...(foreign.json as object), traceId: "" }]).toEqual([
          404,
          { ...(missing.json as object), traceId: "" }
        ])
      })
    )

    it.scoped("a body is refused with one clear sentence, and nothing secret in it is repeated or logged", () => {
      const lines: Array<unknown> = []
      const logger = Logger.replace(
        Logger.defaultLogger,
        Logger.make(({ annotations, cause, message }) => lines.push(message, cause, [...annotations]))
      )
      return Effect.gen(function* () {
        const http = yield* started
        const good = form()
        const bad: ReadonlyArray<readonly [body: unknown, pointer: string]> = [
          [{ ...good, status: "active" }, "#/status"],
          [{ ...good, brand: "borealis" }, "#/brand"],
          [{ ...good, profile: { ...good.profile, isVip: true } }, "#/profile/isVip"],
          [{ ...good, username: "no spaces please" }, "#/username"],
          [{ ...good, profile: { ...good.profile, birthDate: "2026-02-30" } }, "#/profile/birthDate"],
          [{ ...good, password: 7316731673 }, "#/password"],
          [{ ...good, email: secret }, "#/email"]
        ]
        for (const [body, pointer] of bad) {
          const { json, status, text } = yield* http.request("POST", "/api/player/register", { body })
          expect(status, text).toBe(400)
          expect(json).toMatchObject({ code: "invalid-request", errors: [{ pointer }] })
          expect(text).not.toMatch(/canary|7316/)
        }
        const weak = yield* http.request("POST", "/api/player/register", { body: { ...good, password: "password1" } })
        expect([weak.status, (weak.json as { code: string }).code]).toEqual([422, "weak-password"])
        yield* http.request("POST", "/api/player/login", { body: { username: good.username, password: secret } })
        const logged = JSON.stringify(lines, (_, value) => (typeof value === "bigint" ? String(value) : value))
        expect(logged).not.toMatch(/canary|7316/)
        expect(logged).not.toContain(good.email)
      }).pipe(Effect.provide(logger))
    })

    it.scoped("publishes the keys of its tokens to services, and nothing private of them", () =>
      Effect.gen(function* () {
        const http = yield* started
        const token = yield* (yield* ServiceToken.ServiceToken).to(playerService)
        const { json } = yield* http.request("GET", "/internal/player/jwks.json", { headers: bearer(token) })
        const { keys } = json as { keys: ReadonlyArray<object> }
        expect(keys.map((key) => Object.keys(key).sort())).toEqual([["crv", "kid", "kty", "x"]])
      })
    )
  })

  it("describes every route with a summary, its errors and an example of its body", () => {
    const { paths } = ApiDocument.make(PlayerServiceApi, "0.0.0")
    const said = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ name: `${method} ${path}`, operation }))
    )
    const routes = said.filter(({ name }) => !name.includes("/internal/player/call/"))
    expect(routes.map(({ name }) => name).sort()).toEqual([
      "delete /api/player/bank-accounts/{id}",
      "get /api/player/bank-accounts",
      "get /api/player/limits",
      "get /api/player/me",
      "get /api/player/sessions",
      "get /internal/player/jwks.json",
      "get /internal/player/reviews",
      "post /api/player/bank-accounts",
      "post /api/player/login",
      "post /api/player/logout",
      "post /api/player/password",
      "post /api/player/refresh",
      "post /api/player/register",
      "post /api/player/self-exclusion",
      "post /internal/player/players/{id}/erasure",
      "post /internal/player/players/{id}/exclusion-end",
      "post /internal/player/players/{id}/reviews/{review}/decision",
      "post /internal/player/players/{id}/status",
      "post /internal/player/players/{id}/verified-marks",
      "put /api/player/limits"
    ])
    for (const { name, operation } of routes) {
      expect(operation.summary, name).toMatch(/.{10,}/)
      expect(
        Object.keys(operation.responses).some((status) => status.startsWith("4")),
        name
      ).toBe(true)
      for (const media of Object.values(operation.requestBody?.content ?? {}))
        expect(media, name).toHaveProperty("example")
    }
  })
})

const refusedWithin = (http: TestHttp.TestHttp, token: string) =>
  http.request("GET", "/api/player/me", { headers: bearer(token) }).pipe(
    Effect.filterOrFail(({ status }) => status === 401),
    Effect.retry(Schedule.spaced("50 millis").pipe(Schedule.intersect(Schedule.recurs(19))))
  )
