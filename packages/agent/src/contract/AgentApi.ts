import { AgentAuthentication, ServiceAuthentication, VisitorIdentification } from "@croupier/core/auth/Authentication"
import * as Cursor from "@croupier/core/http/Cursor"
import { described } from "@croupier/core/http/described"
import * as Payload from "@croupier/core/http/Payload"
import { Uuid } from "@croupier/core/Ids"
import { Credentials } from "@croupier/player/contract"
import { HttpApi, HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { AgentId, AgentSignedIn, AgentView, NewAgent, ReferredPlayer } from "./Agent.js"
import { AgentCallApi } from "./AgentCallApi.js"
import { AgreementView, NewAgreement } from "./Agreement.js"
import { AccrualView, ConversionRequest, ConversionView, StatementView } from "./Commission.js"
import * as Problems from "./Problems.js"
import { CommissionKind, Money } from "./Terms.js"

/** An agent below the one who asks; without it the one who asks. */
const of = { agent: Schema.optionalWith(AgentId, { exact: true }) }
const list = { ...of, ...Cursor.Query.fields }
const items = <A, I>(item: Schema.Schema<A, I>) => Schema.Struct({ items: Schema.Array(item) })

const agent = "01926d3c-7a1e-7000-8000-2f6d3a5b9c41"
const rates = { slots: "0.7", live: "0.3", table: "0.3" }

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
          request: { username: "seoul.lee", password: "three-quiet-otters" }
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
      .annotateContext(described({ summary: "Get the agent with its present terms" }))
  )
  .add(
    HttpApiEndpoint.get("tree", "/tree")
      .addSuccess(items(AgentView))
      .annotateContext(described({ summary: "List the agent's subtree, each agent after its parent" }))
  )
  .add(
    HttpApiEndpoint.get("players", "/players")
      .setUrlParams(Schema.Struct(list))
      .addSuccess(Cursor.Page(ReferredPlayer))
      .addError(Cursor.CursorInvalid)
      .annotateContext(described({ summary: "List the direct players of the agent, or of an agent in its subtree" }))
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
          description: "With `statement`, only the rounds of that statement."
        })
      )
  )
  .add(
    HttpApiEndpoint.get("statements", "/statements")
      .setUrlParams(Schema.Struct({ ...list, kind: Schema.optionalWith(CommissionKind, { exact: true }) }))
      .addSuccess(Cursor.Page(StatementView))
      .addError(Cursor.CursorInvalid)
      .annotateContext(described({ summary: "List settled periods with their lines, deductions and payout" }))
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
            parent: agent,
            username: "busan.park",
            password: "three-quiet-otters",
            displayName: "Busan",
            referralCode: "busan-1",
            terms: { rolling: rates }
          }
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
          request: { earner: { kind: "agent", id: agent }, terms: { rolling: rates } }
        })
      )
  )
  .add(
    HttpApiEndpoint.get("convertible", "/convertible")
      .addSuccess(items(Money))
      .annotateContext(described({ summary: "Get the rolling commission that can be converted now" }))
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
          request: { id: "01926d3c-7a1e-7000-8000-2f6d3a5b9c44", currency: "KRW", amount: "50000" }
        })
      )
  )
  .addError(Problems.AgentNotFound)
  .addError(Problems.AgentsUnavailable)
  .prefix("/api/agent")
  .middleware(AgentAuthentication)
  .annotate(OpenApi.Title, "An agent's own subtree") {}

/** The public keys of agents' tokens, as RFC 7517 has them. */
const Jwks = Schema.Struct({
  keys: Schema.Array(Schema.Struct({ kty: Schema.String, crv: Schema.String, kid: Schema.String, x: Schema.String }))
})

/** What other services ask beside the calls of `Agents`. */
export class AgentInternalApi extends HttpApiGroup.make("agentInternal")
  .add(
    HttpApiEndpoint.get("jwks", "/jwks.json")
      .addSuccess(Jwks)
      .annotateContext(described({ summary: "Get the public keys (JWKS) of agent access tokens" }))
  )
  .prefix("/internal/agent")
  .middleware(ServiceAuthentication)
  .annotate(OpenApi.Title, "Internal routes of the agent service") {}

/** All of the agent service. */
export class AgentServiceApi extends HttpApi.make("agent_service")
  .add(AgentVisitorApi)
  .add(AgentSelfApi)
  .add(AgentInternalApi)
  .add(AgentCallApi)
  .annotate(OpenApi.Title, "Agents")
  .annotate(OpenApi.Description, "Agents, their rates, accrued commissions and statements.") {}
