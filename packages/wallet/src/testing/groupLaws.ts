import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import type { WalletId } from "@croupier/core/Ids"
import { Effect, FastCheck } from "effect"
import type { Command, CommandOf } from "../contract/Command.js"
import { once } from "../contract/TransactionKey.js"
import { actor, currency, wallets } from "./Commands.js"
import { comparable, type Law, law, type Subject } from "./Law.js"

const units = FastCheck.bigInt(1n, 900n)
const money = (amount: bigint) => ({ currency, amount: fromUnits(amount) })

/** Rounds of a bet and a win each, of which a player has this much left when all of it is reversed in one group. */
interface Played {
  readonly rounds: ReadonlyArray<{ readonly stake: bigint; readonly paid: bigint }>
  readonly left: bigint
  readonly shortfall: CommandOf<"rollback">["shortfall"]
}

/** Plays, reverses in the order that `arrange` makes, and answers the balance and each part's answer by its name. */
const reversed = (
  { brands: [brand], wallet: service }: Subject,
  wallet: WalletId,
  { left, rounds, shortfall }: Played,
  arrange: (parts: ReadonlyArray<string>) => ReadonlyArray<string>
) =>
  Effect.gen(function* () {
    const own = { brand, wallet, actor }
    const key = (name: string) => once("law", `${name} ${wallet}`)
    const at = (n: number) =>
      ({ ...own, round: { provider: "law", id: `r${n}` }, game: { code: "starlight", category: "slots" } }) as const
    const before: ReadonlyArray<Command> = [
      { _tag: "open", ...own, key: key("open"), kind: "player", currency },
      { _tag: "deposit", ...own, key: key("fund"), ...money(1_000_000n), from: { kind: "bank", sub: "main" } },
      ...rounds.flatMap(
        ({ paid, stake }, n): ReadonlyArray<Command> => [
          { _tag: "bet", ...at(n), key: key(`bet ${n}`), ...money(stake) },
          { _tag: "win", ...at(n), key: key(`win ${n}`), ...money(paid), kind: "normal", missingBet: "refuse" }
        ]
      )
    ]
    yield* Effect.forEach(before, service.post)
    const { cash } = yield* service.balance(brand, wallet)
    const spend = { ...own, key: key("spend"), ...money(cash - left), reason: "law" }
    yield* service.post({ _tag: "adjust", ...spend, account: "cash", direction: "debit" })
    const listed = arrange(rounds.flatMap((_, n) => [`bet ${n}`, `win ${n}`]))
    const results = yield* service.postGroup(
      listed.map((name) => ({ _tag: "rollback", ...own, key: key(`back ${name}`), original: key(name), shortfall }))
    )
    assert.ok(results.every(({ _tag }) => _tag === "ok"))
    const answers = Object.fromEntries(listed.map((name, n) => [name, comparable(results[n]!)]))
    return { balance: yield* service.balance(brand, wallet), answers }
  })

/** Statements about groups over every wallet. */
export const groupLaws: ReadonlyArray<Law> = [
  law(
    "a group falls short only of what the whole of it lacks, and answers each part the same, however its reversals are listed",
    FastCheck.record({
      rounds: FastCheck.array(FastCheck.record({ stake: units, paid: units }), { minLength: 1, maxLength: 4 }),
      left: units,
      shortfall: FastCheck.constantFrom("debt" as const, "clamp" as const),
      ranks: FastCheck.array(FastCheck.nat(), { minLength: 8, maxLength: 8 })
    }),
    (subject, { ranks, ...played }) =>
      Effect.gen(function* () {
        const inOrder = yield* reversed(subject, wallets[0]!, played, (parts) => parts)
        const shuffled = yield* reversed(subject, wallets[1]!, played, (parts) =>
          parts
            .map((part, n) => ({ part, rank: ranks[n]! }))
            .toSorted((a, b) => a.rank - b.rank)
            .map(({ part }) => part)
        )
        assert.deepEqual(shuffled, inOrder)
        const net = played.rounds.reduce((sum, { paid, stake }) => sum + stake - paid, played.left)
        const owed = net < 0n && played.shortfall === "debt" ? -net : 0n
        assert.deepEqual([shuffled.balance.cash, shuffled.balance.debt], [net > 0n ? net : 0n, owed])
        assert.deepEqual(yield* subject.books, [])
      })
  )
]
