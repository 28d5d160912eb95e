import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import { uuidv7, type WalletId } from "@croupier/core/Ids"
import type { Block, Limit } from "@croupier/player/contract"
import { Effect, FastCheck } from "effect"
import type { Command, CommandOf, WalletCommand } from "../contract/Command.js"
import { type BrandPolicy, defaultPolicy, defaultWithdrawalTerms, type WithdrawalTerms } from "../contract/Policy.js"
import { once } from "../contract/TransactionKey.js"
import { freezeBlocks } from "../rules/freezeBlocks.js"
import { actor, currency, openingAccount } from "./Commands.js"
import { type Law, law, type Subject } from "./Law.js"
import { outcomes, type Precondition, preconditions, type Step, steps } from "./preconditions.js"

const ann = { kind: "operator", id: "ann" } as const
const ben = { kind: "operator", id: "ben" } as const
const money = (units: bigint) => ({ currency, amount: fromUnits(units) })
const main = { kind: "bank", sub: "main" } as const
const reason = "law"

/** A new player with 1000 in cash, of which any step moves 100, and an open bet and win. */
const player = Effect.fnUntraced(function* (subject: Subject) {
  const { wallet } = subject
  const [brand] = subject.brands
  const id = uuidv7(Date.now()) as WalletId
  const own = { brand, wallet: id, actor }
  const key = (name: string) => once("law", `${name}/${id}`)
  const round = { provider: "law", id: "r" }
  const play = { ...own, round, game: { code: "starlight", category: "slots" } } as const
  const post = (command: Command) => wallet.post(command)
  const must = (...commands: ReadonlyArray<Command>) =>
    Effect.forEach(commands, (command) =>
      Effect.map(post(command), (result) =>
        assert.equal(result._tag === "ok" ? "ok" : result.reason, "ok", `${command._tag} ${command.key}`)
      )
    )
  const deposit = (name: string, units: bigint): CommandOf<"deposit"> => ({
    _tag: "deposit",
    ...own,
    key: key(name),
    ...money(units),
    from: main
  })
  const bet: CommandOf<"bet"> = { _tag: "bet", ...play, key: key("bet"), ...money(100n) }
  const win: CommandOf<"win"> = {
    _tag: "win",
    ...play,
    key: key("win"),
    ...money(100n),
    kind: "normal",
    missingBet: "refuse"
  }
  const rollback = (name: string, original: Command): CommandOf<"rollback"> => ({
    _tag: "rollback",
    ...own,
    key: key(name),
    original: original.key,
    shortfall: "debt"
  })
  const request = uuidv7(Date.now() + 1)
  const asked: CommandOf<"deposit-request"> = {
    _tag: "deposit-request",
    ...own,
    key: key("ask"),
    ...money(100n),
    request,
    reference: "LAW234",
    expiresAt: Date.now() + 3_600_000
  }
  const complete = (name: string): CommandOf<"deposit"> => ({ ...deposit(name, 100n), request })
  const withdrawal = uuidv7(Date.now() + 2)
  const of = { ...own, withdrawal }
  const hold: CommandOf<"withdraw-hold"> = { _tag: "withdraw-hold", ...of, key: key("hold"), ...money(100n) }
  const approve = (name: string, by: typeof ann | typeof ben): CommandOf<"withdraw-approve"> => ({
    _tag: "withdraw-approve",
    ...of,
    actor: by,
    key: key(name)
  })
  const approved = [hold, approve("approve", ann)]
  const pay: CommandOf<"withdraw-pay"> = { _tag: "withdraw-pay", ...of, key: key("pay") }
  const fail: CommandOf<"withdraw-fail"> = { _tag: "withdraw-fail", ...of, key: key("fail"), reason }
  const settle: CommandOf<"withdraw-settle"> = { _tag: "withdraw-settle", ...of, key: key("settle"), bank: "main" }
  const release: CommandOf<"withdraw-release"> = {
    _tag: "withdraw-release",
    ...of,
    key: key("release"),
    as: "rejected",
    reason
  }
  const grant = uuidv7(Date.now() + 3)
  const granted: CommandOf<"bonus-grant"> = {
    _tag: "bonus-grant",
    ...own,
    key: key("grant"),
    ...money(10n),
    grant,
    maxBet: null,
    maxCashOut: null,
    expiresAt: null,
    excludedGames: []
  }
  const adjust = (name: string, units: bigint, direction: "credit" | "debit"): CommandOf<"adjust"> => ({
    _tag: "adjust",
    ...own,
    actor: ann,
    key: key(name),
    ...money(units),
    account: "cash",
    direction,
    reason
  })
  const owe: ReadonlyArray<Command> = [
    adjust("drain", 500n, "debit"),
    { _tag: "deposit-reverse", ...own, key: key("reverse-fund"), original: key("fund"), reason },
    adjust("refill", 1000n, "credit")
  ]
  const gate = (name: string, change: CommandOf<"gate">["change"]): CommandOf<"gate"> => ({
    _tag: "gate",
    ...own,
    key: key(name),
    change
  })
  return {
    ...{ adjust, approve, approved, asked, bet, complete, deposit, fail, gate, grant, granted, hold, key, must, of },
    ...{ owe, own, pay, post, release, rollback, settle, win, play }
  }
})

