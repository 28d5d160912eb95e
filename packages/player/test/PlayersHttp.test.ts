import { FetchHttpClient } from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Cause, Effect, Layer, TestClock } from "effect"
import { Players } from "../src/contract.js"
import { layerHttp } from "../src/PlayersHttp.js"
import { laws } from "../src/testing/laws.js"
import { registration } from "../src/testing/People.js"
import * as World from "../src/testing/World.js"
import { doors, playerService, started } from "./service.js"
import { storeMemory } from "./storeMemory.js"

const world = doors.pipe(Layer.provideMerge(World.layer(storeMemory)))

/** The same world, but its players are reached over HTTP. */
const remote = Effect.flatMap(started, ({ baseUrl }) =>
  Layer.build(Layer.provide(layerHttp({ service: playerService, url: baseUrl }), FetchHttpClient.layer))
)

describe("the laws of players, over HTTP", () => {
  for (const law of laws) {
    it.scoped(law.name, () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(Date.UTC(2026, 10, 22, 16))
        yield* Effect.provide(law.hold, yield* remote)
      }).pipe(Effect.provide(world))
    )
  }

  it.scopedLive("an unreachable service is unavailable and not a defect; whether the call was done is not known", () =>
    Effect.gen(function* () {
      const players = yield* Effect.provide(
        Players,
        Layer.provide(layerHttp({ service: playerService, url: "http://127.0.0.1:1" }), FetchHttpClient.layer)
      )
      const error = yield* Effect.flip(players.register(registration(World.aurora)))
      expect(error).toMatchObject({ _tag: "PlayersUnavailable", outcome: "unknown" })
    }).pipe(Effect.provide(world))
  )

  it.scopedLive("a service that does not take our token is a defect and not an answer", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* started
      const players = yield* Effect.provide(
        Players,
        Layer.provide(
          layerHttp({ service: "wallet_service" as typeof playerService, url: baseUrl }),
          FetchHttpClient.layer
        )
      )
      const exit = yield* Effect.exit(players.register(registration(World.aurora)))
      expect(exit._tag === "Failure" && Cause.isDie(exit.cause)).toBe(true)
    }).pipe(Effect.provide(world))
  )
})
