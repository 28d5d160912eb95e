import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import { Effect, FastCheck } from "effect"
import type { Command, CommandOf } from "../contract/Command.js"
import type { PostResult } from "../contract/Result.js"
import { provider } from "../contract/TransactionKey.js"
import { actor, brands, currency, opening, openingAccount, sequence, under, wallets } from "./Commands.js"
import { type Law, law, type Subject } from "./Law.js"

const stored = (result: PostResult): unknown => (result._tag === "ok" ? { ...result, replayed: true } : result)

const open = (subject: Subject) =>
  Effect.zipRight(
    Effect.forEach(subject.brands, (brand) => subject.wallet.putReceivingAccount(brand, openingAccount(brand))),
    Effect.forEach(under(opening, subject.brands), subject.wallet.post)
  )

const clean = (subject: Subject) => Effect.map(subject.books, (found) => assert.deepEqual(found, []))

/** The same command as another release, catalogue or policy would have sent it. */
const sentAnew = (command: Command): Command => {
  switch (command._tag) {
    case "bet":
      return {
        ...command,
        game: { ...command.game, category: "sports" },
        closesRound: command.closesRound !== true,
        repeatOnly: true,
        promo: true
      }
    case "win":
      return {
        ...command,
        game: { ...command.game, category: "sports" },
        closesRound: command.closesRound !== true,
        missingBet: command.missingBet === "refuse" ? "credit" : "refuse",
        kind: command.kind === "normal" ? "free-round" : command.kind
      }
    case "rollback":
      return {
        ...command,
        closesRound: command.closesRound !== true,
        shortfall: command.shortfall === "debt" ? "clamp" : "debt"
      }
    case "deposit-request":
      return { ...command, expiresAt: command.expiresAt + 1, reference: "ZZZZZZ" }
    case "withdraw-hold":
      return { ...command, seen: 1, reviews: [] }
    default:
      return { ...command, actor: { kind: "system", id: "another" } }
  }
}

const play = { brand: brands[0], wallet: wallets[0]!, actor, currency }
const game = { code: "starlight", category: "slots" as const }
const round = { provider: "hub88", id: "mixed" }
const bet = (id: number, units: bigint, more: Partial<CommandOf<"bet">> = {}): CommandOf<"bet"> => ({
  _tag: "bet",
  ...play,
  key: provider("hub88", "money", `mixed-${id}`),
  amount: fromUnits(units),
  round,
  game,
  ...more
})
const win = (id: number, units: bigint): CommandOf<"win"> => ({
  ...bet(id, units),
  _tag: "win",
  kind: "normal",
  missingBet: "credit"
})

const parts = FastCheck.array(
  FastCheck.record({ known: FastCheck.boolean(), bet: FastCheck.boolean(), units: FastCheck.bigInt(1n, 120n) }),
  { minLength: 1, maxLength: 8 }
)

const others: ReadonlyArray<Partial<CommandOf<"bet">>> = [
  { amount: fromUnits(8n) },
  { free: fromUnits(7n) },
  { round: { provider: "hub88", id: "another" } },
  { game: { code: "another", category: "slots" } },
  { wallet: wallets[1]! }
]

/** What a repeat is judged by: what its sender sent, and nothing that we add. */
export const repeatLaws: ReadonlyArray<Law> = [
  law(
    "a repeat gets the stored answer whatever category, policy constant or flag without effect comes with it",
    sequence,
    (subject, history) =>
      Effect.gen(function* () {
        yield* open(subject)
        const commands = under(history, subject.brands)
        const first = yield* Effect.forEach(commands, subject.wallet.post)
        for (const [index, command] of commands.entries()) {
          const result = first[index]!
          if (result._tag === "ok") assert.deepEqual(yield* subject.wallet.post(sentAnew(command)), stored(result))
        }
        yield* clean(subject)
      })
  ),

  law(
    "a repeat that moves something else is refused, a free bet's amount included",
    FastCheck.constant(undefined),
    (subject) =>
      Effect.gen(function* () {
        yield* open(subject)
        const post = (command: Command) => subject.wallet.post({ ...command, brand: subject.brands[0] })
        const free = { amount: fromUnits(0n), free: fromUnits(7n) }
        assert.equal((yield* post(bet(1, 7n)))._tag, "ok")
        assert.equal((yield* post(bet(2, 0n, free)))._tag, "ok")
        const again = yield* Effect.forEach(
          [
            ...others.map((other) => bet(1, 7n, other)),
            bet(2, 0n, { ...free, free: fromUnits(8n) }),
            bet(2, 0n),
            bet(2, 7n),
            win(1, 7n)
          ],
          post
        )
        assert.deepEqual(
          again.map((result) => (result._tag === "refused" ? result.reason : result._tag)),
          again.map(() => "duplicate-mismatch")
        )
        assert.equal((yield* post(bet(2, 0n, free)))._tag, "ok")
        yield* clean(subject)
      })
  ),

  law(
    "in a group, what is known is replayed and what is new is applied, whatever their mix",
    parts,
    (subject, wanted) =>
      Effect.gen(function* () {
        yield* open(subject)
        const all = wanted.map((part, id) => ({
          ...part,
          command: { ...(part.bet ? bet(id, part.units) : win(id, part.units)), brand: subject.brands[0] }
        }))
        const before = new Map<number, PostResult>()
        for (const [id, { command, known }] of all.entries()) {
          if (known) before.set(id, yield* subject.wallet.post(command))
        }
        const balance = Effect.map(subject.wallet.balance(subject.brands[0], wallets[0]!), ({ cash }) => cash)
        const had = yield* balance
        const last = all.length - 1
        const group = all.map(({ command }, id) => ({ ...command, closesRound: id === last }))
        const results = yield* subject.wallet.postGroup(group)
        const taken = results.every(({ _tag }) => _tag === "ok")
        for (const [id, result] of results.entries()) {
          const known = before.get(id)
          if (taken && known?._tag === "ok") assert.deepEqual(result, stored(known))
          else if (taken) assert.equal(result._tag === "ok" && result.replayed, false)
        }
        const moved = all
          .filter((_, id) => before.get(id)?._tag !== "ok")
          .reduce((sum, part) => sum + (part.bet ? -part.units : part.units), 0n)
        assert.equal(yield* balance, taken ? had + moved : had)
        if (taken) assert.deepEqual(yield* subject.wallet.postGroup(group), results.map(stored))
        yield* clean(subject)
      })
  )
]