type Player = Effect.Effect.Success<ReturnType<typeof player>>

/** The commands that lead to a step, and the step's own. */
const wayTo = (step: Step, p: Player): readonly [before: ReadonlyArray<Command>, own: WalletCommand] => {
  switch (step) {
    case "bet":
      return [[], p.bet]
    case "win":
      return [[p.bet], p.win]
    case "rollback of a bet":
      return [[p.bet], p.rollback("back", p.bet)]
    case "rollback of a win":
      return [[p.bet, p.win], p.rollback("back", p.win)]
    case "round-close":
      return [[p.bet], { _tag: "round-close", ...p.own, key: p.key("close"), round: p.play.round }]
    case "deposit":
      return [[], p.deposit("more", 100n)]
    case "deposit-reverse":
      return [
        [p.deposit("wrong", 100n)],
        { _tag: "deposit-reverse", ...p.own, key: p.key("reverse"), original: p.key("wrong"), reason }
      ]
    case "deposit-request":
      return [[], p.asked]
    case "deposit of a request":
      return [[p.asked], p.complete("complete")]
    case "deposit of a request in review":
      return [
        [{ ...p.asked, review: "other-depositor" }, p.complete("review")],
        { ...p.complete("complete"), actor: ann }
      ]
    case "deposit-request-end":
      return [
        [p.asked],
        {
          _tag: "deposit-request-end",
          ...p.own,
          key: p.key("end"),
          request: p.asked.request,
          as: "cancelled",
          reason
        }
      ]
    case "withdraw-hold":
      return [[], p.hold]
    case "withdraw-approve":
      return [[p.hold], p.approve("approve", ann)]
    case "withdraw-approve by a second operator":
      return [[{ ...p.hold, ...money(500n) }, p.approve("approve", ann)], p.approve("second", ben)]
    case "withdraw-approve after a failed payout":
      return [[...p.approved, p.pay, p.fail], p.approve("again", ann)]
    case "withdraw-pay":
      return [p.approved, p.pay]
    case "withdraw-fail":
      return [[...p.approved, p.pay], p.fail]
    case "withdraw-settle":
      return [[...p.approved, p.pay], p.settle]
    case "withdraw-return":
      return [[...p.approved, p.pay, p.settle], { _tag: "withdraw-return", ...p.of, key: p.key("return"), reason }]
    case "withdraw-release of one requested":
      return [[p.hold], p.release]
    case "withdraw-release of one approved":
      return [p.approved, p.release]
    case "withdraw-release of one failed":
      return [[...p.approved, p.pay, p.fail], p.release]
    case "bonus-grant":
      return [[], p.granted]
    case "bonus-convert":
      return [[p.granted], { _tag: "bonus-convert", ...p.own, key: p.key("convert"), grant: p.grant }]
    case "bonus-forfeit":
      return [[p.granted], { _tag: "bonus-forfeit", ...p.own, key: p.key("forfeit"), grant: p.grant, as: "forfeited" }]
    case "commission-payout":
      return [[], { _tag: "commission-payout", ...p.own, key: p.key("commission"), ...money(1n) }]
    case "adjust":
      return [[], p.adjust("adjust", 1n, "credit")]
    case "debt-settle":
      return [owing(p), { _tag: "debt-settle", ...p.own, key: p.key("settle-debt"), ...money(1n) }]
    case "debt-write-off":
      return [owing(p), { _tag: "debt-write-off", ...p.own, actor: ann, key: p.key("write-off"), ...money(1n), reason }]
    case "gate":
      return [[], p.gate("any", { set: [], clear: [] })]
  }
}

/** A small debt, from a win that is taken back after its money was staked again. */
const owing = (p: Player): ReadonlyArray<Command> => [
  p.bet,
  p.win,
  p.adjust("spend", 950n, "debit"),
  p.rollback("owing", p.win),
  p.adjust("restore", 1000n, "credit")
]

