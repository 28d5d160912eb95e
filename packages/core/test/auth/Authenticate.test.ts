import { HttpApi, HttpApiBuilder, HttpApiEndpoint, HttpApiGroup, HttpServer } from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer, Schema } from "effect"
import * as Authenticate from "../../src/auth/Authenticate.js"
import {
  AgentAuthentication,
  CurrentAgent,
  CurrentPlayer,
  CurrentService,
  CurrentVisitor,
  PlayerAuthentication,
  ServiceAuthentication,
  VisitorIdentification
} from "../../src/auth/Authentication.js"
import * as CallerPass from "../../src/auth/CallerPass.js"
import * as JwksSource from "../../src/auth/JwksSource.js"
import { ServiceName } from "../../src/auth/Principal.js"
import * as Revocations from "../../src/auth/Revocations.js"
import { AllowsRestricted, restrictedRoutes } from "../../src/auth/restrictedRoutes.js"
import * as ServiceIdentity from "../../src/auth/ServiceIdentity.js"
import * as ServiceToken from "../../src/auth/ServiceToken.js"
import * as SigningKeys from "../../src/auth/SigningKeys.js"
import * as TokenIssuer from "../../src/auth/TokenIssuer.js"
import * as TokenVerifier from "../../src/auth/TokenVerifier.js"
import { twoBrands } from "./brands.js"
import { aPlayer } from "./principals.js"

const api = HttpApi.make("probe").add(
  HttpApiGroup.make("probe")
    .add(HttpApiEndpoint.get("me", "/me").addSuccess(Schema.String).middleware(PlayerAuthentication))
    .add(
      HttpApiEndpoint.get("money", "/money/:id")
        .setPath(Schema.Struct({ id: Schema.String }))
        .addSuccess(Schema.String)
        .middleware(PlayerAuthentication)
        .annotate(AllowsRestricted, true)
    )
    .add(HttpApiEndpoint.get("agent", "/agent").addSuccess(Schema.String).middleware(AgentAuthentication))
    .add(HttpApiEndpoint.get("shop", "/shop").addSuccess(Schema.String).middleware(VisitorIdentification))
    .add(HttpApiEndpoint.get("inner", "/inner").addSuccess(Schema.String).middleware(ServiceAuthentication))
)

const handlers = HttpApiBuilder.group(api, "probe", (routes) =>
  routes
    .handle("me", () => Effect.map(CurrentPlayer, ({ brand, player }) => `${brand} ${player}`))
    .handle("agent", () => Effect.map(CurrentAgent, ({ agent, brand }) => `${brand} ${agent}`))
    .handle("money", () => Effect.map(CurrentPlayer, ({ player }) => player))
    .handle("shop", () => Effect.map(CurrentVisitor, ({ brand, address }) => `${brand} ${address}`))
    .handle("inner", () => Effect.map(CurrentService, ({ name }) => name))
)

const self = ServiceName.make("wallet_service")

const services = Layer.mergeAll(TokenVerifier.layer, TokenIssuer.layer, CallerPass.layer, ServiceToken.layer).pipe(
  Layer.provideMerge(JwksSource.layerOwn("player")),
  Layer.provideMerge(
    Layer.mergeAll(SigningKeys.layerMemory, Revocations.layerMemory, ServiceIdentity.layerMemory(self), twoBrands)
  )
)

const site = Layer.mergeAll(
  HttpServer.layerContext,
  HttpApiBuilder.api(api).pipe(
    Layer.provide(handlers),
    Layer.provide(
      Layer.mergeAll(
        Authenticate.layerPlayerFor(restrictedRoutes(api)),
        Authenticate.layerAgent,
        Authenticate.layerVisitor,
        Authenticate.layerService
      )
    )
  )
).pipe(Layer.provideMerge(services))

const player = aPlayer("aurora")

const started = Effect.gen(function* () {
  const memoMap = yield* Layer.makeMemoMap
  const context = yield* Layer.buildWithMemoMap(services, memoMap, yield* Effect.scope)
  const { handler } = HttpApiBuilder.toWebHandler(site, { memoMap })
  const get = (path: string, headers: Record<string, string>) =>
    Effect.promise(async () => {
      const response = await handler(new Request(`http://inside${path}`, { headers }))
      return { status: response.status, body: await response.json() }
    })
  const tools = yield* Effect.provide(
    Effect.all({
      issuer: TokenIssuer.TokenIssuer,
      passes: CallerPass.CallerPass,
      tokens: ServiceToken.ServiceToken,
      revocations: Revocations.Revocations
    }),
    context
  )
  return { get, ...tools }
})

