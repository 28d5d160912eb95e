import { Actor } from "@croupier/core/Actor"
import { ProfileField } from "@croupier/core/Brand"
import { CurrencyCode } from "@croupier/core/Currency"
import * as Problem from "@croupier/core/http/Problem"
import { Schema } from "effect"
import { PlayerStatus } from "./Player.js"
import { ReviewDecision } from "./Review.js"

/** The brand's players already have this name. */
export class UsernameTaken extends Problem.make<UsernameTaken>()("UsernameTaken", {
  status: 409,
  title: "This username is taken",
  description: "Choose another one. Capitals make no difference."
}) {}

/** The password is too short, too long, or one of those that everybody tries first. */
export class WeakPassword extends Problem.make<WeakPassword>()("WeakPassword", {
  status: 422,
  title: "This password is not good enough",
  description: "At least 8 and at most 128 characters, not a well-known password and not the username."
}) {}

/** The licence asks for more of a player than was given. */
export class ProfileIncomplete extends Problem.make<ProfileIncomplete>()(
  "ProfileIncomplete",
  {
    status: 422,
    title: "The profile is not complete",
    description: "`missing` lists what the brand's licence requires and the registration did not have."
  },
  { missing: Schema.Array(ProfileField) }
) {}

/** A part of the profile cannot be right. */
export class ProfileInvalid extends Problem.make<ProfileInvalid>()(
  "ProfileInvalid",
  {
    status: 422,
    title: "The profile is not valid",
    description: "`field` is the part that cannot be right; the detail says why."
  },
  { field: ProfileField }
) {}

/** The person is under the minimum age of the brand's licence. */
export class TooYoung extends Problem.make<TooYoung>()(
  "TooYoung",
  { status: 422, title: "The player is too young", description: "`minimumAge` is the licence's, in years." },
  { minimumAge: Schema.Int }
) {}

/** The brand keeps no accounts in this currency. */
export class CurrencyNotAvailable extends Problem.make<CurrencyNotAvailable>()(
  "CurrencyNotAvailable",
  {
    status: 422,
    title: "The brand keeps no accounts in this currency",
    description: "`offered` lists those it has; without one, the first is taken."
  },
  { offered: Schema.Array(CurrencyCode) }
) {}

/** The person has excluded himself on some brand of the licence, or stands in an outside register. */
export class PersonExcluded extends Problem.make<PersonExcluded>()("PersonExcluded", {
  status: 403,
  title: "This person is excluded from play",
  description: "An exclusion holds on every brand of the licence and cannot be shortened."
}) {}

/** Unknown username or wrong password: the answer is the same, so that usernames cannot be enumerated. */
export class LoginFailed extends Problem.make<LoginFailed>()("LoginFailed", {
  status: 401,
  title: "Username or password is wrong"
}) {}

/** The password was right, but the player may not sign in. */
export class LoginRefused extends Problem.make<LoginRefused>()(
  "LoginRefused",
  {
    status: 403,
    title: "This player may not sign in",
    description: "`reason` is his status, or `blocked` where an operator has blocked his logins."
  },
  { reason: Schema.Literal("suspended", "closed", "blocked") }
) {}

/** Too many tries for one username or from one address; no password was looked at. */
export class TooManyAttempts extends Problem.make<TooManyAttempts>()(
  "TooManyAttempts",
  {
    status: 429,
    title: "Too many attempts",
    description: "`retryAfter` is the number of seconds after which the next one is taken.",
    headers: ({ retryAfter }) => ({ "retry-after": String(retryAfter) })
  },
  { retryAfter: Schema.Int }
) {}

/** More passwords of this brand wait to be checked than can be in time; this one was not looked at. */
export class SignInsBusy extends Problem.make<SignInsBusy>()("SignInsBusy", {
  status: 503,
  title: "Too many sign-ins at once",
  description: "Nothing was done. Try again after the seconds that `Retry-After` names.",
  headers: () => ({ "retry-after": "3" })
}) {}

