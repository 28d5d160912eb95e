import assert from "node:assert/strict"
import type { BrandKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import { runs } from "@croupier/core/testing/LongRun"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, Either, FastCheck, Layer } from "effect"
import { Wallet } from "../../src/contract.js"
import { verifySeal } from "../../src/internal/seal/verifySeal.js"
import { type Head, parseHead, renderHead } from "../../src/seal/Head.js"
import { heads, sealEntries } from "../../src/seal/LedgerSeal.js"
import { renderFault, verifyLedger } from "../../src/verify/verifyLedger.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "../sql/anyBrand.js"
import { playerOf } from "../sql/play.js"
import { owning, spanning } from "../sql/spanning.js"
import { newBrands } from "../sql/subject.js"
import { slowTransfer, transferOf } from "../sql/transfers.js"
import { played } from "../verify/played.js"
import { columnsOf, otherValue, whileTampered } from "../verify/tamper.js"

const wallet = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

const sealing = Effect.gen(function* () {
  const span = yield* spanning
  const owner = yield* owning
  return {
    seal: (atMost: number) => span(sealEntries(atMost)),
    sealAll: span(Effect.repeat(sealEntries(20), { until: ({ entries }) => entries === 0 })),
    heads: (brand: BrandKey) => Effect.map(span(heads), (all) => all.filter((head) => head.brand === brand)),
    begin: (brand: BrandKey, units: bigint) => owner(slowTransfer(brand, units)),
    tamper: (brand: BrandKey, text: string) =>
      owner(Effect.flatMap(SqlClient, (sql) => sql.unsafe(text)).pipe(withBrand(brand)))
  }
})

/** What the seal says of a brand's entries. */
const faultsOf = (brand: BrandKey, kept: ReadonlyArray<Head> = []) =>
  Effect.map(verifyLedger({ brands: [brand], heads: kept }), ({ faults }) =>
    faults.filter(({ check }) => check === "seal").map(renderFault)
  )

/** A brand with a chain of some ten links over the bets of a player. */
const sealed = Effect.gen(function* () {
  const { post } = yield* Wallet
  const hands = yield* sealing
  const [brand] = newBrands()
  const player = playerOf(brand)
  yield* post(player.open)
  for (let n = 0; n < 10; n++) {
    yield* post(player.deposit(`d${n}`, 100n))
    yield* post(player.bet(`b${n}`, 10n))
    yield* hands.sealAll
  }
  const [head] = yield* hands.heads(brand)
  assert.ok(head !== undefined && head.number >= 10n)
  assert.deepEqual(yield* faultsOf(brand, [head]), [])
  return { ...hands, brand, head, post, player }
})

const fifth = "(SELECT seq FROM croupier_wallet.entry ORDER BY seq OFFSET 4 LIMIT 1)"

/** Each column of an entry, changed by as little as it can be. */
const changes: Readonly<Record<string, string>> = {
  transaction_id: "gen_random_uuid()",
  line: "(line + 10)::smallint",
  kind: "kind || 'x'",
  sub: "sub || ' '",
  currency: "'EUX'",
  amount: "amount + 1",
  balance_after: "balance_after + 1",
  version: "version + 1",
  at: "at + interval '1 microsecond'",
  wallet_id: "gen_random_uuid()",
  xid: "(xid::text::bigint + 1)::text::xid8"
}

