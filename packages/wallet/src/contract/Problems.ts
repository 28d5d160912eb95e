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
  title: "This is not an amount that can be entered",
  description: "An amount is a decimal string in main units, more than zero, with no more decimals than people see."
}) {}

/** There is no such request, or it is not the caller's: the answer is the same. */
export class DepositRequestNotFound extends Problem.make<DepositRequestNotFound>()("DepositRequestNotFound", {
  status: 404,
  title: "There is no such deposit request"
}) {}

/** One request at a time. */
export class DepositRequestPending extends Problem.make<DepositRequestPending>()(
  "DepositRequestPending",
  {
    status: 409,
    title: "Another deposit request is pending",
    description: "`request` is its id. Pay it, cancel it, or wait until it has expired or a person has decided."
  },
  { request: Schema.NullOr(Uuid) }
) {}

/** The request is not open for this any more. */
export class DepositRequestEnded extends Problem.make<DepositRequestEnded>()(
  "DepositRequestEnded",
  { status: 409, title: "The deposit request cannot be changed any more", description: "`state` is where it stands." },
  { state: DepositRequestStatus }
) {}

/** Something stands against crediting a deposit in review that the decision does not accept. */
export class DepositObstructed extends Problem.make<DepositObstructed>()(
  "DepositObstructed",
  {
    status: 409,
    title: "Something stands against crediting this deposit",
    description:
      "`obstacle` is what the decision has to name in `despite`: the player may not deposit, or the deposit is over the player's limit. Nothing was credited and the request stays in review."
  },
  { obstacle: DepositObstacle }
) {}

/** Deposits of this player are blocked. */
export class DepositBlocked extends Problem.make<DepositBlocked>()("DepositBlocked", {
  status: 409,
  title: "You cannot deposit at the moment"
}) {}

/** The player's own deposit limit would be passed. */
export class DepositLimitReached extends Problem.make<DepositLimitReached>()("DepositLimitReached", {
  status: 409,
  title: "The deposit is over your limit",
  description: "Requests that are pending count as well. The detail names the period."
}) {}

/** The brand has no open account for this currency. */
export class NoReceivingAccount extends Problem.make<NoReceivingAccount>()("NoReceivingAccount", {
  status: 409,
  title: "There is nowhere to pay in at the moment",
  description: "The brand has no open receiving account for the player's currency."
}) {}

/** The money may not be withdrawn; every reason is said, in words for the player. */
export class WithdrawalNotAllowed extends Problem.make<WithdrawalNotAllowed>()(
  "WithdrawalNotAllowed",
  {
    status: 409,
    title: "This cannot be withdrawn",
    description:
      "`reasons` says why, each with a `code` and a `detail` to show: `insufficient-funds`, `debt-open`, `blocked`, `under-minimum`, `over-maximum`, `too-many-today`, or a reason of the brand's wagering rules. Nothing is held."
  },
  { reasons: Schema.Array(NotAllowedReason) }
) {}

/** The withdrawal policy has not seen the player's last events yet. */
export class WithdrawalPolicyNotReady extends Problem.make<WithdrawalPolicyNotReady>()("WithdrawalPolicyNotReady", {
  status: 503,
  title: "Whether this can be withdrawn is not known yet",
  description: "Nothing is held and nothing has changed. Ask again after the seconds that `Retry-After` names.",
  headers: () => ({ "retry-after": "2" })
}) {}

/** The player has no such bank account. */
export class PayoutAccountNotFound extends Problem.make<PayoutAccountNotFound>()("PayoutAccountNotFound", {
  status: 409,
  title: "You have no such bank account",
  description: "`bankAccountId` is one of those that the player has registered for payout."
}) {}

/** There is no such withdrawal, or it is not the caller's: the answer is the same. */
export class WithdrawalNotFound extends Problem.make<WithdrawalNotFound>()("WithdrawalNotFound", {
  status: 404,
  title: "There is no such withdrawal"
}) {}

