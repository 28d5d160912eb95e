import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import * as SqlClient from "@effect/sql/SqlClient"
import { Cause, Effect, Exit, FastCheck } from "effect"
import type { Command, CommandOf } from "../contract/Command.js"
import { defaultPolicy } from "../contract/Policy.js"
import type { Balance, PostResult } from "../contract/Result.js"
import { once, provider } from "../contract/TransactionKey.js"
import type { WalletShape } from "../contract/Wallet.js"
import { freezeBlocks } from "../rules/freezeBlocks.js"
import { actor, brands, command, currency, opening, openingAccount, sequence, under, wallets } from "./Commands.js"
import { groupLaws } from "./groupLaws.js"
import { comparable, type Law, law, type Subject } from "./Law.js"
import { repeatLaws } from "./repeatLaws.js"

const post = (subject: Subject, commands: ReadonlyArray<Command>) =>
  Effect.forEach(under(commands, subject.brands), subject.wallet.post)

/** Opens the wallets of brands that take deposits, and plays a history. */
const play = (subject: Subject, history: ReadonlyArray<Command>) =>
  Effect.zipRight(
    Effect.forEach(subject.brands, (brand) => subject.wallet.putReceivingAccount(brand, openingAccount(brand))),
    post(subject, [...opening, ...history])
  )

const balances = (subject: Subject): Effect.Effect<ReadonlyArray<Balance>, unknown> =>
  Effect.forEach(subject.brands, (brand) =>
    Effect.forEach(wallets, (wallet) => subject.wallet.balance(brand, wallet))
  ).pipe(Effect.map((all) => all.flat()))

const clean = (subject: Subject) => Effect.map(subject.books, (found) => assert.deepEqual(found, []))

const stored = (result: PostResult): unknown => (result._tag === "ok" ? { ...result, replayed: true } : result)

const round = { provider: "hub88", id: "identity" }
const game = { code: "starlight", category: "slots" as const }
const at = { brand: brands[0], wallet: wallets[0]!, actor }

const bet = (id: string, units: bigint): CommandOf<"bet"> => ({
  _tag: "bet",
  ...at,
  key: provider("hub88", "money", id),
  currency,
  amount: fromUnits(units),
  round,
  game
})
const win = (id: string, units: bigint, more: Partial<CommandOf<"win">> = {}): CommandOf<"win"> => ({
  _tag: "win",
  ...at,
  key: provider("hub88", "money", id),
  currency,
  amount: fromUnits(units),
  round,
  game,
  kind: "normal",
  missingBet: "refuse",
  ...more
})
const rollback = (id: string, of: string): CommandOf<"rollback"> => ({
  _tag: "rollback",
  ...at,
  key: provider("hub88", "rollback", id),
  original: provider("hub88", "money", of),
  shortfall: "debt"
})

const units = FastCheck.bigInt(1n, 900n)

