import { format } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import type { NotAllowedReason } from "@croupier/wallet/contract"
import type { ReviewKind } from "../contract/RequirementReview.js"
import type { Player, Requirement } from "./State.js"
import { inOrder, ofGrant } from "./Stepping.js"

/** Why a player may not withdraw, each as it is shown to the player; an empty list allows it. */
export const withdrawalReasons = (
  player: Player,
  openReviews: ReadonlyArray<{ readonly kind: ReviewKind }>
): ReadonlyArray<NotAllowedReason> => [
  ...inOrder(player)
    .filter(({ onWithdrawal }) => onWithdrawal === "refuse")
    .map((requirement) => ({ code: "turnover-missing", detail: missingText(requirement) })),
  ...(player.grant !== null && ofGrant(player, player.grant) === undefined
    ? [{ code: "bonus-pending", detail: "A bonus is being set up. Try again in a moment." }]
    : []),
  ...(openReviews.length > 0
    ? [{ code: "under-review", detail: "Your bonus is being reviewed. Withdrawals are possible again afterwards." }]
    : [])
]

/** What is left to turn over, in ledger units. */
export const missingOf = ({ progress, target }: Pick<Requirement, "progress" | "target">): bigint =>
  progress >= target ? 0n : target - (progress > 0n ? progress : 0n)

const missingText = ({ currency: code, origin, ...amounts }: Requirement): string => {
  const currency = Currency.of(code)
  const missing = missingOf(amounts)
  return missing === 0n
    ? "All stakes of the bonus are placed; a round is still open."
    : `${format(currency, missing)} ${code} has still to be staked for a ${names[origin]}.`
}

const names = { deposit: "deposit", bonus: "bonus", "free-rounds": "bonus from free rounds" } as const