layer(wallet, { excludeTestServices: true, timeout: "120 seconds" })("the seal over the ledger", (it) => {
  it.scoped("finds a changed byte of any column of any entry, and where it is", () =>
    Effect.gen(function* () {
      const { brand, head, tamper } = yield* sealed
      for (const [column, changed] of Object.entries(changes)) {
        yield* tamper(
          brand,
          `CREATE TABLE croupier_wallet.kept AS SELECT * FROM croupier_wallet.entry WHERE seq = ${fifth};
           UPDATE croupier_wallet.entry SET ${column} = ${changed} WHERE seq = (SELECT seq FROM croupier_wallet.kept)`
        )
        const found = yield* faultsOf(brand)
        assert.ok(found.length >= 1, `${column} was changed without detection`)
        assert.match(found[0]!, /^seal: .* link \d+: expected [0-9a-f]{64} of \d+ entries, found [0-9a-f]{64} of \d+/)
        assert.match(found[0]!, /first diverging: entries \d+ to \d+$/)
        yield* tamper(
          brand,
          `UPDATE croupier_wallet.entry AS e SET ${column} = k.${column} FROM croupier_wallet.kept AS k WHERE e.seq = k.seq;
           DROP TABLE croupier_wallet.kept`
        )
        assert.deepEqual(yield* faultsOf(brand, [head]), [], column)
      }
    })
  )

  it.scoped("finds a changed byte of any column of any transaction, whether or not it moved money", () =>
    Effect.gen(function* () {
      const hands = yield* sealing
      const owner = yield* owning
      const { post } = yield* Wallet
      const { brand, change } = yield* played(owner)
      yield* post(transferOf(brand, "transfer", 5n))
      yield* hands.sealAll
      const [head] = yield* hands.heads(brand)
      const look = verifySeal(brand, [head!]).pipe(withBrand(brand))
      assert.deepEqual((yield* look).faults, [])
      const sql = yield* SqlClient
      const columns = yield* sql.unsafe<{ column: string; type: string }>(columnsOf("transaction"))
      // The brand is the row's place, not its content; a reversal proves `reversed_by` by its `original`.
      const sealedColumns = columns.filter(({ column }) => column !== "brand_id" && column !== "reversed_by")
      const { rows } = (yield* sql<{ rows: ReadonlyArray<string> }>`
        SELECT array_agg(key ORDER BY key) AS rows FROM croupier_wallet.transaction WHERE key LIKE ANY (ARRAY[
          '%/b3\\%20%', '%/never%20came%', '%/close-%', '%/g2-%', '%/allow-%', '%/ask-ABC122-%', '%transfer%'])`.pipe(
        withBrand(brand)
      ))[0]!
      assert.equal(rows.length, 7)
      const bet = rows.find((key) => key.includes("/b3"))!
      const changed = [
        ...sealedColumns.map(({ column, type }) => [bet, column, otherValue(column, type)] as const),
        ...rows.map((key) => [key, "fingerprint", "fingerprint || 'x'"] as const)
      ]
      for (const [key, column, other] of changed) {
        const where = `brand_id = '${brand}' AND key = '${key}'`
        // The next versions are taken.
        const value = column === "version" ? "version + 1000" : other
        const { faults } = yield* whileTampered(change, { table: "transaction", column, value, where }, look)
        assert.equal(faults[0]?.check, "seal", `${key} ${column}`)
      }
      assert.deepEqual((yield* look).faults, [])
    })
  )

  it.scoped("finds a missing row, and one that was slipped in", () =>
    Effect.gen(function* () {
      const { brand, tamper } = yield* sealed
      yield* tamper(brand, `DELETE FROM croupier_wallet.entry WHERE seq = ${fifth}`)
      const missing = yield* faultsOf(brand)
      assert.equal(missing.length, 1)
      assert.match(missing[0]!, / of 4 entries, found .* of 3; /)
      const other = yield* sealed
      yield* other.tamper(
        other.brand,
        `INSERT INTO croupier_wallet.entry
           (brand_id, transaction_id, line, wallet_id, kind, sub, currency, amount, balance_after, version, at, xid)
         SELECT brand_id, gen_random_uuid(), 1, NULL, 'fees', '', currency, 1, NULL, 0, at, xid
         FROM croupier_wallet.entry WHERE seq = ${fifth}`
      )
      assert.match((yield* faultsOf(other.brand))[0]!, / of 4 entries, found .* of 5; /)
    })
  )

  it.scoped(
    "finds a cut tail by a head that was kept elsewhere, and links that were cut off their entries without one",
    () =>
      Effect.gen(function* () {
        const { brand, head, tamper } = yield* sealed
        const last = `(SELECT snapshot FROM croupier_wallet.seal WHERE number = ${head.number - 1n})`
        yield* tamper(
          brand,
          `DELETE FROM croupier_wallet.entry WHERE NOT pg_visible_in_snapshot(xid, ${last});
        DELETE FROM croupier_wallet.seal WHERE number = ${head.number}`
        )
        assert.deepEqual(yield* faultsOf(brand), [])
        assert.deepEqual(yield* faultsOf(brand, [head]), [
          `seal: ${brand} the chain: expected link ${head.number}, of which there is a head, ` +
            `found its end at link ${head.number - 1n}: the tail is cut`
        ])
        const other = yield* sealed
        yield* other.tamper(other.brand, `DELETE FROM croupier_wallet.seal WHERE number = ${other.head.number}`)
        assert.match((yield* faultsOf(other.brand))[0]!, /the chain: expected a link for every entry, found 4 in none/)
      })
  )

  // The last one on this database: it spoils the chains of the other brands.
  it.scoped("finds a chain that was rebuilt over other entries by a head of the old one", () =>
    Effect.gen(function* () {
      const { brand, head, sealAll, tamper } = yield* sealed
      yield* tamper(
        brand,
        `UPDATE croupier_wallet.entry SET amount = amount * 2;
        DELETE FROM croupier_wallet.seal; UPDATE croupier_wallet.follower SET snapshot = '3:3:' WHERE name = 'ledger seal'`
      )
      yield* sealAll
      assert.deepEqual(yield* faultsOf(brand), [])
      assert.ok((yield* faultsOf(brand, [head])).length > 0)
    })
  )
})

