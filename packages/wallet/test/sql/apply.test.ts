import assert from "node:assert/strict"
import type { BrandKey } from "@croupier/core/Brand"
import { uuidv7 } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { defaultPolicy, Wallet } from "../../src/contract.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { playerOf } from "./play.js"
import { newBrands } from "./subject.js"

/** Array literals of rows, and the call's other arguments. */
interface Given {
  readonly policy?: number
  readonly opened?: string
  readonly entries?: string
  readonly rounds?: string
  readonly grants?: string
  readonly requests?: string
  readonly withdrawals?: string
  /** An expression. */
  readonly believed?: string
}

/** A transfer of the brand that moves nothing, as `transaction_row`. */
const transfer = (brand: string, id: string) =>
  `ROW('${brand}', 'test/money/${id}', gen_random_uuid(), 'brand-transfer', 'f', NULL, 0, 0, 'system', 'x', 0, 0, 0, 0, 0, 0,
    NULL, NULL, NULL, NULL, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL)::croupier_wallet.transaction_row`

/** Calls the posting function with transfers of these names; answers its status. */
const applying = (brand: BrandKey, ids: ReadonlyArray<string>, given: Given = {}) =>
  Effect.flatMap(SqlClient, (sql) =>
    sql.unsafe<{ readonly status: string }>(`
      SELECT croupier_wallet.apply_batch('{${brand}}', '{${given.policy ?? 0}}', '${given.opened ?? "{}"}', '{}',
        ARRAY[${ids.map((id) => transfer(brand, id)).join()}], '{}', '${given.entries ?? "{}"}', '${given.rounds ?? "{}"}',
        '{}', '${given.grants ?? "{}"}', '${given.requests ?? "{}"}', '${given.withdrawals ?? "{}"}', '{}', '{}',
        ${given.believed ?? "NULL"}) AS status`)
  ).pipe(
    withBrand(brand),
    Effect.map(([row]) => row!.status)
  )

const failing = (call: ReturnType<typeof applying>) => Effect.map(Effect.flip(call), ({ cause }) => String(cause))

/** A row of each kind that belongs to a wallet. */
const rowsOf = (brand: BrandKey, wallet: string, id: string): ReadonlyArray<Given> => [
  { rounds: `{"(${brand},${wallet},hub88,${id},EUR,g,slots,open,0,0,0,0,,0,,f)"}` },
  { grants: `{"(${brand},${id},${wallet},EUR,active,1,,,,[],0,0,0)"}` },
  { requests: `{"(${brand},${id},${wallet},EUR,1,ABC123,{},expired,0,0,)"}` },
  { withdrawals: `{"(${brand},${id},${wallet},player,EUR,1,requested,,[],f,,,,,,,0)"}` }
]

/** An empty wallet, as `wallet_row`. */
const opened = (brand: BrandKey, wallet: string) =>
  `{"(0,${brand},${wallet},player,EUR,1,0,0,0,0,0,,,[],[],0,0,0,0,0,0,0,0,0,0,0,0,0,0,0)"}`

layer(Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand)), { timeout: 60_000 })(
  "the posting function",
  (it) => {
    it.effect("requires each posting of a batch to sum to zero, not all of them together", () =>
      Effect.gen(function* () {
        const [brand] = newBrands()
        const entries = '{"(1,1,false,bank,main,EUR,-5,)","(2,1,false,fees,,EUR,5,)"}'
        assert.match(yield* failing(applying(brand, ["one", "two"], { entries })), /does not sum to zero/)
      })
    )

    it.effect("writes nothing that was decided under another version of the brand's policy", () =>
      Effect.gen(function* () {
        const { setPolicy } = yield* Wallet
        const [brand] = newBrands()
        assert.equal(yield* applying(brand, ["before"]), "applied")
        yield* setPolicy(brand, defaultPolicy)
        assert.equal(yield* applying(brand, ["older"]), "stale")
        assert.equal(yield* applying(brand, ["present"], { policy: 1 }), "applied")
        assert.equal(yield* applying(brand, ["newer"], { policy: 2 }), "stale")
      })
    )

    it.effect("writes nothing that was decided at a time half a second away from its own", () =>
      Effect.gen(function* () {
        const [brand] = newBrands()
        const at = (offset: number) => `(date_part('epoch', croupier_core.now()) * 1000)::bigint + ${offset}`
        assert.equal(yield* applying(brand, ["now"], { believed: at(0) }), "applied")
        assert.equal(yield* applying(brand, ["ahead"], { believed: at(2000) }), "stale")
        assert.equal(yield* applying(brand, ["behind"], { believed: at(-2000) }), "stale")
      })
    )

    it.effect("writes no row of a wallet that the batch has not locked, and takes none over from another wallet", () =>
      Effect.gen(function* () {
        const { post } = yield* Wallet
        const [brand] = newBrands()
        const [owner, other] = [uuidv7(Date.now()), uuidv7(Date.now())]
        const stranger = playerOf(brand)
        yield* post(stranger.open)
        for (const [n, row] of rowsOf(brand, stranger.wallet, uuidv7(Date.now())).entries()) {
          assert.match(yield* failing(applying(brand, [`unlocked ${n}`], row)), /has not locked/, JSON.stringify(row))
        }
        const id = uuidv7(Date.now())
        const [, ...own] = rowsOf(brand, owner, id)
        const [, ...taken] = rowsOf(brand, other, id)
        const rows: Given = Object.assign({ opened: opened(brand, owner) }, ...own)
        assert.equal(yield* applying(brand, ["own"], rows), "applied")
        for (const [n, row] of taken.entries()) {
          const call = applying(brand, [`taken ${n}`], { ...row, opened: opened(brand, other) })
          assert.match(yield* failing(call), /is of another wallet/, JSON.stringify(row))
        }
      })
    )
  }
)
