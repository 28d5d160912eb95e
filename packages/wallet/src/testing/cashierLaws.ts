import assert from "node:assert/strict"
import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { IdempotencyKey } from "@croupier/core/http/IdempotencyKey"
import { type PlayerId, randomText, uuidv7 } from "@croupier/core/Ids"
import { Effect, FastCheck, Layer } from "effect"
import * as Withdrawals from "../cashier/WithdrawalRequestsWallet.js"
import type { CommandOf } from "../contract/Command.js"
import type { Kept } from "../contract/DepositRequests.js"
import { PayoutAccounts } from "../contract/PayoutAccounts.js"
import { WalletUnavailable } from "../contract/Problems.js"
import { once } from "../contract/TransactionKey.js"
import { Wallet, type WalletShape } from "../contract/Wallet.js"
import type { WithdrawalStatus } from "../contract/Withdrawal.js"
import { WithdrawalPolicy } from "../contract/WithdrawalPolicy.js"
import {
  type WithdrawalOutcome,
  WithdrawalRequests,
  type WithdrawalRequestsShape
} from "../contract/WithdrawalRequests.js"
import { after, isHeld, type WithdrawalAction } from "../rules/WithdrawalStates.js"
import { actor, currency } from "./Commands.js"
import { type Law, law, type Subject } from "./Law.js"

const account = "01926d3c-7a1e-7000-8000-00000000acc0"
const operator = { kind: "operator", id: "ann" } as const
const known = Layer.succeed(PayoutAccounts, {
  find: () => Effect.succeed({ bank: "First", number: "••••6789", holderIsPlayer: true, shared: false, addedAt: 0 }),
  keepDepositor: () => Effect.succeed(undefined),
  depositor: () => Effect.succeed(undefined)
})

/** The cashier over a wallet, with a policy. */
const cashier = (
  wallet: WalletShape,
  policy: Layer.Layer<WithdrawalPolicy> = WithdrawalPolicy.allowAll
): Effect.Effect<WithdrawalRequestsShape> =>
  Effect.provide(
    WithdrawalRequests,
    Withdrawals.layer.pipe(Layer.provide([policy, known, Layer.succeed(Wallet, wallet)]))
  )

/** A new player of the brand with this much cash, in main units. */
const funded = Effect.fnUntraced(function* (wallet: WalletShape, brand: BrandKey, cash: bigint) {
  const player = uuidv7(Date.now()) as PlayerId
  const own = { brand, wallet: player, actor, currency }
  yield* wallet.post({ _tag: "open", ...own, key: once("open", player), kind: "player" })
  yield* deposit(wallet, brand, player, "fund", cash)
  return player
})

const deposit = (wallet: WalletShape, brand: BrandKey, player: PlayerId, name: string, cash: bigint) =>
  wallet.post({
    _tag: "deposit",
    brand,
    wallet: player,
    actor,
    currency,
    key: once(name, player),
    amount: fromUnits(cash * 1_000_000n),
    from: { kind: "bank", sub: "main" }
  })

const key = (name: string) => name as IdempotencyKey
const asked = (brand: BrandKey, player: PlayerId, name: string, amount: string) => ({
  brand,
  player,
  amount,
  bankAccountId: account,
  idempotencyKey: key(name)
})

/** Takes one step of a withdrawal, under a key of this name; answers the payout that it began. */
const take = (
  requests: WithdrawalRequestsShape,
  { brand, id, player }: { readonly brand: BrandKey; readonly id: string; readonly player: PlayerId },
  action: WithdrawalAction,
  name: string
): Effect.Effect<string | undefined, WalletUnavailable | { readonly _tag: string }> => {
  const decision = { brand, withdrawal: id, actor: operator, idempotencyKey: key(name) }
  switch (action) {
    case "approve":
      return payoutOf(requests.approve(decision))
    case "pay":
      return payoutOf(requests.pay(decision))
    case "settle":
      return payoutOf(requests.settle({ ...decision, bank: "main" }))
    case "fail":
      return payoutOf(requests.fail({ ...decision, reason: "law" }))
    case "reject":
      return payoutOf(requests.reject({ ...decision, reason: "law" }))
    case "return":
      return payoutOf(requests.giveBack({ ...decision, reason: "law" }))
    case "cancel":
      return Effect.as(requests.cancel({ brand, player, request: id }), undefined)
  }
}

const payoutOf = <E>(kept: Effect.Effect<Kept<WithdrawalOutcome>, E>) => Effect.map(kept, ({ value }) => value.payout)

const clean = (subject: Subject) => Effect.map(subject.books, (found) => assert.deepEqual(found, []))

const action = FastCheck.constantFrom<WithdrawalAction>(
  ...(["approve", "approve", "pay", "pay", "settle", "fail", "fail", "reject", "cancel", "return"] as const)
)
/** What becomes of each posting: it is done and answered, it is done and its answer is lost, or it is not done at all. */
const fate = FastCheck.constantFrom("answered", "answered", "answered", "lost", "undone")

