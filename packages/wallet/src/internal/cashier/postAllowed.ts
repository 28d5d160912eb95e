import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { Clock, Effect } from "effect"
import type { CommandOf } from "../../contract/Command.js"
import { PayoutAccounts } from "../../contract/PayoutAccounts.js"
import * as Problems from "../../contract/Problems.js"
import { Wallet, type WalletShape } from "../../contract/Wallet.js"
import type { WithdrawalView } from "../../contract/Withdrawal.js"
import { WithdrawalPolicy } from "../../contract/WithdrawalPolicy.js"
import { freezeOf } from "../../rules/freezeBlocks.js"
import { postSeen } from "./postSeen.js"
import { notAllowed, reviewsOf } from "./requestWithdrawal.js"

/**
 * Posts a step that asks again what the request was asked: first with a version that no wallet has, so that a repeat gets its
 * stored answer; then, of a player, with the present reviews of the payout account and the policy's yes to the present
 * version. An agent has nothing to wager and no account here.
 */
export const postAllowed = Effect.fnUntraced(function* (
  withdrawal: WithdrawalView,
  command: CommandOf<"withdraw-approve" | "withdraw-pay">
) {
  const wallet = yield* Wallet
  const { amount, currency, holder, payTo } = withdrawal
  const first = yield* wallet.post(holder === "player" ? { ...command, seen: 0 } : command)
  const unseen = first._tag === "refused" && first.reason === "unseen-events"
  const result = unseen
    ? yield* postSeen(
        wallet,
        yield* WithdrawalPolicy,
        { brand: command.brand, player: withdrawal.wallet as PlayerId, currency, amount },
        {
          ...command,
          ...(payTo === null ? {} : { reviews: yield* reviewsNow(withdrawal, command.brand, payTo.account) })
        },
        first
      )
    : first
  if (result._tag === "ok") return result
  if (result.reason === "unseen-events") return yield* new Problems.WithdrawalPolicyNotReady()
  if (result.reason === "player-locked" && (yield* isFrozenNow(wallet, command)))
    return yield* new Problems.WalletFrozen()
  const shown = notAllowed(result)
  return shown ? yield* shown : result
})

const isFrozenNow = (wallet: WalletShape, { brand, wallet: id }: CommandOf<"withdraw-approve" | "withdraw-pay">) =>
  wallet.gate(brand, id).pipe(
    Effect.map((gate) => freezeOf(gate) !== undefined),
    Effect.catchTag("WalletNotFound", () => Effect.succeed(false))
  )

const reviewsNow = Effect.fnUntraced(function* ({ wallet: holder }: WithdrawalView, brand: BrandKey, account: string) {
  const found = yield* (yield* PayoutAccounts).find(brand, holder, account)
  return found === undefined
    ? yield* new Problems.PayoutAccountNotFound()
    : reviewsOf(found, yield* Clock.currentTimeMillis)
})
