import assert from "node:assert/strict"
import type { BrandKey } from "@croupier/core/Brand"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { layer } from "@effect/vitest"
import { Effect, FastCheck, Layer } from "effect"
import * as ProviderBooksMemory from "../../src/books/ProviderBooksMemory.js"
import * as ProviderBooksSql from "../../src/books/ProviderBooksSql.js"
import { type BookedTransaction, ProviderBooks, TransactionKey, Wallet } from "../../src/contract.js"

import { opening, sequence, under, wallets } from "../../src/testing/Commands.js"
import { emptyLedger, postTo } from "../../src/WalletMemory.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { newBrands } from "./subject.js"

const books = Layer.merge(WalletSql.layerSql, ProviderBooksSql.layerSql).pipe(
  Layer.provideMerge(TestPostgres.layer(walletOfAnyBrand))
)

layer(books, { excludeTestServices: true, timeout: "60 seconds" })("the ledger from a provider's side", (it) => {
  it.effect("has each bet, win and rollback once, as memory has it, and every movement is what was entered", () =>
    Effect.gen(function* () {
      const { post } = yield* Wallet
      const sql = yield* ProviderBooks
      const histories = FastCheck.sample(sequence, { numRuns: 40, seed: 11 }).toSorted((a, b) => b.length - a.length)
      let seen = 0
      for (const history of histories.slice(0, 6)) {
        const brands = newBrands()
        const ledger = emptyLedger()
        const from = Date.now() - 60_000
        for (const command of under([...opening, ...history], brands)) {
          yield* post(command)
          postTo(ledger, [command], Date.now())
        }
        const memory = ProviderBooksMemory.make(ledger)
        const keys = Array.from({ length: 12 }, (_, n) => TransactionKey.provider("hub88", "money", `t${n}`))
        for (const brand of brands) {
          const all = yield* pages(sql, brand, from)
          assert.deepEqual(comparable(all), comparable(yield* pages(memory, brand, from)))
          for (const { entered, moved } of all) assert.equal(moved, entered)
          const free = yield* pages(sql, brand, from, "freeBets")
          assert.deepEqual(comparable(free), comparable(yield* pages(memory, brand, from, "freeBets")))
          for (const { entered, moved, tag } of free) assert.deepEqual([tag, moved, entered], ["bet", 0n, 0n])
          assert.deepEqual(comparable(yield* sql.byKeys(brand, keys)), comparable(yield* memory.byKeys(brand, keys)))
          for (const wallet of wallets) {
            const round = [brand, wallet, "hub88", "r1"] as const
            assert.deepEqual(comparable(yield* sql.ofRound(...round)), comparable(yield* memory.ofRound(...round)))
          }
          assert.deepEqual((yield* sql.between(brand, "other", query(from))).items, [])
          assert.deepEqual((yield* sql.between(brand, "hub88", { ...query(from), to: from })).items, [])
          seen += all.length
        }
      }
      assert.ok(seen > 10, `${seen} transactions are too few to show anything`)
    })
  )
})

const query = (from: number) => ({ from, to: from + 3_600_000, limit: 3 })

const pages = (books: ProviderBooks["Type"], brand: BrandKey, from: number, list: "between" | "freeBets" = "between") =>
  Effect.gen(function* () {
    const found: Array<BookedTransaction> = []
    let after: string | undefined
    do {
      const page = yield* books[list](brand, "hub88", { ...query(from), after })
      found.push(...page.items)
      after = page.after
    } while (after !== undefined)
    return found
  })

/** Without the instant, which the two do not share. */
const comparable = (items: ReadonlyArray<BookedTransaction>) =>
  items.map(({ at: _, ...item }) => item).sort((a, b) => (a.key < b.key ? -1 : 1))
