import * as Authenticate from "@croupier/core/auth/Authenticate"
import { PlayerAuthentication, Unauthenticated } from "@croupier/core/auth/Authentication"
import { type PlayerPrincipal, ServiceName } from "@croupier/core/auth/Principal"
import * as ServiceIdentity from "@croupier/core/auth/ServiceIdentity"
import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import { layerMemory } from "@croupier/core/events/EventStreamMemory"
import * as Notifier from "@croupier/core/events/Notifier"
import * as Service from "@croupier/core/http/Service"
import { type PlayerId, uuidv7 } from "@croupier/core/Ids"
import * as TestHttp from "@croupier/core/testing/TestHttp"
import { FetchHttpClient } from "@effect/platform"
import { expect, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { Tally } from "../src/contract/Tally.js"
import { TallyServiceApi } from "../src/contract/TallyApi.js"
import * as TallyHandlers from "../src/http/TallyHandlers.js"
import * as TallyHttp from "../src/TallyHttp.js"
import * as TallyMemory from "../src/TallyMemory.js"
import { brands, law } from "../src/testing/laws.js"

const service = ServiceName.make("tally_service")
const player: PlayerPrincipal = {
  brand: brands[0],
  player: uuidv7(Date.now()) as PlayerId,
  session: uuidv7(Date.now())
} as PlayerPrincipal

/** Replaces the app's own sign-in: one token, one player. */
const signIn = Layer.succeed(PlayerAuthentication, {
  bearer: (token) => (Redacted.value(token) === "ada" ? Effect.succeed(player) : new Unauthenticated())
})
const trust = Layer.merge(signIn, Authenticate.layerService).pipe(
  Layer.provideMerge(ServiceToken.layer),
  Layer.provide(ServiceIdentity.layerMemory(service))
)
const tally = TallyMemory.layerMemory.pipe(Layer.provide(layerMemory), Layer.provide(Notifier.layer))
const world = Layer.merge(trust, tally)

const start = Effect.gen(function* () {
  const context = yield* Effect.context<Layer.Layer.Success<typeof world>>()
  return yield* TestHttp.start(
    Service.serve({ name: service, api: TallyServiceApi, handlers: TallyHandlers.layer, port: 0 }).pipe(
      Layer.provide(Layer.succeedContext(context))
    )
  )
})

it.scopedLive("the law holds over HTTP", () =>
  Effect.gen(function* () {
    const { baseUrl } = yield* start
    const remote = Layer.provide(TallyHttp.layerHttp({ service, url: baseUrl }), FetchHttpClient.layer)
    yield* Effect.provide(law, remote)
  }).pipe(Effect.provide(world))
)

it.scopedLive("players see their own points, and nothing without a token", () =>
  Effect.gen(function* () {
    const http = yield* start
    const { brand, player: id } = player
    yield* Effect.flatMap(Tally, (tally) => tally.add({ brand, player: id, id: uuidv7(Date.now()), points: 7 }))
    const own = yield* http.request("GET", "/api/tally/points", { headers: { authorization: "Bearer ada" } })
    expect(own).toMatchObject({ status: 200, json: { points: 7 } })
    const stranger = yield* http.request("GET", "/api/tally/points", { headers: { authorization: "Bearer eve" } })
    expect(stranger).toMatchObject({ status: 401, json: { code: "unauthenticated" } })
  }).pipe(Effect.provide(world))
)
