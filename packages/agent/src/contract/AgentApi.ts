import { AgentAuthentication, VisitorIdentification } from "@croupier/core/auth/Authentication"
import * as Cursor from "@croupier/core/http/Cursor"
import { described } from "@croupier/core/http/described"
import * as Payload from "@croupier/core/http/Payload"
import { Uuid } from "@croupier/core/Ids"
import { Credentials } from "@croupier/player/contract"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { AgentId, AgentSignedIn, AgentView, NewAgent, ReferredPlayer } from "./Agent.js"
import * as Examples from "./AgentExamples.js"
import { AgreementView, NewAgreement } from "./Agreement.js"
import { AccrualView, ConversionRequest, ConversionView, StatementView } from "./Commission.js"
import * as Problems from "./Problems.js"
import { CommissionKind, Money } from "./Terms.js"

/** An agent below the one who asks; without it the one who asks. */
const of = { agent: Schema.optionalWith(AgentId, { exact: true }) }
const list = { ...of, ...Cursor.Query.fields }
const items = <A, I>(item: Schema.Schema<A, I>) => Schema.Struct({ items: Schema.Array(item) })

/** Sign-in of agents, on a brand's own site. */
export class AgentVisitorApi extends HttpApiGroup.make("agentVisitor")
  .add(
    HttpApiEndpoint.post("login", "/login")
      .setPayload(Payload.closed(Credentials))
      .addSuccess(AgentSignedIn)
      .addError(Problems.LoginFailed)
      .addError(Problems.AgentLoginRefused)
      .addError(Problems.SignInsBusy)
      .addError(Problems.TooManyAttempts)
      .annotateContext(
        described({
          summary: "Sign in as an agent",
          description: "An unknown username and a wrong password return the same error.",
          request: { username: "seoul.lee", password: "three-quiet-otters" },
          response: { agent: Examples.own, accessToken: "eyJhbGciOiJFZERTQSJ9…", expiresIn: 600 }
        })
      )
  )
  .addError(Problems.AgentsUnavailable)
  .prefix("/api/agent")
  .middleware(VisitorIdentification)
  .annotate(OpenApi.Title, "Agent login") {}

/** What an agent may ask for itself and for all below it. */
export class AgentSelfApi extends HttpApiGroup.make("agentSelf")
  .add(
    HttpApiEndpoint.get("me", "/me")
      .addSuccess(AgentView)
      .annotateContext(described({ summary: "Get the agent with its present terms", response: Examples.own }))
  )
  .add(
    HttpApiEndpoint.get("tree", "/tree")
      .addSuccess(items(AgentView))
      .annotateContext(
        described({
          summary: "List the agent's subtree, each agent after its parent",
          response: { items: [Examples.own] }
        })
      )
  )
  .add(
    HttpApiEndpoint.get("players", "/players")
      .setUrlParams(Schema.Struct(list))
      .addSuccess(Cursor.Page(ReferredPlayer))
      .addError(Cursor.CursorInvalid)
      .annotateContext(
        described({
          summary: "List the direct players of the agent, or of an agent in its subtree",
          response: { items: [Examples.referred] }
        })
      )
  )
  .add(
    HttpApiEndpoint.get("accruals", "/accruals")
      .setUrlParams(Schema.Struct({ ...list, statement: Schema.optionalWith(Uuid, { exact: true }) }))
      .addSuccess(Cursor.Page(AccrualView))
      .addError(Problems.StatementNotFound)
      .addError(Cursor.CursorInvalid)
      .annotateContext(
        described({
          summary: "List what was earned by each settled round",
          description: "With `statement`, only the rounds of that statement.",
          response: { items: [Examples.accrued] }
        })
      )
  )
  .add(
    HttpApiEndpoint.get("statements", "/statements")
      .setUrlParams(Schema.Struct({ ...list, kind: Schema.optionalWith(CommissionKind, { exact: true }) }))
      .addSuccess(Cursor.Page(StatementView))
      .addError(Cursor.CursorInvalid)
      .annotateContext(
        described({
          summary: "List settled periods with their lines, deductions and payout",
          response: { items: [Examples.settled] }
        })
      )
  )
  .add(
    HttpApiEndpoint.post("register", "/agents")
      .setPayload(Payload.closed(NewAgent))
      .addSuccess(AgentView, { status: 201 })
      .addError(Problems.ActorNotAllowed)
      .addError(Problems.UsernameTaken)
      .addError(Problems.ReferralCodeTaken)
      .addError(Problems.WeakPassword)
      .addError(Problems.RateOverParent)
      .addError(Problems.TermsRefused)
      .addError(Problems.PlacementRefused)
      .addError(Problems.SignInsBusy)
      .annotateContext(
        described({
          summary: "Register an agent in the subtree",
          description: "No rate may exceed the parent's.",
          request: {
            parent: Examples.agent,
            username: "busan.park",
            password: "three-quiet-otters",
            displayName: "Busan",
            referralCode: "busan-1",
            terms: { rolling: Examples.rates }
          },
          response: { ...Examples.own, username: "busan.park", displayName: "Busan", referralCode: "busan-1" }
        })
      )
  )
  .add(
    HttpApiEndpoint.post("agree", "/agreements")
      .setPayload(Payload.closed(NewAgreement))
      .addSuccess(AgreementView, { status: 201 })
      .addError(Problems.ActorNotAllowed)
      .addError(Problems.PlayerNotFound)
      .addError(Problems.RateOverParent)
      .addError(Problems.TermsRefused)
      .annotateContext(
        described({
          summary: "Agree new terms with a direct agent or player",
          description:
            "They hold from now on, or from `from`. A rate under that of an agent or player below is refused.",
          request: { earner: { kind: "agent", id: Examples.agent }, terms: { rolling: Examples.rates } },
          response: { earner: { kind: "agent", id: Examples.agent }, terms: Examples.terms, from: 1772366400000 }
        })
      )
  )
  .add(
    HttpApiEndpoint.get("convertible", "/convertible")
      .addSuccess(items(Money))
      .annotateContext(
        described({
          summary: "Get the rolling commission that can be converted now",
          response: { items: [{ currency: "KRW", amount: "50000" }] }
        })
      )
  )
  .add(
    HttpApiEndpoint.post("convert", "/convert")
      .setPayload(Payload.closed(ConversionRequest))
      .addSuccess(ConversionView, { status: 201 })
      .addError(Problems.ConversionOverAvailable)
      .addError(Problems.ConversionConflict)
      .annotateContext(
        described({
          summary: "Convert accrued rolling commission to balance",
          description: "Safe to repeat under the same `id`. The next statement deducts it.",
          request: Examples.conversion,
          response: { ...Examples.conversion, status: "approved", requestedAt: 1772370000000 }
        })
      )
  )
  .addError(Problems.AgentNotFound)
  .addError(Problems.AgentsUnavailable)
  .prefix("/api/agent")
  .middleware(AgentAuthentication)
  .annotate(OpenApi.Title, "An agent's own subtree") {}
