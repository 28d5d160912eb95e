import { ServiceAuthentication } from "@croupier/core/auth/Authentication"
import { described } from "@croupier/core/http/described"
import { HttpApi, HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { AgentSelfApi, AgentVisitorApi } from "./AgentApi.js"
import { AgentCallApi } from "./AgentCallApi.js"

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
