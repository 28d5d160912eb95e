import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, Exit, Layer } from "effect"
import { TransactionKey, Wallet, type WalletCommand } from "../../src/contract.js"
import { openingAccount } from "../../src/testing/commands.js"
import { renderReport, verifyLedger } from "../../src/verify/VerifyLedger.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "../sql/anyBrand.js"
import { playerOf } from "../sql/play.js"
import { owning, type Spanning } from "../sql/spanning.js"
import { newBrands } from "../sql/subject.js"

const uuid = (n: number, wallet: string) => `${wallet.slice(0, -4)}${n.toString(16).padStart(4, "0")}`

/** A player with a reversed bet, an open bonus round, a converted and an active grant, a withdrawal being paid and one open. */
const played = (owner: Spanning) =>
  Effect.gen(function* () {
    const { post, putReceivingAccount } = yield* Wallet
    const [brand] = newBrands()
    const player = playerOf(brand)
    const own = { brand, wallet: player.wallet, actor: { kind: "operator", id: "one" } as const }
    const key = (name: string) => TransactionKey.once("authority", `${name}-${player.wallet}`)
    const money = (units: bigint) => ({ currency: player.open.currency, amount: fromUnits(units) })
    const terms = { maxBet: null, maxCashOut: fromUnits(60n), expiresAt: null, excludedGames: [] }
    const [first, second, paid, held, asked] = [1, 2, 3, 4, 5].map((n) => uuid(n, player.wallet))
    yield* putReceivingAccount(brand, openingAccount(brand))
    const commands: ReadonlyArray<WalletCommand> = [
      player.open,
      player.deposit("d", 1000n),
      player.bet("b1", 10n),
      player.rollback("x1", "b1"),
      player.bet("b2", 10n),
      { _tag: "bonus-grant", ...own, ...money(100n), ...terms, key: key("g1"), grant: first! },
      { _tag: "bonus-convert", ...own, key: key("c1"), grant: first! },
      { _tag: "bonus-grant", ...own, ...money(100n), ...terms, key: key("g2"), grant: second! },
      { _tag: "withdraw-hold", ...own, ...money(200n), key: key("h1"), withdrawal: paid! },
      { _tag: "withdraw-approve", ...own, key: key("a1"), withdrawal: paid! },
      { _tag: "withdraw-pay", ...own, key: key("p1"), withdrawal: paid! },
      { _tag: "withdraw-hold", ...own, ...money(850n), key: key("h2"), withdrawal: held! },
      { ...player.bet("b3", 20n), round: { provider: "hub88", id: `bonus of ${player.wallet}` } },
      {
        ...player.bet("b4", 5n),
        _tag: "win",
        kind: "normal",
        missingBet: "refuse",
        round: { provider: "hub88", id: `bonus of ${player.wallet}` }
      },
      { _tag: "round-close", ...own, key: key("close"), round: { provider: "hub88", id: `round of ${player.wallet}` } },
      {
        _tag: "deposit-request",
        ...own,
        ...money(100n),
        key: key("ask"),
        request: asked!,
        reference: "ABC123",
        expiresAt: 4_102_444_800_000
      }
    ]
    for (const command of commands) {
      const result = yield* post(command)
      assert.equal(result._tag, "ok", `${command._tag}: ${JSON.stringify(result, (_, v) => String(v))}`)
    }
    const change = (text: string) => owner(Effect.flatMap(SqlClient, (sql) => sql.unsafe(text)).pipe(withBrand(brand)))
    return { brand, player, change, first: first!, second: second!, paid: paid!, held: held!, asked: asked! }
  })

/** Columns that are themselves the proof of others: what differs is named by the row that they prove. */
const derived: ReadonlySet<string> = new Set(["original", "converted"])

const faultsOf = (brand: BrandKey) => verifyLedger({ brands: [brand] })

