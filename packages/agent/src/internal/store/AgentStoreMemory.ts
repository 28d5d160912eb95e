import type { BrandKey } from "@croupier/core/Brand"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { MemoryOutbox } from "@croupier/core/events/EventStreamMemory"
import { Effect, Layer } from "effect"
import { AgentStore, decided } from "./AgentStore.js"
import * as BrandRows from "./BrandRows.js"
import { tablesMemory } from "./tablesMemory.js"

/** What is stored of agents, in memory and gone with the process. Transactions run one after the other. */
export const layerMemory: Layer.Layer<AgentStore, never, BrandDirectory | MemoryOutbox> = Layer.effect(
  AgentStore,
  Effect.gen(function* () {
    const directory = yield* BrandDirectory
    const outbox = yield* MemoryOutbox
    const turn = yield* Effect.makeSemaphore(1)
    const brands = new Map<BrandKey, BrandRows.BrandRows>()
    const rowsOf = (brand: BrandKey) => {
      const rows = brands.get(brand) ?? BrandRows.empty()
      brands.set(brand, rows)
      return rows
    }
    return {
      inBrand: (brand, use) =>
        Effect.suspend(() => decided(use(tablesMemory(brand, rowsOf(brand), { directory, outbox })))).pipe(
          Effect.orDie,
          turn.withPermits(1),
          Effect.flatten
        )
    }
  })
)
