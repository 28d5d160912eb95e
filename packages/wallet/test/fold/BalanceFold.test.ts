import assert from "node:assert/strict"
import type { BrandKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import { runs } from "@croupier/core/testing/LongRun"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, FastCheck, Layer } from "effect"
import { Wallet } from "../../src/contract.js"
import { brandBalances, foldBalances } from "../../src/fold/BalanceFold.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "../sql/anyBrand.js"
import { owning, type Spanning, spanning } from "../sql/spanning.js"
import { newBrands } from "../sql/subject.js"
import { slowTransfer, transferOf } from "../sql/transfers.js"

const wallet = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

const step = FastCheck.oneof(
  {
    weight: 4,
    arbitrary: FastCheck.record({ do: FastCheck.constant("post" as const), units: FastCheck.bigInt(1n, 500n) })
  },
  {
    weight: 2,
    arbitrary: FastCheck.record({ do: FastCheck.constant("begin" as const), units: FastCheck.bigInt(1n, 500n) })
  },
  { weight: 2, arbitrary: FastCheck.record({ do: FastCheck.constant("end" as const), units: FastCheck.constant(0n) }) },
  {
    weight: 4,
    arbitrary: FastCheck.record({ do: FastCheck.constant("fold" as const), units: FastCheck.bigInt(0n, 4n) })
  }
)

const feesOf = (brand: BrandKey) =>
  Effect.map(brandBalances([brand]), (balances) => {
    const sums = Object.fromEntries(balances.map(({ amount, kind }) => [kind, amount]))
    assert.equal((sums.suspense ?? 0n) + (sums.fees ?? 0n), 0n)
    return sums.fees ?? 0n
  })

const foldAll = (span: Spanning) => Effect.repeat(span(foldBalances(7)), { until: ({ entries }) => entries === 0 })

const checkpointOf = (brand: BrandKey) =>
  Effect.flatMap(
    SqlClient,
    (sql) => sql<{ amount: string }>`SELECT amount FROM croupier_wallet.checkpoint WHERE kind = 'fees'`
  ).pipe(
    withBrand(brand),
    Effect.map(([row]) => BigInt(row?.amount ?? 0))
  )

layer(wallet, { excludeTestServices: true, timeout: "60 seconds" })("the fold of brands' balances", (it) => {
  it.scoped(
    "a balance is the sum of its entries at every moment, however it is folded and whichever transactions stay open",
    () =>
      Effect.gen(function* () {
        const { post } = yield* Wallet
        const span = yield* spanning
        const owner = yield* owning
        const histories = FastCheck.sample(FastCheck.array(step, { minLength: 5, maxLength: 30 }), runs(50))
        for (const history of histories) {
          const [brand] = newBrands()
          yield* post(transferOf(brand, "first", 1n))
          let fees = 1n
          const open: Array<{ readonly units: bigint; readonly end: Effect.Effect<void, unknown> }> = []
          const end = Effect.suspend(() => {
            const [writer] = open.splice(0, 1)
            if (writer === undefined) return Effect.void
            fees += writer.units
            return writer.end
          })
          for (const [index, { do: what, units }] of history.entries()) {
            if (what === "post") {
              yield* post(transferOf(brand, `t${index}`, units))
              fees += units
            } else if (what === "begin" && open.length < 2) {
              open.push({ units, end: yield* owner(slowTransfer(brand, units)) })
            } else if (what === "end") yield* end
            else if (what === "fold") yield* span(foldBalances(Number(units)))
            assert.equal(yield* feesOf(brand), fees)
          }
          yield* foldAll(span)
          while (open.length > 0) yield* end
          assert.equal(yield* feesOf(brand), fees)
          yield* foldAll(span)
          assert.equal(yield* checkpointOf(brand), fees)
        }
      })
  )

  it.scoped("two folds at once take each entry once while others post, in steps that stay small", () =>
    Effect.gen(function* () {
      const { post } = yield* Wallet
      const span = yield* spanning
      const [brand] = newBrands()
      const ids = Array.from({ length: 60 }, (_, n) => `t${n}`)
      const posting = Effect.forEach(ids, (id) => post(transferOf(brand, id, 1n)), { concurrency: 3, discard: true })
      const folding = Effect.forEach(ids, () => span(foldBalances(10)))
      const [, one, other] = yield* Effect.all([posting, folding, folding], { concurrency: 3 })
      yield* foldAll(span)
      assert.equal(yield* checkpointOf(brand), 60n)
      // A step ends with a whole transaction, and one holds a batch at most.
      assert.ok([...one, ...other].every(({ entries }) => entries <= 10 + 2 * 48))
    })
  )
})