/** Statements about every wallet; each layer is tried on all of them. */
export const laws: ReadonlyArray<Law> = [
  ...groupLaws,

  law("the books balance after any history", sequence, (subject, history) =>
    Effect.gen(function* () {
      yield* play(subject, history)
      yield* clean(subject)
    })
  ),

  law(
    "a command that took effect answers the same however often it comes, and moves nothing again",
    sequence,
    (subject, history) =>
      Effect.gen(function* () {
        const all = [...opening, ...history]
        const first = yield* play(subject, history)
        const before = yield* balances(subject)
        const again = yield* post(
          subject,
          all.filter((_, index) => first[index]!._tag === "ok")
        )
        assert.deepEqual(again, first.filter((result) => result._tag === "ok").map(stored))
        assert.deepEqual(yield* balances(subject), before)
        yield* clean(subject)
      })
  ),

  law("a command sent twice in a row has one effect and one answer", sequence, (subject, history) =>
    Effect.gen(function* () {
      yield* play(subject, [])
      for (const each of under(history, subject.brands)) {
        const first = yield* subject.wallet.post(each)
        const second = yield* subject.wallet.post(each)
        assert.deepEqual(second, stored(first))
      }
      yield* clean(subject)
    })
  ),

  law("a refusal changes no balance and leaves no line in the history", sequence, (subject, history) =>
    Effect.gen(function* () {
      yield* play(subject, [])
      for (const each of under(history, subject.brands)) {
        if (each._tag === "brand-transfer") continue
        const look = Effect.all([
          subject.wallet.balance(each.brand, each.wallet),
          subject.wallet.history(each.brand, each.wallet, { limit: 200 })
        ])
        const before = yield* look
        const result = yield* subject.wallet.post(each)
        const after = yield* look
        if (result._tag === "refused") {
          assert.deepEqual(after, before)
          assert.deepEqual(result.balance, before[0])
        } else if (!result.replayed) {
          assert.deepEqual(result.balance, after[0])
        }
      }
    })
  ),

  law(
    "a bet and its rollback leave every balance as it was",
    FastCheck.tuple(sequence, units),
    (subject, [history, stake]) =>
      Effect.gen(function* () {
        yield* play(subject, history)
        const before = yield* balances(subject)
        const [placed, undone] = yield* post(subject, [bet("identity", stake), rollback("identity", "identity")])
        assert.equal(undone!._tag, "ok")
        if (placed!._tag === "ok") assert.deepEqual(yield* balances(subject), before)
        yield* clean(subject)
      })
  ),

  law(
    "a win and its rollback leave every balance as it was",
    FastCheck.tuple(sequence, units),
    (subject, [history, amount]) =>
      Effect.gen(function* () {
        yield* play(subject, history)
        const before = yield* balances(subject)
        const [paid, undone] = yield* post(subject, [win("identity", amount), rollback("identity", "identity")])
        assert.deepEqual([paid!._tag, undone!._tag], ["ok", "ok"])
        assert.deepEqual(yield* balances(subject), before)
        yield* clean(subject)
      })
  ),

  law(
    "what was rolled back leaves balances, the cap and the rounds as if it had never been posted, even if its bonus ended in between",
    FastCheck.record({
      first: FastCheck.constantFrom("bet", "win"),
      amount: units,
      granted: units,
      cap: FastCheck.option(units),
      between: FastCheck.shuffledSubarray(["convert", "forfeit", "close", "lock"] as const),
      later: units
    }),
    (subject, { amount, between, cap, first, granted, later }) =>
      Effect.gen(function* () {
        const grant = "00000000-0000-7000-8999-000000000004"
        const stake = granted / 2n
        const original = first === "bet" ? bet("undone", granted - stake) : win("undone", amount)
        const ended = { convert: endGrant(grant, "convert"), forfeit: endGrant(grant, "forfeit"), close, lock }
        const history = (played: boolean): ReadonlyArray<Command> => [
          { ...grantOf(granted, cap), grant },
          { ...bet("kept", stake), round: { ...round, id: "kept" } },
          ...(stake > 0n && first === "win" ? [bet("staked", granted - stake)] : []),
          ...(played ? [original] : []),
          ...between.map((how) => ended[how]),
          ...(played ? [rollback("undone", "undone")] : []),
          rollback("kept", "kept"),
          { ...win("probe", later), round: { ...round, id: "kept" } },
          win("probe-2", later)
        ]
        yield* play(subject, [])
        for (const [index, brand] of subject.brands.entries()) {
          yield* subject.wallet.setPolicy(brand, { ...defaultPolicy, funding: "bonus-first" })
          for (const each of history(index === 0)) yield* subject.wallet.post({ ...each, brand })
        }
        const [here, there] = yield* Effect.forEach(subject.brands, (brand) =>
          Effect.all({
            balance: subject.wallet.balance(brand, wallets[0]!),
            rounds: Effect.map(subject.wallet.rounds(brand, wallets[0]!, { limit: 10 }), ({ items }) =>
              items
                .map(({ id, payoutBonus, payoutCash, stakeBonus, stakeCash }) =>
                  [id, stakeCash, stakeBonus, payoutCash, payoutBonus].join()
                )
                .sort()
            )
          })
        )
        assert.deepEqual(here, there)
        yield* clean(subject)
      })
  ),

  law(
    "balances, totals and counters exceed the largest amount of a command, and everything continues to work",
    FastCheck.integer({ min: 2, max: 12 }),
    (subject, times) =>
      Effect.gen(function* () {
        yield* play(subject, [])
        const most = 2_000_000_000_000_000_000n
        const numbers = Array.from({ length: times }, (_, n) => n)
        const results = yield* post(subject, [
          ...numbers.map((n) => ({ ...fund, key: once("law", `most-${n}`), amount: fromUnits(most) })),
          ...numbers.flatMap((n) => [bet(`most-${n}`, most), win(`most-win-${n}`, most)]),
          rollback("most", "most-win-0"),
          { ...grantOf(most, null), grant: "00000000-0000-7000-8999-000000000005" },
          endGrant("00000000-0000-7000-8999-000000000005", "convert")
        ])
        assert.deepEqual(new Set(results.map(({ _tag }) => _tag)), new Set(["ok"]))
        const total = BigInt(times) * most
        const [brand] = subject.brands
        assert.equal((yield* subject.wallet.balance(brand, wallets[0]!)).cash, 300n + total)
        const { items } = yield* subject.wallet.rounds(brand, wallets[0]!, { limit: 1 })
        assert.deepEqual(
          items.map(({ payoutCash, stakeCash }) => [stakeCash, payoutCash]),
          [[total, total - most]]
        )
        assert.equal((yield* subject.wallet.history(brand, wallets[0]!, { limit: 100 })).items.length, 3 * times + 4)
        yield* clean(subject)
      })
  ),

  law(
    "a bet and its rollback end at the same balances in either order, repeated or not",
    FastCheck.tuple(sequence, units, FastCheck.shuffledSubarray([0, 1, 0, 1], { minLength: 4, maxLength: 4 })),
    (subject, [history, stake, order]) =>
      Effect.gen(function* () {
        yield* play(subject, history)
        const before = yield* balances(subject)
        const pair = [bet("order", stake), rollback("order", "order")]
        const results = yield* post(
          subject,
          order.map((index) => pair[index]!)
        )
        assert.deepEqual(yield* balances(subject), before)
        const rolledBackFirst = order[0] === 1
        if (rolledBackFirst) {
          const late = results.filter((_, index) => order[index] === 0)
          assert.ok(late.every((result) => result._tag === "refused" && result.reason === "already-rolled-back"))
        }
        yield* clean(subject)
      })
  ),

  law(
    "a win is paid to the unit, whatever it is split into",
    FastCheck.tuple(sequence, units, units),
    (subject, [history, stake, amount]) =>
      Effect.gen(function* () {
        yield* play(subject, history)
        yield* post(subject, [bet("split", stake)])
        const [paid] = yield* post(subject, [win("split-win", amount)])
        assert.ok(paid?._tag === "ok")
        assert.ok(paid.moved.cash >= 0n && paid.moved.bonus >= 0n && paid.moved.cash + paid.moved.bonus <= amount)
        yield* clean(subject)
      })
  ),

  law(
    "a group applies whole or not at all, and as its commands would one by one",
    FastCheck.tuple(sequence, FastCheck.array(command, { minLength: 1, maxLength: 6 })),
    (subject, [history, group]) =>
      Effect.gen(function* () {
        yield* play(subject, history)
        const own = under(
          group.filter((each) => each._tag !== "brand-transfer").map((each) => ({ ...each, ...at })),
          subject.brands
        )
        const before = yield* balances(subject)
        const results = yield* subject.wallet.postGroup(own)
        const refused = results.filter((result) => result._tag === "refused")
        if (refused.length > 0) {
          assert.equal(refused.length, own.length)
          assert.equal(refused.filter((result) => result.reason !== "group-refused").length, 1)
          assert.deepEqual(yield* balances(subject), before)
        } else {
          assert.deepEqual(yield* Effect.forEach(own, subject.wallet.post), results.map(stored))
        }
        yield* clean(subject)
      })
  ),

  law(
    "what no database can hold is refused alike: a group of several wallets, a policy finer than the ledger, text with NUL",
    FastCheck.constantFrom("\u0000", "\ud800", "a\udfff"),
    (subject, text) =>
      Effect.gen(function* () {
        yield* play(subject, [])
        const before = yield* balances(subject)
        const two = under([bet("two-1", 1n), { ...bet("two-2", 1n), wallet: wallets[1]! }], subject.brands)
        const results = yield* subject.wallet.postGroup(two)
        assert.deepEqual(
          results.map((result) => result._tag === "refused" && result.reason),
          ["not-a-group", "not-a-group"]
        )
        assert.deepEqual(yield* subject.wallet.postGroup([]), [])
        const [brand] = subject.brands
        const terms = { minimum: null, maximum: null, perDay: null, twoPeopleOver: null, playerMayCancel: true }
        for (const wrong of [
          { EUR: { ...terms, minimum: "0.0000001" } },
          { EUR: { ...terms, maximum: "2000000000001" } }
        ]) {
          const exit = yield* Effect.exit(subject.wallet.setPolicy(brand, { ...defaultPolicy, withdrawals: wrong }))
          assert.ok(Exit.isFailure(exit))
        }
        const [fine] = under([{ ...bet("nul", 1n), round: { ...round, id: `nul ${text}` } }], subject.brands)
        assert.ok(Exit.isFailure(yield* Effect.exit(subject.wallet.post(fine!))))
        assert.deepEqual(yield* balances(subject), before)
      })
  ),

  law(
    "wins and rollbacks are accepted for every player and whatever is closed",
    FastCheck.tuple(sequence, units, units),
    (subject, [history, stake, amount]) =>
      Effect.gen(function* () {
        yield* play(subject, history)
        const [placed] = yield* post(subject, [bet("locked", stake)])
        yield* post(subject, [lock])
        yield* subject.wallet.setPolicy(subject.brands[0], { ...defaultPolicy, play: "closed" })
        const [refused, paid, undone] = yield* post(subject, [
          bet("locked-2", 1n),
          win("locked-win", amount, placed?._tag === "ok" ? { bet: provider("hub88", "money", "locked") } : {}),
          rollback("locked-rollback", "locked")
        ])
        assert.ok(refused?._tag === "refused" && refused.reason === "player-locked")
        assert.deepEqual([paid!._tag, undone!._tag], ["ok", "ok"])
        yield* clean(subject)
      })
  ),

  law(
    "a frozen wallet takes no bets and lets no money out, accepts incoming money, and only two operators lift the freeze",
    FastCheck.tuple(sequence, units, units),
    (subject, [history, stake, amount]) =>
      Effect.gen(function* () {
        yield* play(subject, history)
        const withdrawal = "00000000-0000-7000-8999-000000000002"
        const hold = { _tag: "withdraw-hold", ...at, currency, amount: fromUnits(1n) } as const
        const [, , , placed, held, approved, frozen] = yield* post(subject, [
          unlock,
          lift("before"),
          { ...fund, key: once("law", "cold-fund") },
          bet("cold", stake),
          { ...hold, key: once("law", "cold-hold"), withdrawal },
          { _tag: "withdraw-approve", ...at, key: once("law", "cold-approve"), withdrawal },
          freeze
        ])
        assert.equal(frozen!._tag, "ok")
        const refused = yield* post(subject, [
          bet("cold-2", 1n),
          { ...hold, key: once("law", "cold-hold-2"), withdrawal: "00000000-0000-7000-8999-000000000003" },
          ...(held!._tag === "ok" && approved!._tag === "ok"
            ? [{ _tag: "withdraw-pay", ...at, key: once("law", "cold-pay"), withdrawal } as const]
            : [])
        ])
        assert.ok(refused.every((result) => result._tag === "refused" && result.reason === "player-locked"))
        const taken = yield* post(subject, [
          win("cold-win", amount, placed!._tag === "ok" ? { bet: provider("hub88", "money", "cold") } : {}),
          rollback("cold-rollback", "cold"),
          { ...fund, key: once("law", "cold-deposit") }
        ])
        assert.deepEqual(
          taken.map(({ _tag }) => _tag),
          ["ok", "ok", "ok"]
        )
        const reasons = (yield* post(subject, [
          {
            ...freeze,
            key: once("law", "thaw"),
            change: { set: [], clear: [{ scope: "bet", source: "reconciliation" }] }
          },
          { ...lift("unasked"), askedBy: actor },
          { ...lift("alone"), askedBy: lift("alone").actor },
          { ...lift("other"), freeze: once("law", "earlier freeze") },
          lift("together"),
          lift("again"),
          bet("warm", 1n)
        ])).map((result) => (result._tag === "ok" ? "ok" : result.reason))
        const expected = ["frozen", "operator-needed", "same-person", "other-freeze", "ok", "not-frozen"]
        assert.deepEqual(reasons.slice(0, 6), expected)
        assert.notEqual(reasons[6], "player-locked")
        yield* clean(subject)
      })
  ),

  law(
    "stakes of a period never pass the limit, from the moment that the limit holds",
    FastCheck.tuple(sequence, FastCheck.array(units, { maxLength: 20 }), units),
    (subject, [history, stakes, limit]) =>
      Effect.gen(function* () {
        yield* play(subject, history)
        yield* post(subject, [
          unlock,
          {
            ...lock,
            key: once("law", "limit"),
            change: { set: [], clear: [], limits: [{ kind: "stake", period: "day", amount: fromUnits(limit) }] }
          }
        ])
        let taken = 0n
        for (const [index, stake] of stakes.entries()) {
          const [result] = yield* post(subject, [bet(`limit-${index}`, stake)])
          if (result?._tag === "ok") taken += stake
        }
        assert.ok(taken <= limit)
      })
  ),

  law("the same keys and players under two brands know nothing of each other", sequence, (subject, history) =>
    Effect.gen(function* () {
      for (const brand of subject.brands) yield* subject.wallet.putReceivingAccount(brand, openingAccount(brand))
      for (const each of [...opening, ...history].filter((one) => one.brand === brands[0])) {
        const [here] = yield* post(subject, [each])
        const [there] = yield* post(subject, [{ ...each, brand: brands[1] }])
        assert.deepEqual(comparable(there!), comparable(here!))
      }
      yield* clean(subject)
    })
  ),

  law(
    "money that is deposited and returned leaves no remainder",
    FastCheck.tuple(sequence, units),
    (subject, [history, amount]) =>
      Effect.gen(function* () {
        yield* play(subject, history)
        yield* post(subject, [unlock])
        const before = yield* balances(subject)
        const withdrawal = "00000000-0000-7000-8999-000000000001"
        const results = yield* post(subject, [
          {
            _tag: "deposit",
            ...at,
            key: once("law", "in"),
            currency,
            amount: fromUnits(amount),
            from: { kind: "bank", sub: "main" }
          },
          { _tag: "deposit-reverse", ...at, key: once("law", "out"), original: once("law", "in"), reason: "law" },
          { _tag: "withdraw-hold", ...at, key: once("law", "hold"), currency, amount: fromUnits(amount), withdrawal },
          { _tag: "withdraw-release", ...at, key: once("law", "release"), withdrawal, as: "rejected", reason: "law" }
        ])
        assert.deepEqual(
          results.slice(0, 2).map((result) => result._tag),
          ["ok", "ok"]
        )
        assert.equal(results[2]!._tag, results[3]!._tag)
        assert.deepEqual(yield* balances(subject), before)
        yield* clean(subject)
      })
  ),

  law(
    "of two changes of a policy that was read once the first holds and the second is refused, unless it is the same",
    FastCheck.constantFrom("open" as const, "no-new-bets" as const, "closed" as const),
    (subject, play) =>
      Effect.gen(function* () {
        const [brand] = subject.brands
        const { wallet } = subject
        const read = yield* wallet.policy(brand)
        const next = { ...read, play }
        yield* wallet.setPolicy(brand, next)
        yield* wallet.setPolicy(brand, next)
        const late = { ...read, funding: "bonus-first" } as const
        assert.equal((yield* Effect.flip(wallet.setPolicy(brand, late)))._tag, "PolicyChanged")
        assert.deepEqual(yield* wallet.policy(brand), { ...next, version: read.version + 1 })
        yield* wallet.setPlayState(brand, {}, "open")
        const stale = { ...late, version: read.version + 1 }
        assert.equal((yield* Effect.flip(wallet.setPolicy(brand, stale)))._tag, "PolicyChanged")
        const { version: _, ...whatever } = late
        yield* wallet.setPolicy(brand, whatever)
        assert.deepEqual(yield* wallet.policy(brand), { ...late, version: read.version + 3 })
      })
  ),

  law(
    "of play states that are set at the same moment every one holds, and the rest of the policy stays",
    FastCheck.uniqueArray(FastCheck.stringMatching(/^[a-z]{3,6}$/), { minLength: 2, maxLength: 6 }),
    (subject, codes) =>
      Effect.gen(function* () {
        const [brand] = subject.brands
        const { wallet } = subject
        yield* wallet.setPolicy(brand, { ...defaultPolicy, funding: "bonus-first" })
        yield* Effect.forEach(
          codes,
          (code, index) =>
            wallet.setPlayState(brand, index % 2 ? { provider: code } : { provider: "hub88", code }, "closed"),
          { concurrency: "unbounded" }
        )
        yield* wallet.setPlayState(brand, { provider: codes[1]! }, "open")
        const { funding, games, play, providers } = yield* wallet.policy(brand)
        assert.deepEqual({ funding, play }, { funding: "bonus-first", play: "open" })
        const named = (parity: number) => codes.filter((_, index) => index % 2 === parity)
        assert.deepEqual(
          Object.keys(games).sort(),
          named(0)
            .map((code) => `hub88/${code}`)
            .sort()
        )
        assert.deepEqual(Object.keys(providers).sort(), named(1).slice(1).sort())
      })
  ),

  law(
    "no method joins its caller's transaction: under one it is a defect at once that names the method",
    FastCheck.constant([]),
    (subject) =>
      Effect.gen(function* () {
        const [brand] = subject.brands
        const { wallet } = subject
        const asked: Record<keyof WalletShape, Effect.Effect<unknown, unknown>> = {
          post: wallet.post(opening[0]!),
          postGroup: wallet.postGroup([opening[0]!]),
          balance: wallet.balance(brand, wallets[0]!),
          history: wallet.history(brand, wallets[0]!, { limit: 1 }),
          rounds: wallet.rounds(brand, wallets[0]!, { limit: 1 }),
          round: wallet.round(brand, wallets[0]!, "hub88", "r"),
          depositRequest: wallet.depositRequest(brand, wallets[0]!),
          withdrawal: wallet.withdrawal(brand, wallets[0]!),
          withdrawals: wallet.withdrawals(brand, { limit: 1 }),
          receivingAccounts: wallet.receivingAccounts(brand),
          putReceivingAccount: wallet.putReceivingAccount(brand, openingAccount(brand)),
          gate: wallet.gate(brand, wallets[0]!),
          policy: wallet.policy(brand),
          setPolicy: wallet.setPolicy(brand, defaultPolicy),
          setPlayState: wallet.setPlayState(brand, {}, "open")
        }
        for (const [method, ask] of Object.entries(asked)) {
          const exit = yield* Effect.exit(Effect.provideService(ask, SqlClient.TransactionConnection, noConnection))
          assert.ok(Exit.isFailure(exit) && Cause.isDie(exit.cause), `${method} took part`)
          assert.match(Cause.pretty(exit.cause), new RegExp(`Wallet\\.${method} `))
        }
      })
  ),

  ...repeatLaws
]

