import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import { TransactionKey, Wallet, type WalletCommand } from "../../src/contract.js"
import { openingAccount } from "../../src/testing/Commands.js"
import { playerOf } from "../sql/play.js"
import type { Spanning } from "../sql/spanning.js"
import { newBrands } from "../sql/subject.js"

const uuid = (n: number, wallet: string) => `${wallet.slice(0, -4)}${n.toString(16).padStart(4, "0")}`

/**
 * A player of a new brand with a reversed bet, a tombstone, an open bonus round and a closed one, a converted and an active
 * grant, a block and a limit, a withdrawal being paid, one open and one rejected, and deposit requests that are completed,
 * cancelled by a block with its money in review since, and pending. The last command moves money, so all of them can be sealed.
 */
export const played = (owner: Spanning) =>
  Effect.gen(function* () {
    const { post, putReceivingAccount } = yield* Wallet
    const [brand] = newBrands()
    const player = playerOf(brand)
    const own = { brand, wallet: player.wallet, actor: { kind: "operator", id: "one" } as const }
    const key = (name: string) => TransactionKey.once("authority", `${name}-${player.wallet}`)
    const money = (units: bigint) => ({ currency: player.open.currency, amount: fromUnits(units) })
    const terms = { maxBet: null, maxCashOut: fromUnits(60n), expiresAt: null, excludedGames: [] }
    const [first, second, paid, held, asked, done, closed, refused] = [1, 2, 3, 4, 5, 6, 7, 8].map((n) =>
      uuid(n, player.wallet)
    )
    const round = (name: string) => ({ provider: "hub88", id: `${name} of ${player.wallet}` })
    const request = (request: string, reference: string): WalletCommand => ({
      _tag: "deposit-request",
      ...own,
      ...money(100n),
      key: key(`ask-${reference}`),
      request,
      reference,
      expiresAt: 4_102_444_800_000
    })
    const block = { scope: "deposit", source: "operator", reason: "told so", author: own.actor, until: null } as const
    const limits = [{ kind: "stake", period: "week", amount: fromUnits(1_000_000n) } as const]
    const gate = (name: string, change: Extract<WalletCommand, { _tag: "gate" }>["change"]): WalletCommand => ({
      _tag: "gate",
      ...own,
      key: key(name),
      change
    })
    yield* putReceivingAccount(brand, openingAccount(brand))
    const commands: ReadonlyArray<WalletCommand> = [
      player.open,
      player.deposit("d", 1000n),
      player.bet("b1", 10n),
      player.rollback("x1", "b1"),
      player.rollback("x2", "never came"),
      player.bet("b2", 10n),
      { _tag: "bonus-grant", ...own, ...money(100n), ...terms, key: key("g1"), grant: first! },
      { _tag: "bonus-convert", ...own, key: key("c1"), grant: first! },
      { _tag: "bonus-grant", ...own, ...money(100n), ...terms, key: key("g2"), grant: second! },
      { _tag: "withdraw-hold", ...own, ...money(200n), key: key("h1"), withdrawal: paid! },
      { _tag: "withdraw-approve", ...own, key: key("a1"), withdrawal: paid! },
      { _tag: "withdraw-pay", ...own, key: key("p1"), withdrawal: paid! },
      { _tag: "withdraw-hold", ...own, ...money(10n), key: key("h3"), withdrawal: refused! },
      { _tag: "withdraw-release", ...own, key: key("r3"), withdrawal: refused!, as: "rejected", reason: "not now" },
      { _tag: "withdraw-hold", ...own, ...money(850n), key: key("h2"), withdrawal: held! },
      { ...player.bet("b3", 20n), round: round("bonus") },
      { ...player.bet("b4", 5n), _tag: "win", kind: "normal", missingBet: "refuse", round: round("bonus") },
      { _tag: "round-close", ...own, key: key("close"), round: round("round") },
      request(done!, "ABC121"),
      {
        _tag: "deposit",
        ...own,
        ...money(100n),
        key: key("credit"),
        from: { kind: "bank", sub: "main" },
        request: done!
      },
      request(closed!, "ABC122"),
      gate("block", { set: [block], clear: [] }),
      gate("allow", { set: [{ ...block, scope: "bonus" }], clear: [block], limits }),
      request(asked!, "ABC123"),
      {
        _tag: "deposit",
        ...own,
        ...money(100n),
        key: key("late"),
        from: { kind: "bank", sub: "main" },
        request: closed!
      },
      { ...player.bet("b5", 1n), round: round("last") }
    ]
    for (const command of commands) {
      const result = yield* post(command)
      assert.equal(result._tag, "ok", `${command._tag}: ${JSON.stringify(result, (_, v) => String(v))}`)
    }
    const change = (text: string) => owner(Effect.flatMap(SqlClient, (sql) => sql.unsafe(text)).pipe(withBrand(brand)))
    return {
      brand,
      player,
      change,
      first: first!,
      second: second!,
      paid: paid!,
      held: held!,
      asked: asked!,
      refused: refused!
    }
  })
