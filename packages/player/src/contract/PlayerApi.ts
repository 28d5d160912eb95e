import { PlayerAuthentication, VisitorIdentification } from "@croupier/core/auth/Authentication"
import { AllowsRestricted } from "@croupier/core/auth/restrictedRoutes"
import * as Payload from "@croupier/core/http/Payload"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { BankAccountId, BankAccountView, NewBankAccount } from "./BankAccount.js"
import { bodyExample } from "./Example.js"
import { ExclusionRequest, ExclusionView } from "./Exclusion.js"
import { OwnView } from "./Player.js"
import { LimitsView, WantedLimits } from "./PlayerLimits.js"
import * as Problems from "./Problems.js"
import { Registration } from "./Registration.js"
import { Credentials, PasswordChange, RefreshRequest, SessionView, SignedIn } from "./Session.js"

/** What anybody may ask on a brand's site. */
export class PlayerVisitorApi extends HttpApiGroup.make("playerVisitor")
  .add(
    HttpApiEndpoint.post("register", "/register")
      .setPayload(Payload.closed(Registration))
      .addSuccess(SignedIn, { status: 201 })
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
      .annotate(OpenApi.Summary, "Register a player")
      .annotate(
        OpenApi.Transform,
        bodyExample({
          username: "lucky.kim",
          password: "three-quiet-otters",
          currency: "KRW",
          profile: { name: "Kim Minsu", birthDate: "1990-05-17", country: "KR" },
          phone: "+82 10 1234 5678",
          email: "minsu@example.com"
        })
      )
      .annotate(
        OpenApi.Description,
        "The brand's licence determines which profile fields are required. When the response arrives, the wallet is open and the player is signed in."
      )
  )
  .add(
    HttpApiEndpoint.post("login", "/login")
      .setPayload(Payload.closed(Credentials))
      .addSuccess(SignedIn)
      .addError(Problems.LoginFailed)
      .addError(Problems.LoginRefused)
      .addError(Problems.BrandClosed)
      .addError(Problems.SignInsBusy)
      .addError(Problems.TooManyAttempts)
      .annotate(OpenApi.Summary, "Sign in with username and password")
      .annotate(OpenApi.Transform, bodyExample({ username: "lucky.kim", password: "three-quiet-otters" }))
      .annotate(
        OpenApi.Description,
        "An unknown username and a wrong password return the same error. An excluded player gets a `restricted` session, which allows only reading the balance, managing bank accounts and withdrawing."
      )
  )
  .add(
    HttpApiEndpoint.post("refresh", "/refresh")
      .setPayload(Payload.closed(RefreshRequest))
      .addSuccess(SignedIn)
      .addError(Problems.RefreshRefused)
      .addError(Problems.LoginRefused)
      .addError(Problems.PersonExcluded)
      .addError(Problems.SessionLimitReached)
      .annotate(OpenApi.Summary, "Refresh a session")
      .annotate(
        OpenApi.Transform,
        bodyExample({ refreshToken: "AaIEhrr6e6y8qmwCK_LPcgAAAAFKTTW11PQttcfxZYW6yw90sri2oIQ_0T5XbiWX-INIIQ" })
      )
      .annotate(
        OpenApi.Description,
        "Each refresh token is single-use. For ten seconds a repeat with the same token returns the same response, in case the first one was lost; any later reuse ends the session."
      )
  )
  .addError(Problems.PlayersUnavailable)
  .prefix("/api/player")
  .middleware(VisitorIdentification)
  .annotate(OpenApi.Title, "Registration and login") {}