/** How a precondition is turned on and off again. */
const turn = (subject: Subject, precondition: Precondition, p: Player, debt: Effect.Effect<bigint>) => {
  const [brand] = subject.brands
  const block = (scope: Block["scope"]) => ({
    on: p.must(p.gate("on", { set: [{ scope, source: "law", reason, author: actor, until: null }], clear: [] })),
    off: p.must(p.gate("off", { set: [], clear: [{ scope, source: "law" }] }))
  })
  const limit = (kind: Limit["kind"]) => ({
    on: p.must(p.gate("on", { set: [], clear: [], limits: [{ kind, period: "day", amount: fromUnits(50n) }] })),
    off: p.must(p.gate("off", { set: [], clear: [], limits: [] }))
  })
  const policy = (change: Partial<BrandPolicy>) => ({
    on: subject.wallet.setPolicy(brand, { ...terms({}), ...change }),
    off: subject.wallet.setPolicy(brand, terms({}))
  })
  const account = (status: "open" | "closed") =>
    subject.wallet.putReceivingAccount(brand, { ...openingAccount(brand), status })
  switch (precondition) {
    case "a block on bets":
      return block("bet")
    case "a block on deposits":
      return block("deposit")
    case "a block on withdrawals":
      return block("withdraw")
    case "a block on bonuses":
      return block("bonus")
    case "a freeze":
      return {
        on: p.must(p.gate("on", { set: freezeBlocks(reason, actor), clear: [] })),
        off: p.must({
          _tag: "unfreeze",
          ...p.own,
          actor: ann,
          key: p.key("off"),
          freeze: p.key("on"),
          askedBy: ben,
          reason
        })
      }
    case "a debt":
      return {
        on: p.must(...p.owe),
        off: Effect.flatMap(debt, (units) =>
          p.must({ _tag: "debt-write-off", ...p.own, actor: ann, key: p.key("off"), ...money(units), reason })
        )
      }
    case "a stake limit":
      return limit("stake")
    case "a deposit limit":
      return limit("deposit")
    case "no new bets":
      return policy({ play: "no-new-bets" })
    case "a raised minimum":
      return policy(terms({ minimum: "0.000501" }))
    case "a lowered maximum":
      return policy(terms({ maximum: "0.000099" }))
    case "no withdrawals a day":
      return policy(terms({ perDay: 0 }))
    case "a closed receiving account":
      return { on: account("closed"), off: account("open") }
  }
}

const terms = (own: Partial<WithdrawalTerms>): BrandPolicy => ({
  ...defaultPolicy,
  withdrawals: { [currency]: { ...defaultWithdrawalTerms, twoPeopleOver: "0.0004", ...own } }
})

const pairs = steps.flatMap((step) => preconditions.map((precondition) => [step, precondition] as const))

/** One step with one precondition turned on just before it: refused by its name, nothing moved, and taken once it is off. */
export const holdsAt = (subject: Subject, step: Step, precondition: Precondition) =>
  Effect.gen(function* () {
    const { wallet } = subject
    const [brand] = subject.brands
    yield* wallet.putReceivingAccount(brand, openingAccount(brand))
    yield* wallet.setPolicy(brand, terms({}))
    const p = yield* player(subject)
    const balance = wallet.balance(brand, p.own.wallet)
    yield* p.must({ _tag: "open", ...p.own, key: p.key("open"), kind: "player", currency }, p.deposit("fund", 1000n))
    const [before, own] = wayTo(step, p)
    yield* p.must(...before)
    const debt = Effect.map(balance, (now): bigint => now.debt)
    const { off, on } = turn(subject, precondition, p, Effect.orDie(debt))
    yield* on
    const expected = outcomes[step][precondition] ?? "ok"
    const stood = yield* balance
    const result = yield* p.post(own)
    const found = result._tag === "refused" ? result.reason : result.requestStatus === "review" ? "review" : "ok"
    assert.equal(found, expected, `${step} with ${precondition}`)
    if (expected === "ok") return
    assert.deepEqual(yield* balance, stood)
    if (expected === "request-ended") return
    yield* off
    if (expected === "review") {
      const completed = yield* p.post({ ...p.complete("by an operator"), actor: ann })
      assert.equal(completed._tag === "ok" && completed.requestStatus, "completed")
      assert.equal((yield* balance).cash, stood.cash + 100n)
    } else {
      const again = yield* p.post(own)
      assert.equal(again._tag === "ok" ? "ok" : again.reason, "ok", `${step} after ${precondition}`)
    }
    assert.deepEqual(yield* subject.books, [])
  })

/** Each pair of a step and a precondition, tried over every wallet. */
export const preconditionLaws: ReadonlyArray<Law> = [
  law(
    "what refuses a request refuses every later step at which it can still be refused",
    FastCheck.constantFrom(...pairs),
    (subject, [step, precondition]) => holdsAt(subject, step, precondition)
  )
]
