import type { BrandKey } from "@croupier/core/Brand"
import { IdempotencyKeyReused } from "@croupier/core/http/IdempotencyKey"
import { Effect } from "effect"
import type { Command } from "../../contract/Command.js"
import type { OwnRequestRef } from "../../contract/DepositRequests.js"
import * as Problems from "../../contract/Problems.js"
import type { PostResult } from "../../contract/Result.js"
import * as TransactionKey from "../../contract/TransactionKey.js"
import { Wallet, type WalletShape } from "../../contract/Wallet.js"
import type { WithdrawalView } from "../../contract/Withdrawal.js"
import type { PayoutNews, WithdrawalDecision } from "../../contract/WithdrawalRequests.js"
import { postAllowed } from "./postAllowed.js"
import { ownWithdrawal, withdrawalOutcome, withdrawalStatusAfter } from "./WithdrawalAnswer.js"

/** A player's own withdrawal; another's is none. */
export const findOwn = Effect.fnUntraced(function* ({ brand, player, request }: OwnRequestRef) {
  const found = yield* find(yield* Wallet, brand, request)
  return found.wallet === player ? found : yield* new Problems.WithdrawalNotFound()
})

/** Ends a requested withdrawal by its player's word. */
export const cancel = Effect.fn("WithdrawalRequests.cancel")(function* (ref: OwnRequestRef) {
  const wallet = yield* Wallet
  const withdrawal = yield* findOwn(ref)
  const command = {
    _tag: "withdraw-release",
    brand: ref.brand,
    wallet: withdrawal.wallet,
    actor: { kind: "player", id: ref.player },
    key: TransactionKey.once("withdrawal-cancel", withdrawal.id),
    withdrawal: withdrawal.id,
    as: "cancelled",
    reason: "cancelled by the player"
  } as const
  const result = yield* wallet.post(command)
  if (result._tag === "refused" && result.reason === "not-cancellable") {
    return yield* new Problems.CancellationNotOffered()
  }
  const done = yield* accepted(wallet, command, result).pipe(Effect.catchTags(isNoDecision))
  return ownWithdrawal(withdrawal, withdrawalStatusAfter(done))
})

const oneForm = () =>
  Effect.dieMessage("a player's cancellation cannot conflict with another request or require an operator")
const isNoDecision = { IdempotencyKeyReused: oneForm, OperatorNeeded: oneForm }

/** Approves what the policy and the payout account still allow. */
export const approve = Effect.fn("WithdrawalRequests.approve")(function* (decision: WithdrawalDecision) {
  const { command: of, withdrawal } = yield* begin(decision, "withdrawal-approve")
  const command = { ...of, _tag: "withdraw-approve" } as const
  const result = yield* postAllowed(withdrawal, command)
  if (result._tag === "refused" && result.reason === "same-person") return yield* new Problems.SecondPersonNeeded()
  return withdrawalOutcome(withdrawal, yield* accepted(yield* Wallet, command, result))
})

/** Begins the payout of what they still allow now. */
export const pay = Effect.fn("WithdrawalRequests.pay")(function* (decision: WithdrawalDecision) {
  const { command: of, withdrawal } = yield* begin(decision, "withdrawal-pay")
  const command = { ...of, _tag: "withdraw-pay" } as const
  const result = yield* postAllowed(withdrawal, command)
  if (result._tag === "refused" && result.reason === "reviews-changed")
    return yield* new Problems.PayoutAccountChanged()
  return withdrawalOutcome(withdrawal, yield* accepted(yield* Wallet, command, result))
})

/** Books what the bank has paid. */
export const settle = Effect.fn("WithdrawalRequests.settle")(function* (news: PayoutNews & { readonly bank: string }) {
  const { command, withdrawal } = yield* begin(news, "withdrawal-settle")
  return yield* tell(withdrawal, { ...command, ...payoutOf(news), _tag: "withdraw-settle", bank: news.bank })
})

/** Notes what the bank has not paid. */
export const fail = Effect.fn("WithdrawalRequests.fail")(function* (news: PayoutNews & { readonly reason: string }) {
  const { command, withdrawal } = yield* begin(news, "withdrawal-fail")
  return yield* tell(withdrawal, { ...command, ...payoutOf(news), _tag: "withdraw-fail", reason: news.reason })
})

/** Gives the money back. */
export const reject = Effect.fn("WithdrawalRequests.reject")(function* (
  decision: WithdrawalDecision & { readonly reason: string }
) {
  const wallet = yield* Wallet
  const { command: of, withdrawal } = yield* begin(decision, "withdrawal-reject")
  const command = { ...of, _tag: "withdraw-release", as: "rejected", reason: decision.reason } as const
  return withdrawalOutcome(withdrawal, yield* accepted(wallet, command, yield* wallet.post(command)))
})

/** Books the returned money. */
export const giveBack = Effect.fn("WithdrawalRequests.giveBack")(function* (
  decision: WithdrawalDecision & { readonly reason: string }
) {
  const wallet = yield* Wallet
  const { command: of, withdrawal } = yield* begin(decision, "withdrawal-return")
  const command = { ...of, _tag: "withdraw-return", reason: decision.reason } as const
  return withdrawalOutcome(withdrawal, yield* accepted(wallet, command, yield* wallet.post(command)))
})

/** Finds the withdrawal, and what every command about it says. */
const begin = Effect.fnUntraced(function* (decision: WithdrawalDecision, operation: string) {
  const { actor, brand, idempotencyKey } = decision
  const withdrawal = yield* find(yield* Wallet, brand, decision.withdrawal)
  const key = TransactionKey.request(operation, actor, idempotencyKey)
  return { withdrawal, command: { brand, wallet: withdrawal.wallet, actor, key, withdrawal: withdrawal.id } }
})

const payoutOf = ({ payout }: PayoutNews) => (payout === undefined ? {} : { payout })

const tell = Effect.fnUntraced(function* (
  withdrawal: WithdrawalView,
  command: Extract<Command, { readonly _tag: "withdraw-settle" | "withdraw-fail" }>
) {
  const wallet = yield* Wallet
  const result = yield* wallet.post(command)
  if (result._tag === "refused" && result.reason === "payout-mismatch") return yield* new Problems.PayoutMismatch()
  return withdrawalOutcome(withdrawal, yield* accepted(wallet, command, result))
})

const find = (wallet: WalletShape, brand: BrandKey, id: string) =>
  Effect.flatMap(wallet.withdrawal(brand, id), (found) =>
    found ? Effect.succeed(found) : new Problems.WithdrawalNotFound()
  )

/** What every step may be refused for, as the problems that a caller can act on. */
const accepted = Effect.fnUntraced(function* (
  wallet: WalletShape,
  command: Extract<Command, { readonly withdrawal: string }>,
  result: PostResult
) {
  if (result._tag === "ok") return result
  switch (result.reason) {
    case "unknown-withdrawal":
      return yield* new Problems.WithdrawalNotFound()
    case "duplicate-mismatch":
      return yield* new IdempotencyKeyReused()
    case "operator-needed":
      return yield* new Problems.OperatorNeeded()
    case "withdrawal-state": {
      const { status } = yield* find(wallet, command.brand, command.withdrawal)
      return yield* new Problems.WithdrawalStateConflict({ state: status, detail: `The withdrawal is ${status}.` })
    }
    default:
      return yield* Effect.dieMessage(`${command._tag} was refused: ${result.reason}, ${result.detail}`)
  }
})
