import * as ServiceCalls from "@croupier/core/domain/ServiceCalls"
import * as Cursor from "@croupier/core/http/Cursor"
import { OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { AgentSignedIn, AgentView, ReferredPlayer } from "./Agent.js"
import { fields } from "./AgentRequests.js"
import { AgreementView } from "./Agreement.js"
import { AccrualView, ConversionView, StatementView } from "./Commission.js"
import * as Problems from "./Problems.js"
import { AgentPolicy, Money } from "./Terms.js"

const { group, method } = ServiceCalls.of("agent")

/** Every method of `Agents`, for other processes of the stack: `AgentsHttp` calls them. */
export class AgentCallApi extends group
  .add(
    method("register", fields.register, AgentView)
      .addError(Problems.ActorNotAllowed)
      .addError(Problems.AgentNotFound)
      .addError(Problems.UsernameTaken)
      .addError(Problems.ReferralCodeTaken)
      .addError(Problems.WeakPassword)
      .addError(Problems.RateOverParent)
      .addError(Problems.TermsRefused)
      .addError(Problems.PlacementRefused)
      .addError(Problems.SignInsBusy)
  )
  .add(
    method("login", fields.login, AgentSignedIn)
      .addError(Problems.LoginFailed)
      .addError(Problems.AgentLoginRefused)
      .addError(Problems.SignInsBusy)
      .addError(Problems.TooManyAttempts)
  )
  .add(method("me", fields.me, AgentView).addError(Problems.AgentNotFound))
  .add(method("tree", fields.tree, Schema.Array(AgentView)).addError(Problems.AgentNotFound))
  .add(
    method("players", fields.players, Cursor.Page(ReferredPlayer))
      .addError(Problems.AgentNotFound)
      .addError(Cursor.CursorInvalid)
  )
  .add(
    method("agree", fields.agree, AgreementView)
      .addError(Problems.ActorNotAllowed)
      .addError(Problems.AgentNotFound)
      .addError(Problems.PlayerNotFound)
      .addError(Problems.RateOverParent)
      .addError(Problems.TermsRefused)
  )
  .add(method("agreements", fields.agreements, Schema.Array(AgreementView)).addError(Problems.AgentNotFound))
  .add(
    method("setStatus", fields.setStatus, AgentView)
      .addError(Problems.ActorNotAllowed)
      .addError(Problems.AgentNotFound)
      .addError(Problems.AgentStatusNotAllowed)
  )
  .add(
    method("move", fields.move, AgentView)
      .addError(Problems.ActorNotAllowed)
      .addError(Problems.AgentNotFound)
      .addError(Problems.PlacementRefused)
      .addError(Problems.RateOverParent)
  )
  .add(method("setHouse", fields.setHouse).addError(Problems.ActorNotAllowed).addError(Problems.PlayerNotFound))
  .add(
    method("accruals", fields.accruals, Cursor.Page(AccrualView))
      .addError(Problems.AgentNotFound)
      .addError(Problems.StatementNotFound)
      .addError(Cursor.CursorInvalid)
  )
  .add(
    method("statements", fields.statements, Cursor.Page(StatementView))
      .addError(Problems.AgentNotFound)
      .addError(Cursor.CursorInvalid)
  )
  .add(method("statement", fields.statement, StatementView).addError(Problems.StatementNotFound))
  .add(
    method("approve", fields.approve, StatementView)
      .addError(Problems.ActorNotAllowed)
      .addError(Problems.StatementNotFound)
      .addError(Problems.StatementNotClosed)
  )
  .add(method("convertible", fields.convertible, Schema.Array(Money)).addError(Problems.AgentNotFound))
  .add(
    method("convert", fields.convert, ConversionView)
      .addError(Problems.AgentNotFound)
      .addError(Problems.ConversionOverAvailable)
      .addError(Problems.ConversionConflict)
  )
  .add(
    method("approveConversion", fields.approveConversion, ConversionView)
      .addError(Problems.ActorNotAllowed)
      .addError(Problems.ConversionNotFound)
      .addError(Problems.ConversionNotRequested)
  )
  .add(method("policy", fields.policy, AgentPolicy))
  .add(method("setPolicy", fields.setPolicy).addError(Problems.ActorNotAllowed))
  .addError(Problems.AgentsUnavailable)
  .annotate(OpenApi.Title, "RPC-style access to the agent service, one endpoint per method") {}
