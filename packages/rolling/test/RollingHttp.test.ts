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
import { Effect, Layer, Redacted } from "effect"
import { RollingServiceApi } from "../src/contract/RollingApi.js"
import * as RollingHandlers from "../src/http/RollingHandlers.js"
import * as RollingHttp from "../src/RollingHttp.js"
import { laws } from "../src/testing/laws.js"
import { sit, type Table } from "../src/testing/Table.js"
import type { World } from "../src/testing/World.js"
import { inMemory } from "./worlds.js"

const service = ServiceName.make("rolling_service")

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
    Service.serve({ name: service, api: RollingServiceApi, handlers: RollingHandlers.layer, port: 0 }).pipe(
      Layer.provide(Layer.succeedContext(context))
    )
  )
})

const as = (table: Table) => {
  const token = uuidv7(Date.now())
  signedIn.set(token, { _tag: "player", ...table.ref, session: uuidv7(Date.now()) } as PlayerPrincipal)
  return { headers: { authorization: `Bearer ${token}` } }
}

it.scopedLive(
  "the laws hold over HTTP",
  () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* start
      const context = yield* Effect.context<World>()
      const remote = Layer.merge(
        Layer.succeedContext(context),
        Layer.provide(RollingHttp.layerHttp({ service, url: baseUrl }), FetchHttpClient.layer)
      )
      for (const { hold } of laws) yield* Effect.provide(hold(3), remote)
    }).pipe(Effect.provide(house)),
  120_000
)

it.scopedLive("players see their own turnover; another player's requirement is answered like a missing one", () =>
  Effect.gen(function* () {
    const http = yield* start
    const table = yield* sit()
    const stranger = yield* sit({ brand: table.brand })
    table.deposit(50)
    table.round("r1", 20, 0)
    yield* table.counted
    const [requirement] = yield* table.requirements
    const own = as(table)
    const listed = yield* http.request("GET", "/api/rolling/requirements", own)
    expect(listed).toMatchObject({
      status: 200,
      json: { items: [{ id: requirement?.id, multiplier: "1", target: "50", progress: "20", missing: "30" }] }
    })
    const path = (id: string) => `/api/rolling/requirements/${id}/contributions`
    expect(yield* http.request("GET", path(requirement?.id ?? ""), own)).toMatchObject({
      status: 200,
      json: { items: [{ kind: "round", amount: "20", valid: "20", weight: 10_000 }] }
    })
    const why = yield* http.request("GET", "/api/rolling/withdrawable", own)
    expect(why).toMatchObject({
      status: 200,
      json: { allowed: false, reasons: [{ code: "turnover-missing" }], requirements: [{ contributions: [{}] }] }
    })
    const theirs = yield* http.request("GET", path(requirement?.id ?? ""), as(stranger))
    const missing = yield* http.request("GET", path(uuidv7(Date.now())), as(stranger))
    expect(theirs.status).toBe(404)
    expect({ ...(theirs.json as object), traceId: "" }).toEqual({ ...(missing.json as object), traceId: "" })
    expect(yield* http.request("GET", "/api/rolling/withdrawable")).toMatchObject({ status: 401 })
    expect(yield* http.request("GET", "/api/rolling/requirements?limit=0", own)).toMatchObject({ status: 400 })
  }).pipe(Effect.provide(house))
)
