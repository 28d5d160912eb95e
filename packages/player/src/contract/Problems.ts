import { Actor } from "@croupier/core/Actor"
import { ProfileField } from "@croupier/core/Brand"
import { CurrencyCode } from "@croupier/core/Currency"
import * as Problem from "@croupier/core/http/Problem"
import { Schema } from "effect"
import { PlayerStatus } from "./Player.js"
import { ReviewDecision } from "./Review.js"

export { LoginFailed, SignInsBusy, TooManyAttempts, WeakPassword } from "@croupier/core/auth/SignInProblems"

/** The brand's players already have this name. */
export class UsernameTaken extends Problem.make<UsernameTaken>()("UsernameTaken", {
  status: 409,
  title: "The username is taken",
  description: "Usernames are case-insensitive. Choose another one."
}) {}

/** The licence asks for more of a player than was given. */
export class ProfileIncomplete extends Problem.make<ProfileIncomplete>()(
  "ProfileIncomplete",
  {
    status: 422,
    title: "The profile is incomplete",
    description: "`missing` lists the fields that the brand's licence requires and the registration lacks."
  },
  { missing: Schema.Array(ProfileField) }
) {}

/** A part of the profile cannot be right. */
export class ProfileInvalid extends Problem.make<ProfileInvalid>()(
  "ProfileInvalid",
  {
    status: 422,
    title: "The profile is invalid",
    description: "`field` is the invalid field; `detail` gives the reason."
  },
  { field: ProfileField }
) {}

/** The person is under the minimum age of the brand's licence. */
export class TooYoung extends Problem.make<TooYoung>()(
  "TooYoung",
  {
    status: 422,
    title: "The player is under the minimum age",
    description: "`minimumAge` is the licence's minimum age in years."
  },
  { minimumAge: Schema.Int }
) {}

/** The brand keeps no accounts in this currency. */
export class CurrencyNotAvailable extends Problem.make<CurrencyNotAvailable>()(
  "CurrencyNotAvailable",
  {
    status: 422,
    title: "The brand does not offer this currency",
    description: "`offered` lists the brand's currencies. If no currency is given, the first is used."
  },
  { offered: Schema.Array(CurrencyCode) }
) {}

/** The person is self-excluded on some brand of the licence, or is in an outside register. */
export class PersonExcluded extends Problem.make<PersonExcluded>()("PersonExcluded", {
  status: 403,
  title: "The person is excluded from play",
  description: "An exclusion applies to every brand of the licence and cannot be shortened."
}) {}

/** The password was right, but the player may not sign in. */
export class LoginRefused extends Problem.make<LoginRefused>()(
  "LoginRefused",
  {
    status: 403,
    title: "The player is not allowed to sign in",
    description: "`reason` is the player's status, or `blocked` if an operator has blocked sign-in."
  },
  { reason: Schema.Literal("suspended", "closed", "blocked") }
) {}

/** The refresh token is unknown, too old, used before, or its session has ended: sign in again. */
export class RefreshRefused extends Problem.make<RefreshRefused>()("RefreshRefused", {
  status: 401,
  title: "The session cannot be refreshed",
  description: "Sign in again. Reuse of a refresh token ends its session, because the token may have been stolen."
}) {}

/** The session has reached the player's own session limit. */
export class SessionLimitReached extends Problem.make<SessionLimitReached>()("SessionLimitReached", {
  status: 403,
  title: "The session has reached the player's time limit",
  description: "The session has ended. The player can sign in again."
}) {}

/** The present password, given as proof, is not right. */
export class WrongPassword extends Problem.make<WrongPassword>()("WrongPassword", {
  status: 403,
  title: "The current password is incorrect"
}) {}

/** There is no such player under this brand. */
export class PlayerNotFound extends Problem.make<PlayerNotFound>()("PlayerNotFound", {
  status: 404,
  title: "Player not found"
}) {}

/** The status cannot follow the present one: a closed player stays closed. */
export class StatusNotAllowed extends Problem.make<StatusNotAllowed>()(
  "StatusNotAllowed",
  { status: 409, title: "The status transition is not allowed" },
  { from: PlayerStatus, to: PlayerStatus }
) {}

/** Personal data is erased only of players who are closed. */
export class PlayerNotClosed extends Problem.make<PlayerNotClosed>()("PlayerNotClosed", {
  status: 409,
  title: "The player is not closed"
}) {}

/** A limit's amount cannot be read in the player's currency. */
export class InvalidLimit extends Problem.make<InvalidLimit>()("InvalidLimit", {
  status: 400,
  title: "A limit amount is invalid",
  description: "`detail` names the limit and the reason."
}) {}

/** There is no such exclusion of this player. */
export class ExclusionNotFound extends Problem.make<ExclusionNotFound>()("ExclusionNotFound", {
  status: 404,
  title: "Exclusion not found"
}) {}

/** The minimum duration of an exclusion has not elapsed; it cannot be shortened. */
export class ExclusionNotOver extends Problem.make<ExclusionNotOver>()(
  "ExclusionNotOver",
  {
    status: 409,
    title: "The minimum exclusion period has not elapsed",
    description:
      "`until` is the earliest time at which its end can be requested (epoch milliseconds); null means never."
  },
  { until: Schema.NullOr(Schema.Int) }
) {}

/** The player has given nothing by which this mark could be verified. */
export class MarkNotFound extends Problem.make<MarkNotFound>()("MarkNotFound", {
  status: 404,
  title: "The player does not have this identity attribute",
  description: "A name requires a birth date; a telephone number must be valid for a country."
}) {}

/** There is no such review of this player. */
export class ReviewNotFound extends Problem.make<ReviewNotFound>()("ReviewNotFound", {
  status: 404,
  title: "Review not found"
}) {}

/** The review was decided otherwise. */
export class ReviewDecided extends Problem.make<ReviewDecided>()(
  "ReviewDecided",
  {
    status: 409,
    title: "The review already has a different decision",
    description: "`decision` is the existing decision."
  },
  { decision: ReviewDecision }
) {}

/** The command is not for an actor of this kind. */
export class ActorNotAllowed extends Problem.make<ActorNotAllowed>()(
  "ActorNotAllowed",
  {
    status: 403,
    title: "The actor is not allowed to do this",
    description: "`allowed` lists the permitted actor kinds."
  },
  { allowed: Schema.Array(Actor.fields.kind) }
) {}

/** There is no such bank account of this player. */
export class BankAccountNotFound extends Problem.make<BankAccountNotFound>()("BankAccountNotFound", {
  status: 404,
  title: "Bank account not found"
}) {}

/** The player has this account already, or the maximum number of accounts. */
export class BankAccountRefused extends Problem.make<BankAccountRefused>()(
  "BankAccountRefused",
  { status: 409, title: "The bank account cannot be added" },
  { reason: Schema.Literal("already-added", "too-many") }
) {}

/** The brand takes no players at present. */
export class BrandClosed extends Problem.make<BrandClosed>()("BrandClosed", {
  status: 403,
  title: "The brand is closed"
}) {}

/**
 * Players, their gate or a register could not be reached in time. `not-applied`: nothing happened; `unknown`: it may
 * have, and asking again is safe.
 */
export class PlayersUnavailable extends Problem.make<PlayersUnavailable>()(
  "PlayersUnavailable",
  {
    status: 503,
    title: "The player service is temporarily unavailable",
    description: "Retry; completed steps are not repeated.",
    headers: () => ({ "retry-after": "1" })
  },
  { outcome: Schema.Literal("not-applied", "unknown") }
) {}
