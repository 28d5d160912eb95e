import type { WalletId } from "@croupier/core/Ids"
import { isLongRun, runs } from "@croupier/core/testing/LongRun"
import { describe, expect, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { once } from "../../src/contract/TransactionKey.js"
import type { Command, CommandOf } from "../../src/contract.js"
import { decideGroup } from "../../src/internal/posting/decideGroup.js"
import { stamp } from "../../src/internal/posting/stamp.js"
import { at as countersAt } from "../../src/rules/Counters.js"
import { needs } from "../../src/rules/needs.js"
import type { Effects } from "../../src/rules/State.js"
import { actor, brands, opening, openingAccount, sequence, wallets } from "../../src/testing/Commands.js"
import { violations } from "../../src/testing/MemoryBooks.js"
import { emptyLedger, type MemoryLedger, postTo } from "../../src/WalletMemory.js"
import { Table } from "./Table.js"

const brand = brands[0]
const wallet = wallets[0] as WalletId
const noon = Date.UTC(2026, 2, 2, 12)

type Reversible = CommandOf<"bet" | "win" | "deposit">

const isReversible = (command: Command): command is Reversible =>
  (command._tag === "bet" || command._tag === "win" || (command._tag === "deposit" && command.request === undefined)) &&
  command.brand === brand &&
  command.wallet === wallet

const inverse = (original: Reversible): Command => ({
  brand,
  wallet,
  actor,
  key: once("inverse", original.key),
  original: original.key,
  ...(original._tag === "deposit"
    ? { _tag: "deposit-reverse", reason: "law" }
    : { _tag: "rollback", shortfall: "debt" })
})

const open = (): MemoryLedger => {
  const ledger = emptyLedger()
  for (const each of brands) ledger.world.putReceiving({ ...openingAccount(each), brand: each })
  for (const command of opening) postTo(ledger, [command], noon - 1)
  return ledger
}

/** What a command did, without what a conversion or a forfeiture moves: that is all there is, whatever it is. */
const did = (effects: ReadonlyArray<Effects>): unknown =>
  effects.map(({ transaction: { converted, grant, moved, promo, tag }, wallet: row, withdrawal }) =>
    tag === "bonus-convert" || tag === "bonus-forfeit"
      ? [tag, grant]
      : [
          tag,
          grant,
          moved.bonus + converted + promo,
          moved.cash - converted - moved.debt,
          withdrawal?.status,
          row?.blocks
        ]
  )

/** Everything that authorises money, up to what is owed for money that was not there. */
const authorises = (ledger: MemoryLedger, now: number): unknown => {
  const row = ledger.world.wallet(brand, wallet)!
  const accounts: Record<string, bigint> = {}
  for (const { amount, brand: of, kind, sub, wallet: holder } of ledger.entries) {
    if (of === brand && holder === null) accounts[`${kind} ${sub}`] = (accounts[`${kind} ${sub}`] ?? 0n) + amount
  }
  return {
    cash: row.cash - row.debt,
    bonus: row.bonus,
    held: row.held,
    grant: row.grant,
    request: row.request,
    counters: countersAt(row.counters, ledger.world.clock(brand), now),
    grants: [...ledger.world.grants.values()].map(({ converted, id, openRounds, released, status }) => [
      id,
      status,
      released,
      converted,
      openRounds
    ]),
    rounds: [...ledger.world.rounds.values()]
      .filter(({ payoutBonus, payoutCash, stakeBonus, stakeCash }) =>
        [stakeCash, stakeBonus, payoutCash, payoutBonus].some((total) => total !== 0n)
      )
      .map(({ id, wallet: of, ...round }) => [
        of,
        id,
        round.grant,
        round.stakeCash,
        round.stakeBonus,
        round.payoutCash,
        round.payoutBonus
      ])
      .sort(),
    accounts: Object.entries(accounts)
      .filter(([, amount]) => amount !== 0n)
      .sort()
  }
}

/** A turn of the event loop: a test that runs for more than a minute without one cannot report to vitest. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe("an inverse", () => {
  it("leaves all that authorises money as if its original had never come, whatever came between that does not rest on it", async () => {
    const reached = new Set<string>()
    await FastCheck.assert(
      FastCheck.asyncProperty(
        sequence,
        sequence,
        FastCheck.nat(),
        FastCheck.array(FastCheck.integer({ min: 0, max: 40 * 3_600_000 }), { minLength: 70, maxLength: 70 }),
        async (before, between, pick, pauses) => {
          await turn()
          const played = open()
          const without = open()
          let now = noon
          const candidates = before.filter(isReversible)
          const original = candidates[pick % Math.max(candidates.length, 1)]
          FastCheck.pre(original !== undefined)
          const at = before.indexOf(original!)
          for (const command of before.slice(0, at)) {
            postTo(played, [command], now)
            postTo(without, [command], now)
          }
          const [taken] = postTo(played, [original!], now)
          FastCheck.pre(taken!._tag === "ok" && !taken!.replayed)
          for (const [index, command] of [...before.slice(at + 1), ...between].entries()) {
            if (needs(command).keys.includes(original!.key)) continue
            now += pauses[index % pauses.length]! < 36_000_000 ? 1000 : pauses[index % pauses.length]!
            for (const ledger of [played, without]) ledger.world.now = now
            const here = decideGroup(played.world, [stamp(command, now)])
            const there = decideGroup(without.world, [stamp(command, now)])
            const [first, second] = [here.results[0]!, there.results[0]!]
            const same =
              (first._tag === "ok" && second._tag === "ok" && first.replayed === second.replayed) ||
              (first._tag === "refused" && second._tag === "refused" && first.reason === second.reason)
            if (!same || JSON.stringify(did(here.effects), text) !== JSON.stringify(did(there.effects), text)) continue
            postTo(played, [command], now)
            postTo(without, [command], now)
            if (first._tag === "ok") reached.add(`${original!._tag} ${command._tag}`)
          }
          const [undone] = postTo(played, [inverse(original!)], now)
          expect(undone).toMatchObject({ _tag: "ok" })
          expect(violations(played)).toEqual([])
          expect(authorises(played, now)).toEqual(authorises(without, now))
        }
      ),
      { numRuns: runs(3_000) }
    )
    // A tenth of the runs does not always come to each.
    for (const original of isLongRun ? ["bet", "win"] : []) {
      for (const tag of ["bonus-convert", "bonus-forfeit", "round-close", "win", "bet"]) {
        expect(reached, `${original}, then ${tag}`).toContain(`${original} ${tag}`)
      }
    }
  })

  it("of a win frees the cap that its conversion had used, and the next win is paid under it", () => {
    const t = new Table()
    t.grant("bonus", 100, { maxCashOut: 100 })
    t.bet("b1", 100)
    t.win("w1", 100)
    t.convert("c", "bonus")
    expect(t.has).toEqual([100, 0, 0, 0])
    t.rollback("x1", "w1")
    expect(t.has).toEqual([0, 0, 0, 0])
    t.win("w2", 100)
    expect(t.has).toEqual([100, 0, 0, 0])
    expect(t.brandHas("promo")).toBe(-100)
  })

  it("of a win takes from promo what the conversion had given over the cap, not from the player", () => {
    const t = new Table()
    t.deposit("own", 50)
    t.grant("bonus", 100, { maxCashOut: 60 })
    t.bet("b0", 50, { round: "own" })
    t.deposit("own2", 50)
    t.hold("w", 50)
    t.bet("b1", 100)
    t.win("w1", 100)
    t.convert("c", "bonus")
    t.release("back", "w")
    expect(t.has).toEqual([110, 0, 0, 0])
    t.rollback("x1", "w1")
    expect(t.has).toEqual([50, 0, 0, 0])
    expect(t.brandHas("promo")).toBe(-100)
  })

  it("of a win that was dropped keeps the part of the cap that the player kept", () => {
    const t = new Table()
    t.grant("bonus", 100, { maxCashOut: 100 })
    t.bet("b1", 100)
    t.win("w1", 100)
    t.convert("c", "bonus")
    t.bet("b2", 70, { round: "r2" })
    t.rollback("x1", "w1", "clamp")
    expect(t.has).toEqual([0, 0, 0, 0])
    t.win("w2", 100)
    expect(t.has).toEqual([30, 0, 0, 0])
  })

  it("of a bonus bet leaves its round to the next grant", () => {
    const t = new Table()
    t.grant("one", 50)
    t.bet("b1", 20)
    t.forfeit("f", "one")
    t.rollback("x1", "b1")
    t.grant("two", 50)
    expect(t.bet("b2", 20)).toBe("ok")
    expect(t.events.find(({ type }) => type === "wallet.transaction-rolled-back")!.grant).toBeDefined()
  })

  it("of a deposit gives its part of the limit back, in the period in which it counted", () => {
    const t = new Table()
    t.limit("l", "deposit", "day", 100)
    expect(t.deposit("d1", 100)).toBe("ok")
    expect(t.deposit("d2", 1)).toBe("limit")
    t.reverseDeposit("x1", "d1")
    expect(t.deposit("d3", 100)).toBe("ok")

    const late = new Table({}, Date.UTC(2026, 2, 2, 23))
    late.limit("l", "deposit", "day", 100)
    late.ask("ask", 100)
    late.now = Date.UTC(2026, 2, 3, 1)
    expect(late.complete("d1", "ask", 100)).toBe("ok")
    expect(late.deposit("d2", 100)).toBe("ok")
    late.reverseDeposit("x1", "d1")
    expect(late.deposit("d3", 1)).toBe("limit")
  })
})

const text = (_: string, value: unknown): unknown => (typeof value === "bigint" ? `${value}n` : value)
