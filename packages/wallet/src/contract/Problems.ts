import * as Problem from "@croupier/core/http/Problem"
import { Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"
import { DepositObstacle } from "./Command.js"
import { DepositRequestStatus } from "./DepositRequestView.js"
import { WithdrawalStatus } from "./Withdrawal.js"
import { NotAllowedReason } from "./WithdrawalPolicy.js"

/** What was entered is no amount of the player's currency; the detail says which rule it breaks. */
export class InvalidAmount extends Problem.make<InvalidAmount>()("InvalidAmount", {
  status: 400,
  title: "Invalid amount",
  description: "An amount is a positive decimal string in main units, with at most the currency's display decimals."
}) {}

/** There is no such request, or it is not the caller's: the answer is the same. */
export class DepositRequestNotFound extends Problem.make<DepositRequestNotFound>()("DepositRequestNotFound", {
  status: 404,
  title: "Deposit request not found"
}) {}

/** One request at a time. */
export class DepositRequestPending extends Problem.make<DepositRequestPending>()(
  "DepositRequestPending",
  {
    status: 409,
    title: "Another deposit request is pending",
    description: "`request` is its id. Pay it, cancel it, or wait until it expires or its review is decided."
  },
  { request: Schema.NullOr(Uuid) }
) {}

/** The request is not open for this any more. */
export class DepositRequestEnded extends Problem.make<DepositRequestEnded>()(
  "DepositRequestEnded",
  { status: 409, title: "The deposit request can no longer be changed", description: "`state` is its current state." },
  { state: DepositRequestStatus }
) {}

/** An obstacle to crediting a deposit in review that the decision does not accept. */
export class DepositObstructed extends Problem.make<DepositObstructed>()(
  "DepositObstructed",
  {
    status: 409,
    title: "An obstacle prevents crediting this deposit",
    description:
      "`obstacle` is the value that the decision must list in `despite`: the player is blocked from depositing, or the deposit exceeds the player's limit. Nothing was credited, and the request stays in review."
  },
  { obstacle: DepositObstacle }
) {}

/** Deposits of this player are blocked. */
export class DepositBlocked extends Problem.make<DepositBlocked>()("DepositBlocked", {
  status: 409,
  title: "Deposits are blocked"
}) {}

/** The player's own deposit limit would be passed. */
export class DepositLimitReached extends Problem.make<DepositLimitReached>()("DepositLimitReached", {
  status: 409,
  title: "The deposit exceeds the player's limit",
  description: "Pending requests count towards the limit. `detail` names the period."
}) {}

/** The brand has no open account for this currency. */
export class NoReceivingAccount extends Problem.make<NoReceivingAccount>()("NoReceivingAccount", {
  status: 409,
  title: "No receiving account is available",
  description: "The brand has no open receiving account for the player's currency."
}) {}

/** The money may not be withdrawn; every reason is listed, in words for the player. */
export class WithdrawalNotAllowed extends Problem.make<WithdrawalNotAllowed>()(
  "WithdrawalNotAllowed",
  {
    status: 409,
    title: "The withdrawal is not allowed",
    description:
      "`reasons` lists every reason with a `code` and a `detail` for display: `insufficient-funds`, `debt-open`, `blocked`, `under-minimum`, `over-maximum`, `too-many-today`, or a reason of the brand's wagering rules. Nothing is held."
  },
  { reasons: Schema.Array(NotAllowedReason) }
) {}

/** The withdrawal policy has not seen the player's last events yet. */
export class WithdrawalPolicyNotReady extends Problem.make<WithdrawalPolicyNotReady>()("WithdrawalPolicyNotReady", {
  status: 503,
  title: "Withdrawal eligibility cannot be determined yet",
  description: "Nothing is held and nothing was changed. Retry after the number of seconds in `Retry-After`.",
  headers: () => ({ "retry-after": "2" })
}) {}

/** The player has no such bank account. */
export class PayoutAccountNotFound extends Problem.make<PayoutAccountNotFound>()("PayoutAccountNotFound", {
  status: 409,
  title: "Payout bank account not found",
  description: "`bankAccountId` must be one of the player's registered payout accounts."
}) {}

/** There is no such withdrawal, or it is not the caller's: the answer is the same. */
export class WithdrawalNotFound extends Problem.make<WithdrawalNotFound>()("WithdrawalNotFound", {
  status: 404,
  title: "Withdrawal not found"
}) {}

/** The withdrawal is not in a state in which this can happen. */
export class WithdrawalStateConflict extends Problem.make<WithdrawalStateConflict>()(
  "WithdrawalStateConflict",
  {
    status: 409,
    title: "The withdrawal's state does not allow this step",
    description: "`state` is its current state."
  },
  { state: WithdrawalStatus }
) {}

/** What is known now is another payout than the one that was named. */
export class PayoutMismatch extends Problem.make<PayoutMismatch>()("PayoutMismatch", {
  status: 409,
  title: "The payout is not the one in progress",
  description: "An earlier payout of the withdrawal failed and another one has started. Nothing was changed."
}) {}

/** The payout account got a review reason after the approval, so the approval does not cover it. */
export class PayoutAccountChanged extends Problem.make<PayoutAccountChanged>()("PayoutAccountChanged", {
  status: 409,
  title: "The payout account has changed since the withdrawal was approved",
  description:
    "The account has a review reason that was not present at approval, such as another player with the same account. Reject the withdrawal; a new request shows the reason and requires an operator's approval."
}) {}

/** Two operators have to approve, and this one already has. */
export class SecondPersonNeeded extends Problem.make<SecondPersonNeeded>()("SecondPersonNeeded", {
  status: 409,
  title: "A second approval is required",
  description: "Above the brand's threshold two different operators must approve a withdrawal."
}) {}

/** No service approves this by itself. */
export class OperatorNeeded extends Problem.make<OperatorNeeded>()("OperatorNeeded", {
  status: 409,
  title: "An operator's decision is required",
  description:
    "The `actor` must be an operator if the withdrawal has `reviews` or is above the brand's threshold, or if the deposit request is in `review`. Players, agents and providers cannot make these decisions."
}) {}

/** The wallet is frozen: nothing is paid out of it. */
export class WalletFrozen extends Problem.make<WalletFrozen>()("WalletFrozen", {
  status: 409,
  title: "The wallet is frozen",
  description: "Its balance differs from its entries. Nothing is paid out until the difference is resolved."
}) {}

/** The brand does not allow withdrawals to be cancelled. */
export class CancellationNotOffered extends Problem.make<CancellationNotOffered>()("CancellationNotOffered", {
  status: 409,
  title: "The brand does not allow withdrawals to be cancelled"
}) {}

/** The policy is another than the one that was read: nothing was changed. */
export class PolicyChanged extends Problem.make<PolicyChanged>()("PolicyChanged", {
  status: 409,
  title: "The policy has changed since it was read",
  description: "Nothing was changed. Read the policy again and resend the change with its current version."
}) {}

/** The number at this bank is another account already, of this brand or of another. */
export class ReceivingAccountTaken extends Problem.make<ReceivingAccountTaken>()("ReceivingAccountTaken", {
  status: 409,
  title: "The bank account is in use under another name or by another brand"
}) {}

/** Bank accounts are unavailable at the moment. */
export class PayoutAccountsUnavailable extends Problem.make<PayoutAccountsUnavailable>()("PayoutAccountsUnavailable", {
  status: 503,
  title: "Bank account lookup is temporarily unavailable",
  description: "Nothing was changed. Retry after the number of seconds in `Retry-After`.",
  headers: () => ({ "retry-after": "1" })
}) {}

/**
 * The wallet could not answer in time. `not-applied`: nothing happened and it is safe to send the command again;
 * `unknown`: it may have happened, so ask again with the same key.
 */
export class WalletUnavailable extends Problem.make<WalletUnavailable>()(
  "WalletUnavailable",
  {
    status: 503,
    title: "The wallet is unavailable",
    description:
      "Retry with the same idempotency key after the number of seconds in `Retry-After`. `outcome` is `not-applied` if the request had no effect, or `unknown` if it may have taken effect.",
    headers: () => ({ "retry-after": "1" })
  },
  { outcome: Schema.Literal("not-applied", "unknown") }
) {}

/** There is no such wallet under this brand. */
export class WalletNotFound extends Problem.make<WalletNotFound>()("WalletNotFound", {
  status: 404,
  title: "Wallet not found"
}) {}
