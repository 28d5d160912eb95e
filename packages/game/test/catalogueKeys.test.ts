import type { BrandKey } from "@croupier/core/Brand"
import { expect, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Catalogue from "../src/internal/catalogue/Catalogue.js"

const game = { provider: "hub88", code: "sugar", name: "Sugar", category: "slots", currencies: [] } as const

it.effect("a game code with a blank in it, as a callback may name it, is not taken for the game before the blank", () =>
  Effect.gen(function* () {
    const catalogue = yield* Catalogue.Catalogue
    const brand = "aurora" as BrandKey
    yield* catalogue.put(brand, [game])
    expect((yield* catalogue.known(brand, game.provider, "sugar"))?.code).toBe("sugar")
    expect(yield* catalogue.known(brand, game.provider, "sugar rush")).toBeUndefined()
  }).pipe(Effect.provide(Catalogue.layerMemory))
)
