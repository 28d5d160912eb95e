import assert from "node:assert/strict"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Wallet } from "../../src/contract.js"
import { freeze } from "../../src/internal/reconciliation/freeze.js"
import { approveUnfreeze, askUnfreeze } from "../../src/internal/reconciliation/Unfreeze.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "../sql/anyBrand.js"
import { playerOf } from "../sql/play.js"
import { newBrands } from "../sql/subject.js"

const wallet = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))
const ann = { kind: "operator", id: "ann" } as const
const ben = { kind: "operator", id: "ben" } as const
const eve = { kind: "operator", id: "eve" } as const

/** A frozen wallet, and the operator Ann, who requests the unfreeze. */
const asked = Effect.gen(function* () {
  const service = yield* Wallet
  const [brand] = newBrands()
  const player = playerOf(brand)
  yield* service.post(player.open)
  yield* service.post(player.deposit("d", 100n))
  yield* freeze(service, "run")({ brand, wallet: player.wallet })
  const request = yield* askUnfreeze({ brand, wallet: player.wallet, reason: "the row is right again", by: ann })
  const bet = (id: string) =>
    Effect.map(service.post(player.bet(id, 1n)), (result) => (result._tag === "ok" ? "ok" : result.reason))
  return { bet, brand, player, request }
})

const refusal = <R>(approval: Effect.Effect<void, { readonly _tag: string; readonly reason?: string }, R>) =>
  Effect.map(Effect.flip(approval), ({ reason }) => reason)

layer(wallet, { excludeTestServices: true, timeout: "60 seconds" })("unfreezing", (it) => {
  it.scoped("needs a second operator; after the approval the next bet is taken, and a repeat changes nothing", () =>
    Effect.gen(function* () {
      const { bet, brand, request } = yield* asked
      assert.equal(yield* bet("b1"), "player-locked")
      assert.equal(yield* refusal(approveUnfreeze({ brand, request, by: ann })), "same-person")
      assert.equal(yield* bet("b1"), "player-locked")
      yield* approveUnfreeze({ brand, request, by: ben })
      yield* approveUnfreeze({ brand, request, by: ben })
      assert.equal(yield* bet("b1"), "ok")
      assert.equal(yield* refusal(approveUnfreeze({ brand, request, by: eve })), "approved-already")
      assert.equal(yield* refusal(approveUnfreeze({ brand: newBrands()[0], request, by: eve })), "unknown")
    })
  )

  it.scoped("is void for a freeze that was set after it was asked", () =>
    Effect.gen(function* () {
      const { bet, brand, player, request } = yield* asked
      const service = yield* Wallet
      const ask = (by: typeof ann) =>
        askUnfreeze({ brand, wallet: player.wallet, reason: "the row is right again", by })
      const second = yield* ask(ann)
      yield* approveUnfreeze({ brand, request, by: ben })
      assert.equal(yield* refusal(Effect.asVoid(ask(ann))), "not-frozen")
      yield* freeze(service, "next run")({ brand, wallet: player.wallet })
      assert.equal(yield* refusal(approveUnfreeze({ brand, request: second, by: ben })), "other-freeze")
      assert.equal(yield* bet("b1"), "player-locked")
      yield* approveUnfreeze({ brand, request: yield* ask(ann), by: ben })
      assert.equal(yield* bet("b1"), "ok")
    })
  )

  it.scoped("is asked and approved by operators only, in the rules and in the database", () =>
    Effect.gen(function* () {
      const { bet, brand, player, request } = yield* asked
      const robot = { kind: "service", id: "recon_service" } as const
      assert.equal(yield* refusal(approveUnfreeze({ brand, request, by: robot })), "operator-needed")
      const alone = askUnfreeze({ brand, wallet: player.wallet, reason: "none", by: robot })
      assert.equal(yield* refusal(Effect.asVoid(alone)), "operator-needed")
      const sql = yield* SqlClient
      const forged = sql`UPDATE croupier_wallet.unfreeze_request SET approved_by = ${JSON.stringify(robot)}, approved_at = now()`
      assert.match(String((yield* Effect.flip(withBrand(brand)(forged))).cause), /operators_decide/)
      assert.equal(yield* bet("b1"), "player-locked")
    })
  )

  it.scoped("what was cut off after the approval is made good when the same person asks again", () =>
    Effect.gen(function* () {
      const { bet, brand, request } = yield* asked
      const sql = yield* SqlClient
      yield* sql`UPDATE croupier_wallet.unfreeze_request SET approved_at = now(), approved_by = '{"kind":"operator","id":"ben"}'`.pipe(
        withBrand(brand)
      )
      assert.equal(yield* bet("b1"), "player-locked")
      yield* approveUnfreeze({ brand, request, by: ben })
      assert.equal(yield* bet("b1"), "ok")
    })
  )

  it.scoped("by one person is refused by the database itself, and so is a request without a reason", () =>
    Effect.gen(function* () {
      const { brand, player } = yield* asked
      const sql = yield* SqlClient
      const alone = sql`UPDATE croupier_wallet.unfreeze_request SET approved_by = asked_by, approved_at = now()`
      const { cause } = yield* Effect.flip(withBrand(brand)(alone))
      assert.match(String(cause), /a_second_person_approves/)
      yield* Effect.flip(askUnfreeze({ brand, wallet: player.wallet, reason: "", by: ann }))
    })
  )
})