/** Requests of a player about the player's own account. */
export class PlayerSelfApi extends HttpApiGroup.make("playerSelf")
  .add(
    HttpApiEndpoint.post("logout", "/logout")
      .annotate(AllowsRestricted, true)
      .annotate(OpenApi.Summary, "End the current session")
  )
  .add(
    HttpApiEndpoint.post("password", "/password")
      .setPayload(Payload.closed(PasswordChange))
      .addError(Problems.WrongPassword)
      .addError(Problems.WeakPassword)
      .addError(Problems.SignInsBusy)
      .addError(Problems.TooManyAttempts)
      .addError(Problems.PlayerNotFound)
      .annotate(OpenApi.Summary, "Change the password and end all other sessions")
      .annotate(
        OpenApi.Transform,
        bodyExample({ currentPassword: "three-quiet-otters", newPassword: "four-louder-otters" })
      )
  )
  .add(
    HttpApiEndpoint.get("me", "/me")
      .addSuccess(OwnView)
      .addError(Problems.PlayerNotFound)
      .annotate(OpenApi.Summary, "Get the player's profile and previous sign-in")
  )
  .add(
    HttpApiEndpoint.get("sessions", "/sessions")
      .addSuccess(Schema.Struct({ items: Schema.Array(SessionView) }))
      .annotate(OpenApi.Summary, "List the player's active sessions")
  )
  .add(
    HttpApiEndpoint.get("limits", "/limits")
      .addSuccess(LimitsView)
      .addError(Problems.PlayerNotFound)
      .annotate(OpenApi.Summary, "Get current limits and pending changes")
  )
  .add(
    HttpApiEndpoint.put("changeLimits", "/limits")
      .setPayload(Payload.closed(WantedLimits))
      .addSuccess(LimitsView)
      .addError(Problems.InvalidLimit)
      .addError(Problems.PlayerNotFound)
      .annotate(OpenApi.Summary, "Replace all limits")
      .annotate(
        OpenApi.Transform,
        bodyExample({
          limits: [{ kind: "deposit", period: "day", amount: "100000" }],
          sessionMinutes: 120
        })
      )
      .annotate(
        OpenApi.Description,
        "A stricter limit applies immediately. A looser limit, or the removal of a limit by omitting it, takes effect after 24 hours."
      )
  )
  .add(
    HttpApiEndpoint.post("selfExclusion", "/self-exclusion")
      .setPayload(Payload.closed(ExclusionRequest))
      .addSuccess(ExclusionView)
      .addError(Problems.PlayerNotFound)
      .annotate(OpenApi.Summary, "Self-exclude on every brand of the licence")
      .annotate(OpenApi.Transform, bodyExample({ length: "6-months" }))
      .annotate(OpenApi.Description, "An exclusion cannot be shortened. All sessions end; winnings are still paid out.")
  )
  .add(
    HttpApiEndpoint.get("bankAccounts", "/bank-accounts")
      .annotate(AllowsRestricted, true)
      .addSuccess(Schema.Struct({ items: Schema.Array(BankAccountView) }))
      .addError(Problems.PlayerNotFound)
      .annotate(OpenApi.Summary, "List payout bank accounts")
  )
  .add(
    HttpApiEndpoint.post("addBankAccount", "/bank-accounts")
      .annotate(AllowsRestricted, true)
      .setPayload(Payload.closed(NewBankAccount))
      .addSuccess(BankAccountView, { status: 201 })
      .addError(Problems.BankAccountRefused)
      .addError(Problems.PlayerNotFound)
      .annotate(OpenApi.Summary, "Add a payout bank account")
      .annotate(OpenApi.Transform, bodyExample({ bank: "Kookmin", holder: "Kim Minsu", number: "110-2203-3044-5566" }))
  )
  .add(
    HttpApiEndpoint.del("removeBankAccount", "/bank-accounts/:id")
      .annotate(AllowsRestricted, true)
      .setPath(Schema.Struct({ id: BankAccountId }))
      .addError(Problems.BankAccountNotFound)
      .addError(Problems.PlayerNotFound)
      .annotate(OpenApi.Summary, "Remove a payout bank account")
  )
  .addError(Problems.PlayersUnavailable)
  .prefix("/api/player")
  .middleware(PlayerAuthentication)
  .annotate(OpenApi.Title, "A player's own account") {}
