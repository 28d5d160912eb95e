import type { ServiceName } from "@croupier/core/auth/Principal"
import type { ServiceToken } from "@croupier/core/auth/ServiceToken"
import { client } from "@croupier/core/domain/ServiceCallsClient"
import type { HttpClient } from "@effect/platform"
import { Layer } from "effect"
import { AgentCallApi } from "./contract/AgentCallApi.js"
import { Agents } from "./contract/Agents.js"
import { AgentsUnavailable } from "./contract/Problems.js"

/** Where the agent service is: its name, which the service token bears, and its address, such as `http://agent_service:8015`. */
export interface AgentsHttpOptions {
  readonly service: ServiceName
  readonly url: string
}

/** Agents in another process. What gets no answer within 10 seconds is `AgentsUnavailable`, and may have been done. */
export const layerHttp = (
  options: AgentsHttpOptions
): Layer.Layer<Agents, never, HttpClient.HttpClient | ServiceToken> =>
  Layer.effect(
    Agents,
    client(AgentCallApi, {
      ...options,
      name: "Agents",
      unavailable: () => new AgentsUnavailable({ outcome: "unknown" })
    })
  )
