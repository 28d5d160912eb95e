import type { Actor } from "@croupier/core/Actor"
import * as Currency from "@croupier/core/Currency"
import { IdempotencyKeyReused } from "@croupier/core/http/IdempotencyKey"
import { uuidv7 } from "@croupier/core/Ids"
import { Clock, Effect } from "effect"
import type { CommandOf } from "../../contract/Command.js"
import { type PayoutAccount, PayoutAccounts } from "../../contract/PayoutAccounts.js"
import * as Problems from "../../contract/Problems.js"
import { WalletNotFound } from "../../contract/Problems.js"
import type { Ok, Refused } from "../../contract/Result.js"
import * as TransactionKey from "../../contract/TransactionKey.js"
import { Wallet, type WalletShape } from "../../contract/Wallet.js"
import type { ReviewReason } from "../../contract/Withdrawal.js"
import { WithdrawalPolicy } from "../../contract/WithdrawalPolicy.js"
import type { NewWithdrawal } from "../../contract/WithdrawalRequests.js"
import { afterPosting } from "./afterPosting.js"
import { entered, sentence } from "./entered.js"
import { postSeen } from "./postSeen.js"
import { ownWithdrawal, withdrawalStatusAfter } from "./WithdrawalAnswer.js"

/** How long an account is new, in milliseconds: a day. */
export const newFor = 24 * 60 * 60 * 1000

/**
 * Holds a withdrawal's amount. It is first posted with a version that no wallet has, which is refused: so a repeat gets its
 * stored answer, and a player who cannot withdraw anyway gets the reason, before bank accounts and the policy are asked.
 */
export const requestWithdrawal = Effect.fn("WithdrawalRequests.request")(function* (asked: NewWithdrawal) {
  const { bankAccountId: account, brand, idempotencyKey, player } = asked
  const wallet = yield* Wallet
  const { currency } = yield* wallet.balance(brand, player)
  const amount = yield* entered(Currency.of(currency), asked.amount, "A withdrawal")
  const now = yield* Clock.currentTimeMillis
  const actor: Actor = { kind: "player", id: player }
  const command: CommandOf<"withdraw-hold"> = {
    _tag: "withdraw-hold",
    brand,
    wallet: player,
    actor,
    key: TransactionKey.request("withdrawal-request", actor, idempotencyKey),
    currency,
    amount,
    withdrawal: uuidv7(now),
    account
  }
  const first = yield* wallet.post({ ...command, seen: 0 })
  if (first._tag === "ok") return yield* answer(wallet, command, first)
  if (first.reason !== "unseen-events") return yield* problemOf(first)
  const payTo = yield* (yield* PayoutAccounts).find(brand, player, account)
  if (payTo === undefined) return yield* new Problems.PayoutAccountNotFound()
  const held = yield* postSeen(
    wallet,
    yield* WithdrawalPolicy,
    { brand, player, currency, amount },
    { ...command, shown: { bank: payTo.bank, number: payTo.number }, reviews: reviewsOf(payTo, now) },
    first
  )
  return held._tag === "ok" ? yield* answer(wallet, command, held) : yield* problemOf(held)
})

/** Why a person looks before money goes to this account. */
export const reviewsOf = (account: PayoutAccount, now: number): ReadonlyArray<ReviewReason> => [
  ...(account.holderIsPlayer ? [] : (["holder-is-another"] as const)),
  ...(now - account.addedAt < newFor ? (["account-is-new"] as const) : []),
  ...(account.shared ? (["account-is-shared"] as const) : [])
]

const answer = Effect.fnUntraced(function* (
  wallet: WalletShape,
  { brand }: Pick<CommandOf<"withdraw-hold">, "brand">,
  result: Ok
) {
  const stored = yield* afterPosting(wallet.withdrawal(brand, result.request ?? ""))
  if (!stored) return yield* Effect.dieMessage(`withdrawal ${result.request} is in the ledger and cannot be read`)
  return { replayed: result.replayed, value: ownWithdrawal(stored, withdrawalStatusAfter(result)) }
})

/** The refusals that a player is shown, in the ledger's words except for a block, since its reason is not shown. */
export const notAllowed = ({ detail, reason }: Refused): Problems.WithdrawalNotAllowed | undefined => {
  switch (reason) {
    case "player-locked":
      return said("blocked", "Withdrawals are blocked.")
    case "insufficient-funds":
    case "debt-open":
    case "under-minimum":
    case "over-maximum":
    case "too-many-today":
      return said(reason, sentence(detail))
    default:
      return undefined
  }
}

const said = (code: string, detail: string) => new Problems.WithdrawalNotAllowed({ reasons: [{ code, detail }] })

const problemOf = (refused: Refused) => {
  const shown = notAllowed(refused)
  if (shown) return Effect.fail(shown)
  switch (refused.reason) {
    case "wallet-not-found":
      return Effect.fail(new WalletNotFound())
    case "duplicate-mismatch":
      return Effect.fail(new IdempotencyKeyReused())
    case "unseen-events":
      return Effect.fail(new Problems.WithdrawalPolicyNotReady())
    default:
      return Effect.dieMessage(`a withdrawal was refused: ${refused.reason}, ${refused.detail}`)
  }
}