layer(Layer.provideMerge(WalletSql.layer, TestPostgres.layer(walletOfAnyBrand)), { timeout: 60_000 })(
  "a row that authorises money",
  (it) => {
    it.scoped("changed by hand, one column at a time, is named with its column, what it should be and what it is", () =>
      Effect.gen(function* () {
        const owner = yield* owning
        const { asked, brand, change, first, held, paid, player, second } = yield* played(owner)
        const sound = yield* faultsOf(brand)
        assert.deepEqual(sound.faults, [], renderReport(sound))
        const t = "croupier_wallet"
        const bet = (n: number) => `key LIKE '%/b${n}\\%20${player.wallet}'`
        const round = `wallet_id = '${player.wallet}' AND id LIKE 'bonus%'`
        const columns: ReadonlyArray<readonly [table: string, column: string, value: string, where: string]> = [
          ["transaction", "reversed_by", "NULL", bet(1)],
          ["transaction", "reversed_by", "'made/up/key'", bet(2)],
          ["transaction", "original", "'made/up/key'", "tag = 'rollback'"],
          ["transaction", "promo", "promo + 1", "tag = 'bonus-convert'"],
          ["transaction", "converted", "converted + 1", "tag = 'bonus-convert'"],
          ["round", "stake_cash", "stake_cash + 1", round],
          ["round", "stake_bonus", "stake_bonus + 1", round],
          ["round", "payout_cash", "payout_cash + 1", round],
          ["round", "payout_bonus", "payout_bonus + 1", round],
          ["round", "grant_id", `'${first}'`, round],
          ["round", "currency", "'USD'", round],
          ["round", "closed_at", "closed_at + interval '1 second'", "status = 'closed'"],
          ["bonus_grant", "amount", "amount + 1", `id = '${second}'`],
          ["bonus_grant", "currency", "'USD'", `id = '${second}'`],
          ["bonus_grant", "open_rounds", "open_rounds + 1", `id = '${second}'`],
          ["bonus_grant", "status", "'forfeited'", `id = '${second}'`],
          ["wallet", "grant_id", "NULL", "true"],
          ["wallet", "request_id", "NULL", "true"],
          ["wallet", "held", "held + 1", "true"],
          ["withdrawal", "amount", "amount + 1", `id = '${held}'`],
          ["withdrawal", "status", "'failed'", `id = '${paid}'`],
          ["withdrawal", "status", "'rejected'", `id = '${held}'`],
          ["withdrawal", "approved_by", "'operator:other'", `id = '${paid}'`],
          ["withdrawal", "payout", `'${first}'`, `id = '${paid}'`],
          ["withdrawal", "payer", "'operator:other'", `id = '${paid}'`],
          ["deposit_request", "status", "'completed'", `id = '${asked}'`],
          ["deposit_request", "currency", "'USD'", `id = '${asked}'`]
        ]
        for (const [table, column, value, where] of columns) {
          yield* change(`CREATE TEMP TABLE before AS SELECT * FROM ${t}.${table};
            UPDATE ${t}.${table} SET ${column} = ${value} WHERE brand_id = '${brand}' AND ${where}`).pipe(
            Effect.catchAll((error) => Effect.dieMessage(`${table}.${column}: ${String(error.cause)}`))
          )
          const { faults } = yield* faultsOf(brand)
          const named = faults.some(
            ({ account, expected, found }) => account.endsWith(` ${column}`) && expected !== found
          )
          assert.ok(
            named || (derived.has(column) && faults.length > 0),
            `${table}.${column}: ${JSON.stringify(faults)}`
          )
          yield* change(`UPDATE ${t}.${table} AS x SET ${column} = b.${column} FROM before AS b
            WHERE (x.brand_id, x.${table === "transaction" ? "key" : "id"}::text) = (b.brand_id, b.${table === "transaction" ? "key" : "id"}::text);
            DROP TABLE before`)
          assert.deepEqual((yield* faultsOf(brand)).faults, [], `${table}.${column} was put back`)
        }
      })
    )

    it.scoped("of a reversal does not rest on the column that says so: a second reversal is refused", () =>
      Effect.gen(function* () {
        const owner = yield* owning
        const { brand, change, player } = yield* played(owner)
        const { balance, post } = yield* Wallet
        const before = yield* balance(brand, player.wallet)
        yield* change(`UPDATE croupier_wallet.transaction SET reversed_by = NULL WHERE brand_id = '${brand}'`)
        const again = yield* post(player.rollback("x2", "b1"))
        assert.ok(again._tag === "refused" && again.reason === "already-rolled-back")
        assert.deepEqual(yield* balance(brand, player.wallet), before)
        const { faults } = yield* faultsOf(brand)
        assert.deepEqual(
          faults.map(({ account, check, found }) => [check, account.endsWith("reversed_by"), found]),
          [["reversal of a transaction", true, "none"]]
        )
        const twice = yield* Effect.exit(
          change(`INSERT INTO croupier_wallet.transaction SELECT (r).* FROM (
            SELECT jsonb_populate_record(t, '{"key": "made/up/key", "version": 999}') AS r FROM croupier_wallet.transaction AS t
            WHERE brand_id = '${brand}' AND original IS NOT NULL) AS x`)
        )
        assert.ok(Exit.isFailure(twice))
      })
    )
  }
)
