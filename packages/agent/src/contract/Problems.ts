import { CurrencyCode } from "@croupier/core/Currency"
import * as Problem from "@croupier/core/http/Problem"
import { Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"
import { AgentStatus } from "./Agent.js"
import { ConversionStatus, StatementStatus } from "./Commission.js"

export { LoginFailed, SignInsBusy, TooManyAttempts, WeakPassword } from "@croupier/core/auth/SignInProblems"
export { ActorNotAllowed, BrandClosed, PlayerNotFound, UsernameTaken } from "@croupier/player/contract"

/** There is no such agent in the brand, or not below the agent who asks. */
export class AgentNotFound extends Problem.make<AgentNotFound>()("AgentNotFound", {
  status: 404,
  title: "Agent not found",
  description: "The agent does not exist, or is not in the subtree of the agent who asks."
}) {}

/** The password was right, but the agent may not sign in. */
export class AgentLoginRefused extends Problem.make<AgentLoginRefused>()(
  "AgentLoginRefused",
  { status: 403, title: "The agent is not allowed to sign in", description: "`reason` is the agent's status." },
  { reason: AgentStatus }
) {}

/** Another agent of the brand has the referral code. */
export class ReferralCodeTaken extends Problem.make<ReferralCodeTaken>()("ReferralCodeTaken", {
  status: 409,
  title: "The referral code is taken",
  description: "Referral codes are case-insensitive. Choose another one."
}) {}

/** A rate would be over the rate of the agent above, at some time from its beginning on. */
export class RateOverParent extends Problem.make<RateOverParent>()(
  "RateOverParent",
  {
    status: 409,
    title: "A rate exceeds the rate of the parent agent",
    description:
      "`parent` is the agent above, `over` names the earners below with higher rates, and `rates` the rates concerned."
  },
  {
    parent: Schema.NullOr(Uuid),
    over: Schema.Array(Uuid),
    rates: Schema.Array(Schema.String)
  }
) {}

/** The terms cannot be agreed: `detail` says why. */
export class TermsRefused extends Problem.make<TermsRefused>()("TermsRefused", {
  status: 422,
  title: "The terms cannot be agreed",
  description: "`detail` gives the reason."
}) {}

/** The place in the tree is not possible. */
export class PlacementRefused extends Problem.make<PlacementRefused>()(
  "PlacementRefused",
  {
    status: 409,
    title: "The agent cannot be placed there",
    description:
      "`cycle`: the new parent is below the agent. `too-deep`: a tree has at most 32 levels. `closed`: the parent is closed."
  },
  { reason: Schema.Literal("cycle", "too-deep", "closed") }
) {}

/** A closed agent stays closed. */
export class AgentStatusNotAllowed extends Problem.make<AgentStatusNotAllowed>()(
  "AgentStatusNotAllowed",
  { status: 409, title: "The agent's status transition is not allowed" },
  { from: AgentStatus, to: AgentStatus }
) {}

/** There is no such statement, or not of an agent below the one who asks. */
export class StatementNotFound extends Problem.make<StatementNotFound>()("StatementNotFound", {
  status: 404,
  title: "Statement not found"
}) {}

/** Only a statement that is closed can be approved. */
export class StatementNotClosed extends Problem.make<StatementNotClosed>()(
  "StatementNotClosed",
  { status: 409, title: "The statement is not waiting for approval", description: "`state` is its present status." },
  { state: StatementStatus }
) {}

/** There is no such conversion. */
export class ConversionNotFound extends Problem.make<ConversionNotFound>()("ConversionNotFound", {
  status: 404,
  title: "Conversion not found"
}) {}

/** Less than the amount can be converted. */
export class ConversionOverAvailable extends Problem.make<ConversionOverAvailable>()(
  "ConversionOverAvailable",
  {
    status: 409,
    title: "The amount exceeds the commission that can be converted",
    description: "`available` is the most that can be converted now, in main units of `currency`."
  },
  { currency: CurrencyCode, available: Schema.String }
) {}

/** The id belongs to another conversion. */
export class ConversionConflict extends Problem.make<ConversionConflict>()("ConversionConflict", {
  status: 409,
  title: "The id belongs to another conversion",
  description: "Use a new id for each conversion, and the same one to repeat it."
}) {}

/** The conversion does not wait for approval. */
export class ConversionNotRequested extends Problem.make<ConversionNotRequested>()(
  "ConversionNotRequested",
  { status: 409, title: "The conversion is not waiting for approval", description: "`state` is its present status." },
  { state: ConversionStatus }
) {}

/** Agents could not be reached in time. `not-applied`: nothing happened; `unknown`: it may have, and asking again is safe. */
export class AgentsUnavailable extends Problem.make<AgentsUnavailable>()(
  "AgentsUnavailable",
  {
    status: 503,
    title: "The agent service is temporarily unavailable",
    description: "Retry; completed steps are not repeated.",
    headers: () => ({ "retry-after": "1" })
  },
  { outcome: Schema.Literal("not-applied", "unknown") }
) {}
