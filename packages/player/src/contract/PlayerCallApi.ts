import { Actor } from "@croupier/core/Actor"
import { BrandKey } from "@croupier/core/Brand"
import * as ServiceCalls from "@croupier/core/domain/ServiceCalls"
import { PlayerId, Uuid } from "@croupier/core/Ids"
import { Reason } from "@croupier/core/Reason"
import { OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { BankAccountId, BankAccountView, NewBankAccount } from "./BankAccount.js"
import { ExclusionRequest, ExclusionView } from "./Exclusion.js"
import { IdentityKind, VerificationMethod, VerifiedMarks } from "./Identity.js"
import { DepositorView, NameCheck, PayoutAccountView } from "./PayoutAccount.js"
import { OwnView, PlayerStatus, PlayerView } from "./Player.js"
import { LimitsView, WantedLimits } from "./PlayerLimits.js"
import * as Problems from "./Problems.js"
import { Registration } from "./Registration.js"
import { ReviewDecision, ReviewView } from "./Review.js"
import { Credentials, PasswordChange, RefreshRequest, SessionId, SessionView, SignedIn } from "./Session.js"

const client = Schema.Struct({ address: Schema.String, device: Schema.NullOr(Schema.String) })
const ref = { brand: BrandKey, player: PlayerId }
const signedInPlayer = { ...ref, session: SessionId }
const decided = { ...ref, actor: Actor }

const { group, method } = ServiceCalls.of("player")

/** Every method of `Players`, for other processes of the stack: `PlayersHttp` calls them. */
export class PlayerCallApi extends group
  .add(
    method("register", { ...Registration.fields, brand: BrandKey, client }, SignedIn)
      .addError(Problems.UsernameTaken)
      .addError(Problems.WeakPassword)
      .addError(Problems.ProfileIncomplete)
      .addError(Problems.ProfileInvalid)
      .addError(Problems.TooYoung)
      .addError(Problems.CurrencyNotAvailable)
      .addError(Problems.BrandClosed)
      .addError(Problems.LoginRefused)
      .addError(Problems.SignInsBusy)
      .addError(Problems.TooManyAttempts)
  )
  .add(
    method("login", { ...Credentials.fields, brand: BrandKey, client }, SignedIn)
      .addError(Problems.LoginFailed)
      .addError(Problems.LoginRefused)
      .addError(Problems.BrandClosed)
      .addError(Problems.SignInsBusy)
      .addError(Problems.TooManyAttempts)
  )
  .add(
    method("refresh", { ...RefreshRequest.fields, brand: BrandKey, client }, SignedIn)
      .addError(Problems.RefreshRefused)
      .addError(Problems.LoginRefused)
      .addError(Problems.PersonExcluded)
      .addError(Problems.SessionLimitReached)
  )
  .add(method("logout", signedInPlayer))
  .add(
    method("changePassword", { ...signedInPlayer, ...PasswordChange.fields })
      .addError(Problems.WrongPassword)
      .addError(Problems.WeakPassword)
      .addError(Problems.SignInsBusy)
      .addError(Problems.TooManyAttempts)
      .addError(Problems.PlayerNotFound)
  )
  .add(method("me", ref, OwnView).addError(Problems.PlayerNotFound))
  .add(method("sessions", signedInPlayer, Schema.Array(SessionView)))
  .add(method("limits", ref, LimitsView).addError(Problems.PlayerNotFound))
  .add(
    method("changeLimits", { ...ref, ...WantedLimits.fields }, LimitsView)
      .addError(Problems.InvalidLimit)
      .addError(Problems.PlayerNotFound)
  )
  .add(method("exclude", { ...ref, ...ExclusionRequest.fields }, ExclusionView).addError(Problems.PlayerNotFound))
  .add(method("exclusions", ref, Schema.Array(ExclusionView)).addError(Problems.PlayerNotFound))
  .add(method("bankAccounts", ref, Schema.Array(BankAccountView)).addError(Problems.PlayerNotFound))
  .add(
    method("addBankAccount", { ...ref, ...NewBankAccount.fields }, BankAccountView)
      .addError(Problems.BankAccountRefused)
      .addError(Problems.PlayerNotFound)
  )
  .add(
    method("removeBankAccount", { ...ref, account: BankAccountId })
      .addError(Problems.BankAccountNotFound)
      .addError(Problems.PlayerNotFound)
  )
  .add(
    method("payoutAccount", { ...ref, account: BankAccountId }, PayoutAccountView)
      .addError(Problems.BankAccountNotFound)
      .addError(Problems.PlayerNotFound)
  )
  .add(method("checkName", { ...ref, name: Schema.String }, NameCheck).addError(Problems.PlayerNotFound))
  .add(
    method("keepDepositor", { ...ref, request: Uuid, name: Schema.String }, NameCheck).addError(Problems.PlayerNotFound)
  )
  .add(method("depositor", { ...ref, request: Uuid }, DepositorView).addError(Problems.PlayerNotFound))
  .add(
    method("setStatus", { ...decided, status: PlayerStatus, reason: Reason }, PlayerView)
      .addError(Problems.StatusNotAllowed)
      .addError(Problems.PlayerNotFound)
  )
  .add(
    method("endExclusion", { ...decided, exclusion: Uuid }, ExclusionView)
      .addError(Problems.ExclusionNotFound)
      .addError(Problems.ExclusionNotOver)
      .addError(Problems.PlayerNotFound)
  )
  .add(
    method("verifyMark", { ...decided, mark: IdentityKind, method: VerificationMethod }, VerifiedMarks)
      .addError(Problems.MarkNotFound)
      .addError(Problems.ActorNotAllowed)
      .addError(Problems.PlayerNotFound)
  )
  .add(method("reviews", { brand: BrandKey }, Schema.Array(ReviewView)))
  .add(
    method("decideReview", { ...decided, review: Uuid, decision: ReviewDecision }, ReviewView)
      .addError(Problems.ReviewNotFound)
      .addError(Problems.ReviewDecided)
      .addError(Problems.ActorNotAllowed)
      .addError(Problems.PlayerNotFound)
  )
  .add(method("forget", decided).addError(Problems.PlayerNotClosed).addError(Problems.PlayerNotFound))
  .addError(Problems.PlayersUnavailable)
  .annotate(OpenApi.Title, "RPC-style access to the player service, one endpoint per method") {}
