import assert from "node:assert/strict"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { TransactionKey, Wallet } from "../../src/contract.js"
import { nothing, pageOfLinks, unsealed } from "../../src/internal/seal/ChainQueries.js"
import { authorityChecks } from "../../src/internal/verify/authorityChecks.js"
import { checks } from "../../src/internal/verify/checks.js"
import { sealEntries } from "../../src/seal/LedgerSeal.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "../sql/anyBrand.js"
import { playerOf } from "../sql/play.js"
import { owning, spanning } from "../sql/spanning.js"
import { newBrands } from "../sql/subject.js"
import { slowTransfer } from "../sql/transfers.js"
import { workOf } from "./work.js"

const players = 20
const rounds = 30

/** Many rounds of some players, a third of them closed and some of the bets reversed; sealed in many links while a writer is open. */
const played = Effect.gen(function* () {
  const { post } = yield* Wallet
  const span = yield* spanning
  const owner = yield* owning
  const [brand] = newBrands()
  const end = yield* owner(slowTransfer(brand, 1n))
  for (let n = 0; n < players; n++) {
    const player = playerOf(brand)
    yield* post(player.open)
    yield* post(player.deposit("d", 100_000n))
    yield* Effect.forEach(
      Array.from({ length: rounds }, (_, index) => index),
      (index) =>
        Effect.gen(function* () {
          const round = { provider: "hub88", id: `${index} of ${player.wallet}` }
          const { brand, wallet, actor } = player.open
          const key = TransactionKey.once("round-close", `${index}-${wallet}`)
          yield* post({ ...player.bet(`b${index}`, 10n), round })
          if (index % 3 === 0) yield* post({ _tag: "round-close", brand, wallet, actor, key, round })
          if (index % 7 === 0) yield* post(player.rollback(`r${index}`, `b${index}`))
        }),
      { concurrency: "unbounded" }
    )
    yield* span(Effect.repeat(sealEntries(20), { until: ({ entries }) => entries === 0 }))
  }
  yield* end
  yield* span(sealEntries())
  yield* owner(Effect.flatMap(SqlClient, (sql) => sql`ANALYZE`)).pipe(Effect.orDie)
  return brand
})

layer(Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand)), { timeout: 60_000 })(
  "a check of the whole ledger",
  (it) => {
    it.scoped("reads every row a few times only, however many rows there are", () =>
      Effect.gen(function* () {
        const brand = yield* played
        const sql = yield* SqlClient
        const of = <A, E, R>(effect: Effect.Effect<A, E, R>) => withBrand(brand)(effect)
        const [size] = yield* of(sql<{ rows: bigint }>`SELECT (SELECT count(*) FROM croupier_wallet.transaction)
          + (SELECT count(*) FROM croupier_wallet.entry) + (SELECT count(*) FROM croupier_wallet.round) AS rows`)
        const [last] = yield* of(sql<{ snapshot: string }>`SELECT snapshot::text FROM croupier_wallet.seal
          ORDER BY number DESC LIMIT 1`)
        const queries: ReadonlyArray<readonly [name: string, query: string, parameters?: ReadonlyArray<unknown>]> = [
          ...[...checks, ...authorityChecks].map((check) => [check.name, check.sql] as const),
          // As in `verifySeal`.
          ["setting of the seal", "SELECT set_config('enable_seqscan', 'off', true)"],
          ["links of the seal", pageOfLinks, [brand, 0n, nothing, 1]],
          ["entries in no link", unsealed, [brand, last!.snapshot, 1]]
        ]
        const costs = yield* of(
          Effect.forEach(queries, ([name, query, parameters]) =>
            Effect.map(workOf(query, parameters), (work) => ({ name, work }))
          )
        )
        const rows = Number(size!.rows)
        assert.ok(rows > 2000)
        const tooMuch = costs.filter(({ work }) => work > 12 * rows)
        assert.deepEqual(tooMuch, [])
      })
    )
  }
)
