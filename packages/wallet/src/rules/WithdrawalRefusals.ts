import { type Decision, refused } from "./Decision.js"
import { locked } from "./gate.js"
import type { Wallet, Withdrawal, World } from "./State.js"
import { brokenTerm } from "./WithdrawalTerms.js"

/** What refuses a withdrawal at each step before its payout begins: blocks and freezes, debt, the brand's terms. */
export const notWithdrawable = (
  world: World,
  wallet: Wallet,
  amount: bigint,
  held?: Withdrawal
): Decision | undefined => {
  const block = locked(wallet, "withdraw", world.now)
  if (block) return block
  if (wallet.debt > 0n)
    return refused("debt-open", "the wallet has debt; withdrawals are not allowed until it is settled", wallet)
  const term = brokenTerm(world, wallet, amount, held)
  return term && refused(...term, wallet)
}

/** Review reasons of a command that the withdrawal does not have yet. */
export const newReviews = (
  { reviews = [] }: { readonly reviews?: Withdrawal["reviews"] | undefined },
  withdrawal: Withdrawal
): Withdrawal["reviews"] => reviews.filter((reason) => !withdrawal.reviews.includes(reason))

/** A yes of the policy holds for one version of the wallet. The version counts every change, also one without an event. */
export const changedSince = ({ seen }: { readonly seen?: number | undefined }, wallet: Wallet): Decision | undefined =>
  seen === undefined || BigInt(seen) === wallet.version
    ? undefined
    : refused("unseen-events", "the wallet has changed since the withdrawal was checked", wallet, {
        eventVersion: wallet.eventVersion,
        walletVersion: wallet.version
      })

/** A report about an earlier payout does not concern the current one. */
export const otherPayout = (
  { payout }: { readonly payout?: string | undefined },
  withdrawal: Withdrawal,
  wallet: Wallet
): Decision | undefined =>
  payout === undefined || payout === withdrawal.payout
    ? undefined
    : refused("payout-mismatch", "another payout of this withdrawal is in progress", wallet)