/** In place of the connection of an open transaction; it must never be used. */
const noConnection = [undefined as never, 0] as const

const grantOf = (amount: bigint, cap: bigint | null): Omit<CommandOf<"bonus-grant">, "grant"> => ({
  _tag: "bonus-grant",
  ...at,
  key: once("law", "grant"),
  currency,
  amount: fromUnits(amount),
  maxBet: null,
  maxCashOut: cap === null ? null : fromUnits(cap),
  expiresAt: null,
  excludedGames: []
})
const endGrant = (grant: string, how: "convert" | "forfeit"): Command => ({
  ...at,
  key: once("law", how),
  grant,
  ...(how === "convert" ? { _tag: "bonus-convert" } : { _tag: "bonus-forfeit", as: "forfeited" })
})
const close: Command = { _tag: "round-close", ...at, key: once("law", "close"), round }

const scopes = ["login", "deposit", "bet", "withdraw", "bonus"] as const
const lock: CommandOf<"gate"> = {
  _tag: "gate",
  ...at,
  key: once("law", "lock"),
  change: {
    set: scopes.map((scope) => ({ scope, source: "law", reason: "law", author: actor, until: null })),
    clear: []
  }
}
const unlock: CommandOf<"gate"> = {
  ...lock,
  key: once("law", "unlock"),
  change: {
    set: [],
    clear: [
      { scope: "bet", source: "status" },
      { scope: "deposit", source: "exclusion" }
    ],
    limits: []
  }
}
const freeze: CommandOf<"gate"> = {
  ...lock,
  key: once("law", "freeze"),
  change: { set: freezeBlocks("law", actor), clear: [] }
}
const lift = (id: string): CommandOf<"unfreeze"> => ({
  _tag: "unfreeze",
  ...at,
  key: once("law", `lift-${id}`),
  actor: { kind: "operator", id: "ann" },
  freeze: freeze.key,
  askedBy: { kind: "operator", id: "law" },
  reason: "law"
})
const fund: Omit<CommandOf<"deposit">, "key"> = {
  _tag: "deposit",
  ...at,
  currency,
  amount: fromUnits(10n),
  from: { kind: "bank", sub: "main" }
}