layer(Layer.fresh(wallet), { excludeTestServices: true, timeout: "120 seconds" })("a chain", (it) => {
  it.scoped(
    "holds every entry once, however it is sealed, by whichever process and whichever transactions stay open",
    () =>
      Effect.gen(function* () {
        const { post } = yield* Wallet
        const { begin, seal, sealAll } = yield* sealing
        const steps = FastCheck.array(FastCheck.constantFrom("post", "post", "begin", "end", "seal", "seal two"), {
          minLength: 5,
          maxLength: 25
        })
        for (const history of FastCheck.sample(steps, runs(40))) {
          const [brand, other] = newBrands()
          const open: Array<Effect.Effect<void, unknown>> = []
          const end = Effect.suspend(() => open.shift() ?? Effect.void)
          for (const [n, step] of history.entries()) {
            if (step === "post") yield* post(transferOf(n % 3 ? brand : other, `t${n}`, 1n))
            else if (step === "begin" && n > 2 && open.length < 2) {
              yield* post(transferOf(brand, `t${n}`, 1n))
              open.push(yield* begin(brand, 2n))
            } else if (step === "end") yield* end
            else if (step === "seal") yield* seal(n % 4)
            else if (step === "seal two") yield* Effect.all([seal(3), seal(3)], { concurrency: 2 })
          }
          while (open.length > 0) yield* end
          yield* sealAll
          for (const each of [brand, other]) {
            assert.deepEqual(yield* faultsOf(each), [])
            const [counted] = yield* Effect.flatMap(
              SqlClient,
              (sql) => sql<{ sealed: bigint; there: bigint }>`
              SELECT coalesce(sum(entries), 0)::bigint AS sealed, (SELECT count(*) FROM croupier_wallet.entry) AS there
              FROM croupier_wallet.seal`
            ).pipe(withBrand(each))
            assert.equal(counted!.sealed, counted!.there)
          }
        }
      })
  )

  it.prop(
    "a head is read as it was written, and nothing else is one",
    [FastCheck.bigInt(1n, 10n ** 17n), FastCheck.string()],
    ([number, text]) => {
      const head: Head = { brand: "aurora" as BrandKey, number, hash: "0f".repeat(32) }
      assert.deepEqual(Either.getOrThrow(parseHead(renderHead(head))), head)
      assert.equal(parseHead(text)._tag, "Left")
    }
  )
})
