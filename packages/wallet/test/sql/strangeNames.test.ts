import assert from "node:assert/strict"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { describe, it } from "@effect/vitest"
import { Effect, FastCheck, Layer } from "effect"
import { Wallet } from "../../src/contract.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { playerOf } from "./play.js"
import { newBrands } from "./subject.js"

const layer = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

const name = FastCheck.oneof(
  FastCheck.string({ unit: "binary" }),
  FastCheck.constantFrom(",", 'a)","(b', '"', "\\", "(", "\0", "hub88", "é".repeat(300))
)
const names = FastCheck.sample(FastCheck.tuple(name, name), { numRuns: 200, seed: 17 })

describe("a round that anybody may name", () => {
  it.effect("is absent whatever its name holds, and no name reaches the row of another", () =>
    Effect.gen(function* () {
      const wallet = yield* Wallet
      const [brand] = newBrands()
      const player = playerOf(brand)
      yield* wallet.post(player.open)
      for (const [provider, id] of names) {
        assert.equal(yield* wallet.round(brand, player.wallet, provider, id), undefined, JSON.stringify([provider, id]))
      }
    }).pipe(Effect.provide(layer))
  )
})