/** The withdrawal is not in a state in which this can happen. */
export class WithdrawalStateConflict extends Problem.make<WithdrawalStateConflict>()(
  "WithdrawalStateConflict",
  {
    status: 409,
    title: "The withdrawal is past this step, or not there yet",
    description: "`state` is where it stands."
  },
  { state: WithdrawalStatus }
) {}

/** What is known now is another payout than the one that was named. */
export class PayoutMismatch extends Problem.make<PayoutMismatch>()("PayoutMismatch", {
  status: 409,
  title: "This is not the payout that is under way",
  description: "An earlier payout of the withdrawal has failed and another has begun. Nothing was done."
}) {}

/** The payout account got a review reason after the approval, so the approval does not cover it. */
export class PayoutAccountChanged extends Problem.make<PayoutAccountChanged>()("PayoutAccountChanged", {
  status: 409,
  title: "The payout account has changed since the withdrawal was approved",
  description:
    "It has a review reason that its approval did not know, such as another player who registered the same account. Reject the withdrawal; a new request shows the reason and is approved by an operator."
}) {}

/** Two people have to approve, and this one has. */
export class SecondPersonNeeded extends Problem.make<SecondPersonNeeded>()("SecondPersonNeeded", {
  status: 409,
  title: "Another person has to approve this too",
  description: "Over the brand's threshold two different people approve a withdrawal."
}) {}

/** No service approves this by itself. */
export class OperatorNeeded extends Problem.make<OperatorNeeded>()("OperatorNeeded", {
  status: 409,
  title: "An operator has to decide this",
  description:
    "The withdrawal has `reviews` or is over the brand's threshold, or the deposit request is in `review`: the `actor` of the decision is an operator. Nothing is decided by a player, an agent or a provider."
}) {}

/** The wallet is frozen: nothing is paid out of it. */
export class WalletFrozen extends Problem.make<WalletFrozen>()("WalletFrozen", {
  status: 409,
  title: "The wallet is frozen",
  description: "Its balance and its entries differ. Nothing is paid out of it until that is explained."
}) {}

/** The brand does not allow withdrawals to be cancelled. */
export class CancellationNotOffered extends Problem.make<CancellationNotOffered>()("CancellationNotOffered", {
  status: 409,
  title: "A withdrawal that was requested is not taken back here"
}) {}

/** The policy is another than the one that was read: nothing was changed. */
export class PolicyChanged extends Problem.make<PolicyChanged>()("PolicyChanged", {
  status: 409,
  title: "The policy has changed since it was read",
  description: "Nothing was done. Read the policy again, and send the change with the version that it has now."
}) {}

/** The number at this bank is another account already, of this brand or of another. */
export class ReceivingAccountTaken extends Problem.make<ReceivingAccountTaken>()("ReceivingAccountTaken", {
  status: 409,
  title: "This bank account is in use under another name or by another brand"
}) {}

/** Bank accounts are unavailable at the moment. */
export class PayoutAccountsUnavailable extends Problem.make<PayoutAccountsUnavailable>()("PayoutAccountsUnavailable", {
  status: 503,
  title: "Bank accounts cannot be looked up at the moment",
  description: "Nothing was done. Ask again after the seconds that `Retry-After` names.",
  headers: () => ({ "retry-after": "1" })
}) {}

/**
 * The wallet could not answer in time. `not-applied`: nothing happened and it is safe to send the command anew;
 * `unknown`: it may have happened, so ask again with the same key.
 */
export class WalletUnavailable extends Problem.make<WalletUnavailable>()(
  "WalletUnavailable",
  {
    status: 503,
    title: "The wallet does not answer",
    description:
      "Ask again after the seconds that `Retry-After` names, with the same idempotency key. `outcome` is `not-applied` when nothing happened, and `unknown` when it may have.",
    headers: () => ({ "retry-after": "1" })
  },
  { outcome: Schema.Literal("not-applied", "unknown") }
) {}

/** There is no such wallet under this brand. */
export class WalletNotFound extends Problem.make<WalletNotFound>()("WalletNotFound", {
  status: 404,
  title: "There is no such wallet"
}) {}