describe("a service without a gateway", () => {
  it.scopedLive("takes a token whatever the case of its scheme, and under no other scheme", () =>
    Effect.gen(function* () {
      const { get, issuer, tokens } = yield* started
      const { token } = yield* issuer.issue(player)
      const inner = yield* tokens.to(self)
      const statuses = (scheme: string) =>
        Effect.all([
          Effect.map(get("/me", { authorization: scheme + token, host: "aurora.test" }), ({ status }) => status),
          Effect.map(get("/inner", { authorization: scheme + inner }), ({ status }) => status)
        ])
      for (const scheme of ["Bearer ", "bearer ", "BEARER ", "bEARER  "]) {
        expect({ scheme, statuses: yield* statuses(scheme) }).toEqual({ scheme, statuses: [200, 200] })
      }
      for (const scheme of ["", "Basic ", "Digest ", "Bearer", "Bearer: "]) {
        expect({ scheme, statuses: yield* statuses(scheme) }).toEqual({ scheme, statuses: [401, 401] })
      }
    })
  )

  it.scopedLive("authenticates a player on their own brand's host only", () =>
    Effect.gen(function* () {
      const { get, issuer } = yield* started
      const authorization = `Bearer ${(yield* issuer.issue(player)).token}`
      expect(yield* get("/me", { authorization, host: "aurora.test:8010" })).toEqual({
        status: 200,
        body: `aurora ${player.player}`
      })
      expect(yield* get("/me", { authorization, host: "borealis.test" })).toMatchObject({
        status: 401,
        body: { code: "brand-mismatch" }
      })
      for (const host of ["nobody.test", "admin.test", ""]) {
        expect(yield* get("/me", { authorization, host })).toMatchObject({
          status: 421,
          body: { code: "unknown-host" }
        })
      }
    })
  )

  it.scopedLive("answers every bad token with one body", () =>
    Effect.gen(function* () {
      const { get, issuer, tokens } = yield* started
      const { token } = yield* issuer.issue(player)
      const operator = { _tag: "operator", operator: player.player, session: player.session } as const
      const bodies = yield* Effect.forEach(
        [
          {},
          { authorization: "Bearer " },
          { authorization: "Bearer a.b.c" },
          { authorization: `Basic ${token}` },
          { authorization: `Bearer ${token.slice(0, -3)}` },
          { authorization: `Bearer ${(yield* issuer.issue(operator)).token}` },
          { authorization: `Bearer ${yield* tokens.to(self)}` },
          { authorization: `Bearer ${token}`, [CallerPass.header]: "forged" }
        ],
        (headers) => get("/me", { host: "aurora.test", ...(headers as Record<string, string>) })
      )
      expect(bodies[0]).toMatchObject({ status: 401, body: { code: "unauthenticated" } })
      for (const answer of bodies) expect(answer).toEqual(bodies[0])
    })
  )

  it.scopedLive("trusts the gateway for brand, principal and address, and no other caller", () =>
    Effect.gen(function* () {
      const { get, passes, revocations } = yield* started
      const mine = yield* passes.issue(self, {
        brand: player.brand,
        user: { principal: player, issuedAt: 0 }
      })
      const forwarded = { host: "borealis.test", "x-forwarded-for": "203.0.113.9" }
      expect(yield* get("/me", { ...forwarded, [CallerPass.header]: mine.token })).toMatchObject({
        body: `aurora ${player.player}`
      })
      const visitor = yield* passes.issue(self, { brand: player.brand, user: null })
      expect(yield* get("/shop", { ...forwarded, [CallerPass.header]: visitor.token })).toMatchObject({
        body: "aurora 203.0.113.9"
      })
      expect(yield* get("/shop", forwarded)).toMatchObject({ body: "borealis unknown" })
      expect(yield* get("/me", { ...forwarded, [CallerPass.header]: visitor.token })).toMatchObject({ status: 401 })
      const elsewhere = yield* passes.issue(ServiceName.make("game_service"), { brand: player.brand, user: null })
      expect(yield* get("/shop", { ...forwarded, [CallerPass.header]: elsewhere.token })).toMatchObject({ status: 401 })
      yield* revocations.revoke({ _tag: "subject", subject: player.player })
      expect(yield* get("/me", { ...forwarded, [CallerPass.header]: mine.token })).toMatchObject({ status: 401 })
    })
  )

  it.scopedLive("lets a restricted session through on the routes marked for it only, by token and by pass", () =>
    Effect.gen(function* () {
      const { get, issuer, passes } = yield* started
      const restricted = { ...player, restricted: true } as const
      const { token } = yield* issuer.issue(restricted)
      const pass = yield* passes.issue(self, { brand: player.brand, user: { principal: restricted, issuedAt: 0 } })
      const bearer = { host: "aurora.test", authorization: `Bearer ${token}` }
      for (const headers of [bearer, { host: "aurora.test", [CallerPass.header]: pass.token }]) {
        expect(yield* get("/me", headers)).toMatchObject({ status: 403, body: { code: "session-restricted" } })
        expect(yield* get("/money/7", headers)).toEqual({ status: 200, body: player.player })
      }
    })
  )

  it.scopedLive("takes an agent's pass for agents and a player's for players, never one for the other", () =>
    Effect.gen(function* () {
      const { get, issuer, passes } = yield* started
      const agent = { _tag: "agent", brand: player.brand, agent: player.player, session: player.session } as const
      const passOf = (principal: typeof agent | typeof player) =>
        Effect.map(passes.issue(self, { brand: player.brand, user: { principal, issuedAt: 0 } }), ({ token }) => ({
          host: "borealis.test",
          [CallerPass.header]: token
        }))
      expect(yield* get("/agent", yield* passOf(agent))).toEqual({ status: 200, body: `aurora ${agent.agent}` })
      expect(yield* get("/agent", yield* passOf(player))).toMatchObject({ status: 401 })
      expect(yield* get("/me", yield* passOf(agent))).toMatchObject({ status: 401 })
      const bearer = { host: "aurora.test", authorization: `Bearer ${(yield* issuer.issue(player)).token}` }
      expect(yield* get("/agent", bearer)).toMatchObject({ status: 401 })
    })
  )

  it.scopedLive("opens its inside to services only", () =>
    Effect.gen(function* () {
      const { get, issuer, tokens } = yield* started
      const inside = yield* tokens.to(self)
      expect(yield* get("/inner", { authorization: `Bearer ${inside}` })).toEqual({ status: 200, body: self })
      const outside = (yield* issuer.issue(player)).token
      expect(yield* get("/inner", { authorization: `Bearer ${outside}` })).toMatchObject({ status: 401 })
    })
  )
})
