import * as Authenticate from "@croupier/core/auth/Authenticate"
import { PlayerAuthentication, Unauthenticated } from "@croupier/core/auth/Authentication"
import { type PlayerPrincipal, ServiceName } from "@croupier/core/auth/Principal"
import * as ServiceIdentity from "@croupier/core/auth/ServiceIdentity"
import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import * as Service from "@croupier/core/http/Service"
import { uuidv7 } from "@croupier/core/Ids"
import * as TestHttp from "@croupier/core/testing/TestHttp"
import { FetchHttpClient } from "@effect/platform"
import { expect, it } from "@effect/vitest"
import { Effect, Layer, Logger, LogLevel, Redacted } from "effect"
import { PromotionServiceApi } from "../src/contract/PromotionApi.js"
import * as PromotionHandlers from "../src/http/PromotionHandlers.js"
import * as PromotionHttp from "../src/PromotionHttp.js"
import { laws } from "../src/testing/laws.js"
import { campaignOf, freeCredit, sit, type Table } from "../src/testing/Table.js"
import type { World } from "../src/testing/World.js"
import { inMemory } from "./worlds.js"

const service = ServiceName.make("promotion_service")

/** Represents the player's sign-in: a token is a player. */
const signedIn = new Map<string, PlayerPrincipal>()
const signIn = Layer.succeed(PlayerAuthentication, {
  bearer: (token) => {
    const player = signedIn.get(Redacted.value(token))
    return player === undefined ? new Unauthenticated() : Effect.succeed(player)
  }
})
const trust = Layer.merge(signIn, Authenticate.layerService).pipe(
  Layer.provideMerge(ServiceToken.layer),
  Layer.provide(ServiceIdentity.layerMemory(service))
)
const house = Layer.merge(trust, inMemory)

const start = Effect.gen(function* () {
  const context = yield* Effect.context<Layer.Layer.Success<typeof house>>()
  return yield* TestHttp.start(
    Service.serve({ name: service, api: PromotionServiceApi, handlers: PromotionHandlers.layer, port: 0 }).pipe(
      Layer.provide(Layer.succeedContext(context))
    )
  )
})

const as = (table: Table, key?: string) => {
  const token = uuidv7(Date.now())
  signedIn.set(token, { _tag: "player", ...table.ref, session: uuidv7(Date.now()) } as PlayerPrincipal)
  return { headers: { authorization: `Bearer ${token}`, ...(key === undefined ? {} : { "idempotency-key": key }) } }
}

it.scopedLive(
  "the laws hold over HTTP",
  () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* start
      const context = yield* Effect.context<World>()
      const remote = Layer.merge(
        Layer.succeedContext(context),
        Layer.provide(PromotionHttp.layerHttp({ service, url: baseUrl }), FetchHttpClient.layer)
      )
      for (const { hold } of laws) yield* Effect.provide(hold, remote)
      // A killed request is logged with its stack, which is what the laws ask for.
    }).pipe(Effect.provide(Layer.merge(house, Logger.minimumLogLevel(LogLevel.None)))),
  180_000
)

it.scopedLive("players claim under a key, see their own bonuses only, and give them up", () =>
  Effect.gen(function* () {
    const http = yield* start
    const table = yield* sit()
    const stranger = yield* sit(table.brand)
    const campaign = freeCredit()
    yield* table.saved(campaign)
    const offers = yield* http.request("GET", "/api/promotion/campaigns", as(table))
    expect(offers).toMatchObject({
      status: 200,
      json: { items: [{ campaign: campaign.id, amount: "5", toStake: "50", claimable: true }] }
    })
    const path = `/api/promotion/campaigns/${campaign.id}/claim`
    expect(yield* http.request("POST", path, as(table))).toMatchObject({
      status: 400,
      json: { code: "idempotency-key-missing" }
    })
    const claimed = yield* http.request("POST", path, as(table, "k1"))
    expect(claimed).toMatchObject({ status: 201, json: { amount: "5", toStake: "50" } })
    const again = yield* http.request("POST", path, as(table, "k1"))
    expect([again.status, again.text, again.headers.get("idempotent-replayed")]).toEqual([201, claimed.text, "true"])
    expect(yield* http.request("POST", path, as(table, "k2"))).toMatchObject({
      status: 409,
      json: { code: "not-eligible", reason: "cap-per-player" }
    })
    const { id } = claimed.json as { id: string }
    expect(yield* http.request("GET", "/api/promotion/bonuses", as(table))).toMatchObject({
      status: 200,
      json: { items: [{ id, state: "active", terms: { multiplier: "10" } }] }
    })
    const forfeit = `/api/promotion/bonuses/${id}/forfeit`
    const theirs = yield* http.request("POST", forfeit, as(stranger))
    const missing = yield* http.request("POST", `/api/promotion/bonuses/${uuidv7(0)}/forfeit`, as(stranger))
    expect(theirs.status).toBe(404)
    expect({ ...(theirs.json as object), traceId: "" }).toEqual({ ...(missing.json as object), traceId: "" })
    expect(yield* http.request("POST", forfeit, as(table))).toMatchObject({ status: 200, json: { state: "forfeited" } })
    expect(yield* http.request("GET", "/api/promotion/bonuses")).toMatchObject({ status: 401 })
  }).pipe(Effect.provide(house))
)

it.scopedLive("a code is claimed under a key, and what is not described is refused", () =>
  Effect.gen(function* () {
    const http = yield* start
    const table = yield* sit()
    const campaign = campaignOf({ _tag: "promo-code", code: "SPRING10", amount: { EUR: "7" } })
    yield* table.saved({ ...campaign, caps: { ...campaign.caps, perPlayer: 1 } })
    const enter = (body: unknown, key: string) =>
      http.request("POST", "/api/promotion/codes", { ...as(table, key), body })
    expect(yield* enter({ code: "SPRING10", more: true }, "k1")).toMatchObject({ status: 400 })
    expect(yield* enter({ code: "SUMMER" }, "k1")).toMatchObject({ status: 404, json: { code: "campaign-not-found" } })
    expect(yield* enter({ code: "spring10" }, "k1")).toMatchObject({ status: 201, json: { amount: "7" } })
  }).pipe(Effect.provide(house))
)