/** A wallet with these faults injected into its postings in turn; in the end all are answered. */
const crashing = (wallet: WalletShape, fates: ReadonlyArray<string>): WalletShape => {
  const left = [...fates]
  const unknown = new WalletUnavailable({ outcome: "unknown", detail: "law" })
  return {
    ...wallet,
    post: (command) =>
      Effect.suspend(() => {
        const next = left.shift()
        if (next === "undone") return unknown
        return next === "lost" ? Effect.zipRight(wallet.post(command), unknown) : wallet.post(command)
      })
  }
}

const untilAnswered = <A, E>(ask: Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Effect.retry(ask, { while: (error) => error instanceof WalletUnavailable, times: 50 })

/** Shortest ways to a state that holds nothing. */
const wayOut: Readonly<Record<string, ReadonlyArray<WithdrawalAction>>> = {
  requested: ["reject"],
  approved: ["pay", "settle"],
  paying: ["settle"],
  failed: ["reject"]
}

type Own = Pick<CommandOf<"adjust">, "brand" | "wallet" | "actor" | "key">

/** Changes of a wallet, with and without events and money. */
const changes = {
  adjust: (own: Own): CommandOf<"adjust"> => ({
    _tag: "adjust",
    ...own,
    currency,
    amount: fromUnits(100_000_000n),
    account: "cash",
    direction: "credit",
    reason: "law"
  }),
  commission: (own: Own): CommandOf<"commission-payout"> => ({
    _tag: "commission-payout",
    ...own,
    currency,
    amount: fromUnits(1n)
  }),
  gate: (own: Own): CommandOf<"gate"> => ({ _tag: "gate", ...own, change: { set: [], clear: [], limits: [] } }),
  deposit: (own: Own): CommandOf<"deposit"> => ({
    _tag: "deposit",
    ...own,
    currency,
    amount: fromUnits(1n),
    from: { kind: "bank", sub: "main" }
  })
}
/** Statements about the cashier over every wallet; each layer is tried on all of them. */
export const cashierLaws: ReadonlyArray<Law> = [
  law(
    "every path of a withdrawal, cut off anywhere and taken up again, leaves nothing held and the books balanced",
    FastCheck.tuple(
      FastCheck.array(action, { minLength: 3, maxLength: 14 }),
      FastCheck.array(fate, { minLength: 30, maxLength: 30 })
    ),
    (subject, [actions, fates]) =>
      Effect.gen(function* () {
        const [brand] = subject.brands
        const { wallet } = subject
        const player = yield* funded(wallet, brand, 100n)
        const requests = yield* cashier(crashing(wallet, fates))
        const made = yield* untilAnswered(requests.request(asked(brand, player, "law", "60")))
        const ref = { brand, player, id: made.value.id }
        let status: WithdrawalStatus = made.value.status
        const step = (each: WithdrawalAction, name: string) =>
          Effect.gen(function* () {
            const expected = after(status, each)
            const result = yield* Effect.either(untilAnswered(take(requests, ref, each, name)))
            assert.equal(result._tag, expected === undefined && each !== "cancel" ? "Left" : result._tag)
            if (expected !== undefined) assert.equal(result._tag, "Right", `${each} of ${status}`)
            status = expected ?? status
            const found = yield* wallet.withdrawal(brand, ref.id)
            assert.equal(found?.status, status)
            const { held } = yield* wallet.balance(brand, player)
            assert.equal(held, isHeld(status) ? 60_000_000n : 0n)
          })
        for (const [index, each] of actions.entries()) yield* step(each, `step ${index}`)
        for (const [index, each] of (wayOut[status] ?? []).entries()) yield* step(each, `out ${index}`)
        const { cash, held } = yield* wallet.balance(brand, player)
        assert.deepEqual([held, cash], [0n, status === "settled" ? 40_000_000n : 100_000_000n])
        yield* clean(subject)
      })
  ),

  law(
    "fifty approvals, payments and settlements of one withdrawal at once pay once",
    FastCheck.constant(50),
    (subject, many) =>
      Effect.gen(function* () {
        const [brand] = subject.brands
        const { wallet } = subject
        const player = yield* funded(wallet, brand, 100n)
        const requests = yield* cashier(wallet)
        const made = yield* requests.request(asked(brand, player, "law", "60"))
        const ref = { brand, player, id: made.value.id }
        const payouts = new Set<string>()
        for (const each of ["approve", "pay", "settle"] as const) {
          const results = yield* Effect.all(
            Array.from({ length: many }, (_, index) => Effect.either(take(requests, ref, each, `${each} ${index}`))),
            { concurrency: "unbounded" }
          )
          assert.equal(results.filter(({ _tag }) => _tag === "Right").length, 1, each)
          for (const result of results) {
            if (result._tag === "Left") assert.equal(result.left._tag, "WithdrawalStateConflict")
            else if (result.right !== undefined) payouts.add(result.right)
          }
        }
        assert.equal(payouts.size, 1)
        const { cash, held } = yield* wallet.balance(brand, player)
        assert.deepEqual([cash, held], [40_000_000n, 0n])
        yield* clean(subject)
      })
  ),

  law(
    "a withdrawal is never held after a deposit that the policy has not seen",
    FastCheck.constant(12),
    (subject, players) =>
      Effect.gen(function* () {
        const [brand] = subject.brands
        const { wallet } = subject
        // Never catches up with the first deposit, and allows everything it has seen.
        const lagging = Layer.succeed(WithdrawalPolicy, {
          ask: ({ version }) => Effect.succeed(version <= 1n ? { _tag: "allowed" } : { _tag: "not-ready" })
        })
        const requests = yield* cashier(wallet, lagging)
        const one = Effect.gen(function* () {
          const player = yield* funded(wallet, brand, 100n)
          const [withdrawal] = yield* Effect.all(
            [
              Effect.either(requests.request(asked(brand, player, randomText(8), "60"))),
              deposit(wallet, brand, player, "more", 50n)
            ],
            { concurrency: "unbounded" }
          )
          const { items } = yield* wallet.history(brand, player, { limit: 10 })
          const kinds = items.map(({ kind }) => kind)
          if (withdrawal._tag === "Right") assert.deepEqual(kinds, ["deposit", "withdraw-hold", "deposit"])
          else {
            assert.equal(withdrawal.left._tag, "WithdrawalPolicyNotReady")
            assert.deepEqual(kinds, ["deposit", "deposit"])
            assert.equal((yield* wallet.balance(brand, player)).held, 0n)
          }
        })
        yield* Effect.all(
          Array.from({ length: players }, () => one),
          { concurrency: "unbounded" }
        )
        yield* clean(subject)
      })
  ),

  law(
    "whatever changes a wallet between the policy's yes and the hold, approval or payment, the policy is asked about it",
    FastCheck.tuple(
      FastCheck.constantFrom("hold" as const, "approve" as const, "pay" as const),
      FastCheck.constantFrom("adjust" as const, "commission" as const, "gate" as const, "deposit" as const)
    ),
    (subject, [step, kind]) =>
      Effect.gen(function* () {
        const [brand] = subject.brands
        const { wallet } = subject
        const player = uuidv7(Date.now()) as PlayerId
        const own = { brand, wallet: player, actor: operator }
        // No event at all: opened and adjusted.
        yield* wallet.post({ _tag: "open", ...own, key: once("open", player), kind: "player", currency })
        yield* wallet.post(changes.adjust({ ...own, key: once("fund", player) }))
        let asks = 0
        let armed = step === "hold"
        const policy = Layer.succeed(WithdrawalPolicy, {
          ask: () =>
            Effect.gen(function* () {
              asks += 1
              if (armed) {
                armed = false
                const change = changes[kind]({ ...own, key: once("change", player) })
                assert.equal((yield* Effect.orDie(wallet.post(change)))._tag, "ok")
              }
              return { _tag: "allowed" } as const
            })
        })
        const requests = yield* cashier(wallet, policy)
        const made = yield* requests.request(asked(brand, player, "law", "60"))
        assert.equal(asks, step === "hold" ? 2 : 1)
        const later = { hold: [], approve: ["approve"], pay: ["approve", "pay"] } as const
        for (const next of later[step]) {
          armed = next === step
          asks = 0
          yield* take(requests, { brand, player, id: made.value.id }, next, next)
        }
        assert.equal(asks, 2, `${kind} at ${step}`)
        yield* clean(subject)
      })
  ),

  law(
    "deposits that are announced at once keep to the cap of the account, and each has a reference of its own",
    FastCheck.constant(20),
    (subject, players) =>
      Effect.gen(function* () {
        const [brand] = subject.brands
        const { wallet } = subject
        yield* wallet.putReceivingAccount(brand, {
          id: "capped",
          bank: "First",
          accountNumber: brand,
          holder: "The brand",
          currency,
          dailyCap: fromUnits(50_000_000n),
          status: "open",
          groups: []
        })
        const one = (index: number) =>
          Effect.gen(function* () {
            const player = yield* funded(wallet, brand, 1n)
            return yield* wallet.post({
              _tag: "deposit-request",
              brand,
              wallet: player,
              actor,
              currency,
              key: once("ask", player),
              amount: fromUnits(10_000_000n),
              request: player,
              reference: `LAW${String(index % 10).padStart(3, "0")}`,
              expiresAt: Date.now() + 60_000
            })
          })
        const results = yield* Effect.all(
          Array.from({ length: players }, (_, index) => one(index)),
          {
            concurrency: "unbounded"
          }
        )
        const made = results.flatMap((result) => (result._tag === "ok" ? [result.request ?? ""] : []))
        assert.equal(made.length, 5)
        const references = yield* Effect.forEach(made, (id) => wallet.depositRequest(brand, id))
        assert.equal(new Set(references.map((request) => request?.reference)).size, 5)
        const refusals = results.flatMap((result) => (result._tag === "refused" ? [result.reason] : []))
        assert.ok(refusals.every((reason) => reason === "no-receiving-account" || reason === "reference-taken"))
        yield* clean(subject)
      })
  )
]
