import { ServiceAuthentication } from "@croupier/core/auth/Authentication"
import { BrandKey } from "@croupier/core/Brand"
import * as Payload from "@croupier/core/http/Payload"
import { PlayerId, Uuid } from "@croupier/core/Ids"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { BankAccountId, BankAccountView, NewBankAccount } from "./BankAccount.js"
import { ExclusionRequest, ExclusionView } from "./Exclusion.js"
import { DepositorView, NameCheck, PayoutAccountView } from "./PayoutAccount.js"
import { OwnView } from "./Player.js"
import { LimitsView, WantedLimits } from "./PlayerLimits.js"
import * as Problems from "./Problems.js"
import { Registration } from "./Registration.js"
import { Credentials, PasswordChange, RefreshRequest, SessionId, SessionView, SignedIn } from "./Session.js"

const client = Schema.Struct({ address: Schema.String, device: Schema.NullOr(Schema.String) })
const ref = { brand: BrandKey, player: PlayerId }
const signedInPlayer = { ...ref, session: SessionId }
/** Two processes may be of two versions: what one of them does not know yet it lets pass. */
const call = <Fields extends Schema.Struct.Fields>(fields: Fields) => Payload.tolerant(Schema.Struct(fields))

/** The service's own methods, for processes of ours that hold no player's token: `PlayersHttp` calls them. */
export class PlayerCallApi extends HttpApiGroup.make("playerCall")
  .add(
    HttpApiEndpoint.post("register", "/register")
      .setPayload(call({ ...Registration.fields, brand: BrandKey, client }))
      .addSuccess(SignedIn)
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
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("login", "/login")
      .setPayload(call({ ...Credentials.fields, brand: BrandKey, client }))
      .addSuccess(SignedIn)
      .addError(Problems.LoginFailed)
      .addError(Problems.LoginRefused)
      .addError(Problems.BrandClosed)
      .addError(Problems.SignInsBusy)
      .addError(Problems.TooManyAttempts)
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("refresh", "/refresh")
      .setPayload(call({ ...RefreshRequest.fields, brand: BrandKey, client }))
      .addSuccess(SignedIn)
      .addError(Problems.RefreshRefused)
      .addError(Problems.LoginRefused)
      .addError(Problems.PersonExcluded)
      .addError(Problems.SessionLimitReached)
      .addError(Problems.PlayersUnavailable)
  )
  .add(HttpApiEndpoint.post("logout", "/logout").setPayload(call(signedInPlayer)).addError(Problems.PlayersUnavailable))
  .add(
    HttpApiEndpoint.post("changePassword", "/change-password")
      .setPayload(call({ ...signedInPlayer, ...PasswordChange.fields }))
      .addError(Problems.WrongPassword)
      .addError(Problems.WeakPassword)
      .addError(Problems.SignInsBusy)
      .addError(Problems.TooManyAttempts)
      .addError(Problems.PlayerNotFound)
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("me", "/me")
      .setPayload(call(ref))
      .addSuccess(OwnView)
      .addError(Problems.PlayerNotFound)
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("sessions", "/sessions")
      .setPayload(call(signedInPlayer))
      .addSuccess(Schema.Array(SessionView))
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("limits", "/limits")
      .setPayload(call(ref))
      .addSuccess(LimitsView)
      .addError(Problems.PlayerNotFound)
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("changeLimits", "/change-limits")
      .setPayload(call({ ...ref, ...WantedLimits.fields }))
      .addSuccess(LimitsView)
      .addError(Problems.InvalidLimit)
      .addError(Problems.PlayerNotFound)
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("exclude", "/exclude")
      .setPayload(call({ ...ref, ...ExclusionRequest.fields }))
      .addSuccess(ExclusionView)
      .addError(Problems.PlayerNotFound)
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("exclusions", "/exclusions")
      .setPayload(call(ref))
      .addSuccess(Schema.Array(ExclusionView))
      .addError(Problems.PlayerNotFound)
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("bankAccounts", "/bank-accounts")
      .setPayload(call(ref))
      .addSuccess(Schema.Array(BankAccountView))
      .addError(Problems.PlayerNotFound)
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("addBankAccount", "/add-bank-account")
      .setPayload(call({ ...ref, ...NewBankAccount.fields }))
      .addSuccess(BankAccountView)
      .addError(Problems.BankAccountRefused)
      .addError(Problems.PlayerNotFound)
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("removeBankAccount", "/remove-bank-account")
      .setPayload(call({ ...ref, account: BankAccountId }))
      .addError(Problems.BankAccountNotFound)
      .addError(Problems.PlayerNotFound)
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("payoutAccount", "/payout-account")
      .setPayload(call({ ...ref, account: BankAccountId }))
      .addSuccess(PayoutAccountView)
      .addError(Problems.BankAccountNotFound)
      .addError(Problems.PlayerNotFound)
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("checkName", "/check-name")
      .setPayload(call({ ...ref, name: Schema.String }))
      .addSuccess(NameCheck)
      .addError(Problems.PlayerNotFound)
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("keepDepositor", "/keep-depositor")
      .setPayload(call({ ...ref, request: Uuid, name: Schema.String }))
      .addSuccess(NameCheck)
      .addError(Problems.PlayerNotFound)
      .addError(Problems.PlayersUnavailable)
  )
  .add(
    HttpApiEndpoint.post("depositor", "/depositor")
      .setPayload(call({ ...ref, request: Uuid }))
      .addSuccess(DepositorView)
      .addError(Problems.PlayerNotFound)
      .addError(Problems.PlayersUnavailable)
  )
  .prefix("/internal/player/call")
  .middleware(ServiceAuthentication)
  .annotate(OpenApi.Title, "The players' service, method by method") {}