/** The refresh token is unknown, too old, used before, or its session has ended: sign in again. */
export class RefreshRefused extends Problem.make<RefreshRefused>()("RefreshRefused", {
  status: 401,
  title: "This session cannot be prolonged",
  description: "Sign in again. A token that was used before ends its session, since it may have been stolen."
}) {}

/** The session has lasted as long as its player allows himself. */
export class SessionLimitReached extends Problem.make<SessionLimitReached>()("SessionLimitReached", {
  status: 403,
  title: "The session has reached the player's own time limit",
  description: "It has ended. The player may sign in again."
}) {}

/** The present password, given as proof, is not right. */
export class WrongPassword extends Problem.make<WrongPassword>()("WrongPassword", {
  status: 403,
  title: "The current password is wrong"
}) {}

/** There is no such player under this brand. */
export class PlayerNotFound extends Problem.make<PlayerNotFound>()("PlayerNotFound", {
  status: 404,
  title: "There is no such player"
}) {}

/** The status cannot follow the present one: a closed player stays closed. */
export class StatusNotAllowed extends Problem.make<StatusNotAllowed>()(
  "StatusNotAllowed",
  { status: 409, title: "The player's status cannot change in this way" },
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
  title: "A limit's amount is not valid",
  description: "The detail names the limit and what is wrong with its amount."
}) {}

/** There is no such exclusion of this player. */
export class ExclusionNotFound extends Problem.make<ExclusionNotFound>()("ExclusionNotFound", {
  status: 404,
  title: "There is no such exclusion"
}) {}

/** An exclusion has not lasted its time: it cannot be shortened. */
export class ExclusionNotOver extends Problem.make<ExclusionNotOver>()(
  "ExclusionNotOver",
  {
    status: 409,
    title: "The exclusion has not lasted its time",
    description: "`until` is the first time at which its end may be asked for (milliseconds); null is never."
  },
  { until: Schema.NullOr(Schema.Int) }
) {}

/** The player has given nothing by which this mark could be verified. */
export class MarkNotFound extends Problem.make<MarkNotFound>()("MarkNotFound", {
  status: 404,
  title: "The player has no such mark",
  description: "A name is a mark together with the birth date; a telephone number has to be one of a country."
}) {}

/** There is no such review of this player. */
export class ReviewNotFound extends Problem.make<ReviewNotFound>()("ReviewNotFound", {
  status: 404,
  title: "There is no such review"
}) {}

/** The review was decided otherwise. */
export class ReviewDecided extends Problem.make<ReviewDecided>()(
  "ReviewDecided",
  { status: 409, title: "The review was decided otherwise", description: "`decision` is the one that holds." },
  { decision: ReviewDecision }
) {}

/** The command is not for an actor of this kind. */
export class ActorNotAllowed extends Problem.make<ActorNotAllowed>()(
  "ActorNotAllowed",
  { status: 403, title: "This actor may not do this", description: "`allowed` lists the kinds of actor that may." },
  { allowed: Schema.Array(Actor.fields.kind) }
) {}

/** There is no such bank account of this player. */
export class BankAccountNotFound extends Problem.make<BankAccountNotFound>()("BankAccountNotFound", {
  status: 404,
  title: "There is no such bank account"
}) {}

/** The player has this account already, or as many as he may have. */
export class BankAccountRefused extends Problem.make<BankAccountRefused>()(
  "BankAccountRefused",
  { status: 409, title: "The bank account cannot be added" },
  { reason: Schema.Literal("already-added", "too-many") }
) {}

/** The brand takes no players at present. */
export class BrandClosed extends Problem.make<BrandClosed>()("BrandClosed", {
  status: 403,
  title: "This brand is closed"
}) {}

/**
 * Players, their gate or a register could not be reached in time. `not-applied`: nothing happened; `unknown`: it may
 * have, and asking again is safe.
 */
export class PlayersUnavailable extends Problem.make<PlayersUnavailable>()(
  "PlayersUnavailable",
  {
    status: 503,
    title: "This cannot be done at the moment",
    description: "Ask again; what was done already is not done twice.",
    headers: () => ({ "retry-after": "1" })
  },
  { outcome: Schema.Literal("not-applied", "unknown") }
) {}
