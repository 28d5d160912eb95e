import * as Problem from "@croupier/core/http/Problem"
import { Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"
import { DepositObstacle } from "./Command.js"
import { DepositRequestStatus } from "./DepositRequestView.js"

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
