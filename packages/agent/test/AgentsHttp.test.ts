import { layerMemory } from "@croupier/wallet/WalletMemory"
import { FetchHttpClient } from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer, TestClock } from "effect"
import { layerHttp } from "../src/AgentsHttp.js"
import { Agents } from "../src/contract.js"
import { laws } from "../src/testing/laws.js"
import { anAgent, terms } from "../src/testing/Trees.js"
import * as World from "../src/testing/World.js"
import { agentService, doors, started } from "./service.js"
import { storeMemory } from "./storeMemory.js"

const world = doors.pipe(Layer.provideMerge(World.layer(storeMemory, layerMemory)))

/** The same world, but its agents are reached over HTTP. */
const remote = Effect.flatMap(started, ({ baseUrl }) =>
  Layer.build(Layer.provide(layerHttp({ service: agentService, url: baseUrl }), FetchHttpClient.layer))
)

describe("the laws of agents, over HTTP", () => {
  for (const law of laws) {
    it.scoped(law.name, () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(Date.UTC(2026, 10, 22, 16))
        yield* Effect.provide(law.hold, yield* remote)
      }).pipe(Effect.provide(world))
    )
  }

  it.scopedLive(
    "a service that does not answer is unavailable and not a defect; whether it was done is not known",
    () =>
      Effect.gen(function* () {
        const agents = yield* Effect.provide(
          Agents,
          Layer.provide(layerHttp({ service: agentService, url: "http://127.0.0.1:1" }), FetchHttpClient.layer)
        )
        const error = yield* Effect.flip(agents.register(anAgent(null, terms({}))))
        expect(error).toMatchObject({ _tag: "AgentsUnavailable", outcome: "unknown" })
      }).pipe(Effect.provide(world))
  )
})
