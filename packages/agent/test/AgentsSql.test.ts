import { layerMemory } from "@croupier/wallet/WalletMemory"
import { describe, layer } from "@effect/vitest"
import { Layer } from "effect"
import { laws } from "../src/testing/laws.js"
import * as World from "../src/testing/World.js"
import { database, storeSql } from "./storeSql.js"

const world = World.layer(storeSql, layerMemory).pipe(Layer.provide(database))

describe("the laws of agents, on PostgreSQL", () => {
  layer(world, { excludeTestServices: true })((it) => {
    for (const law of laws) it.effect(law.name, () => law.hold)
  })
})
