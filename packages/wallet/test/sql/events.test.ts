import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import { kinds, read } from "@croupier/core/events/EventKind"
import type { WalletId } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import { Effect, Either, FastCheck, Layer, Schema } from "effect"
import { once } from "../../src/contract/TransactionKey.js"
import { type EventType, Wallet, type WalletCommand, walletEvents } from "../../src/contract.js"
import { actor, currency, opening, openingAccount, sequence, under, uuid } from "../../src/testing/Commands.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { newBrands } from "./subject.js"

const wallet = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

interface Row {
  readonly type: EventType
  readonly version: number
  readonly payload: unknown
}

layer(wallet, { excludeTestServices: true, timeout: "60 seconds" })("the catalogue of the wallet's events", (it) => {
  it.effect("every row of the outbox is of its kind's schema, and every kind occurs", () =>
    Effect.gen(function* () {
      const { post, putReceivingAccount } = yield* Wallet
      const sql = yield* SqlClient
      const found = new Set<EventType>()
      // A fixed sample, so that what it reaches does not change from run to run; the first ones of a sample are short.
      const histories = FastCheck.sample(sequence, { numRuns: 60, seed: 7 }).toSorted((a, b) => b.length - a.length)
      for (const history of histories.slice(0, 12)) {
        const brands = newBrands()
        for (const brand of brands) yield* putReceivingAccount(brand, openingAccount(brand))
        yield* Effect.forEach(under([...opening, ...history], brands), post, { discard: true })
        yield* Effect.forEach(rare(brands[0]), post, { discard: true })
        const rows = yield* sql<Row>`SELECT type, version, payload FROM croupier_wallet.outbox`.pipe(withBrand(brands))
        for (const row of rows) {
          assert.deepEqual(rewritten(row), row.payload)
          found.add(row.type)
        }
      }
      assert.deepEqual([...found].toSorted(), Object.keys(walletEvents).toSorted())
    })
  )

  it("refuses another type, another version, and an amount finer than the ledger", () => {
    const kind = walletEvents["wallet.deposit-completed"]
    const { example: payload, type, version } = kind
    const finer = { ...payload, moved: { ...payload.moved, cash: "0.0000001" } }
    expect(Either.isRight(read(kind, { type, version, payload }))).toBe(true)
    expect(Either.isLeft(read(kind, { type: "wallet.win-paid", version, payload }))).toBe(true)
    expect(Either.isLeft(read(kind, { type, version: 2, payload }))).toBe(true)
    expect(String(Either.flip(read(kind, { type, version, payload: finer })))).toContain("at most 6 decimals")
  })

  it("amounts are signed ledger units in code", () => {
    const kind = walletEvents["wallet.deposit-reversed"]
    const event = Either.getOrThrow(read(kind, { ...kind, payload: kind.example }))
    expect(event.moved).toEqual({ cash: -30_000_000_000n, bonus: 0n, held: 0n, debt: 20_000_000_000n })
    expect(event.balance.debt).toBe(20_000_000_000n)
  })
})

/** The payload of a row, read by its kind and written again. */
const rewritten = (row: Row): unknown => {
  const kind = kinds.get(row.type)!
  return Schema.encodeSync(kind.payload)(Either.getOrThrow(read(kind, row)))
}

/** What random histories seldom or never reach, on a wallet that they do not know. */
const rare = (brand: BrandKey): ReadonlyArray<WalletCommand> => {
  const on = { brand, wallet: uuid(0, 9) as WalletId, actor }
  const amount = { currency, amount: fromUnits(100n) }
  const bonus = { ...amount, maxBet: null, maxCashOut: null, expiresAt: null, excludedGames: [] }
  const [withdrawal, other, first, second] = [uuid(9, 1), uuid(9, 4), uuid(9, 2), uuid(9, 3)] as const
  const block = { scope: "bet", source: "reconciliation", reason: "a difference", author: actor, until: null } as const
  const key = (step: string) => once("rare", step)
  return [
    { _tag: "open", ...on, key: key("open"), kind: "player", currency },
    { _tag: "deposit", ...on, key: key("fund"), ...amount, from: { kind: "bank", sub: "main" } },
    { _tag: "withdraw-hold", ...on, key: key("hold"), ...amount, withdrawal },
    { _tag: "withdraw-approve", ...on, key: key("approve"), withdrawal },
    { _tag: "withdraw-pay", ...on, key: key("pay"), withdrawal },
    { _tag: "withdraw-settle", ...on, key: key("settle"), withdrawal, bank: "main" },
    { _tag: "withdraw-return", ...on, key: key("return"), withdrawal, reason: "law" },
    { _tag: "withdraw-hold", ...on, key: key("hold again"), ...amount, withdrawal: other },
    { _tag: "withdraw-release", ...on, key: key("release"), withdrawal: other, as: "rejected", reason: "law" },
    { _tag: "deposit-reverse", ...on, key: key("reverse"), original: key("fund"), reason: "law" },
    { _tag: "bonus-grant", ...on, key: key("grant"), ...bonus, grant: first },
    { _tag: "bonus-convert", ...on, key: key("convert"), grant: first },
    { _tag: "bonus-grant", ...on, key: key("again"), ...bonus, grant: second },
    { _tag: "bonus-forfeit", ...on, key: key("forfeit"), grant: second, as: "forfeited" },
    { _tag: "gate", ...on, key: key("freeze"), change: { set: [block], clear: [] } }
  ]
}
