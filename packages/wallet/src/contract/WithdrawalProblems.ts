import * as Problem from "@croupier/core/http/Problem"
import { Schema } from "effect"
import { WithdrawalStatus } from "./Withdrawal.js"
import { NotAllowedReason } from "./WithdrawalPolicy.js"

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

/** Whoever decides about withdrawals has not seen the player's last events yet. */
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
  title: "Somebody else has to approve this too",
  description: "Over the brand's threshold two people approve a withdrawal, and nobody is both of them."
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

/** The brand lets nobody take a withdrawal back. */
export class CancellationNotOffered extends Problem.make<CancellationNotOffered>()("CancellationNotOffered", {
  status: 409,
  title: "A withdrawal that was requested is not taken back here"
}) {}
