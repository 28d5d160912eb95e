import {
  type AgentAuthentication,
  CurrentAgent,
  CurrentVisitor,
  type ServiceAuthentication,
  type VisitorIdentification
} from "@croupier/core/auth/Authentication"
import { SigningKeys } from "@croupier/core/auth/SigningKeys"
import { handlers } from "@croupier/core/domain/ServiceCallsServer"
import { HttpApiBuilder, type HttpApiGroup } from "@effect/platform"
import { Effect, Layer } from "effect"
import type { AgentId } from "../contract/Agent.js"
import { AgentServiceApi } from "../contract/AgentServiceApi.js"
import { Agents } from "../contract/Agents.js"

/** What must not stop half way because a client hangs up. */
const whole = { uninterruptible: true }

const visitors = HttpApiBuilder.group(AgentServiceApi, "agentVisitor", (routes) =>
  Effect.map(Agents, (agents) =>
    routes.handle("login", ({ payload }) =>
      Effect.flatMap(CurrentVisitor, (visitor) => agents.login({ ...payload, ...visitor }))
    )
  )
)

const self = HttpApiBuilder.group(AgentServiceApi, "agentSelf", (routes) =>
  Effect.map(Agents, (agents) =>
    routes
      .handle("me", () => Effect.flatMap(viewer(), agents.me))
      .handle("tree", () => Effect.flatMap(viewer(), (view) => items(agents.tree(view))))
      .handle("players", ({ urlParams: { agent, ...page } }) =>
        Effect.flatMap(viewer(agent), (view) => agents.players({ ...view, ...given(page) }))
      )
      .handle("accruals", ({ urlParams: { agent, ...page } }) =>
        Effect.flatMap(viewer(agent), (view) => agents.accruals({ ...view, ...given(page) }))
      )
      .handle("statements", ({ urlParams: { agent, ...page } }) =>
        Effect.flatMap(viewer(agent), (view) => agents.statements({ ...view, ...given(page) }))
      )
      .handle("register", ({ payload }) => Effect.flatMap(actor, (by) => agents.register({ ...payload, ...by })), whole)
      .handle("agree", ({ payload }) => Effect.flatMap(actor, (by) => agents.agree({ ...payload, ...by })), whole)
      .handle("convertible", () => Effect.flatMap(viewer(), (view) => items(agents.convertible(view))))
      .handle(
        "convert",
        ({ payload }) => Effect.flatMap(viewer(), (view) => agents.convert({ ...view, request: payload })),
        whole
      )
  )
)

const services = HttpApiBuilder.group(AgentServiceApi, "agentInternal", (routes) =>
  Effect.map(SigningKeys, (keys) => routes.handle("jwks", () => keys.published))
)

const calls = handlers(AgentServiceApi, "agentCall", Agents, [
  "register",
  "agree",
  "setStatus",
  "move",
  "setHouse",
  "approve",
  "convert",
  "approveConversion",
  "setPolicy"
])

/** All routes of the agent service. */
export const layer: Layer.Layer<
  HttpApiGroup.ApiGroup<"agent_service", "agentVisitor" | "agentSelf" | "agentInternal" | "agentCall">,
  never,
  Agents | SigningKeys | AgentAuthentication | ServiceAuthentication | VisitorIdentification
> = Layer.mergeAll(visitors, self, services, calls)

/** The agent who asks, about itself or about one below. */
const viewer = (of?: AgentId) =>
  Effect.map(CurrentAgent, ({ agent, brand }) => ({
    brand,
    agent: agent as AgentId,
    ...(of === undefined ? {} : { of })
  }))

const actor = Effect.map(CurrentAgent, ({ agent, brand }) => ({ brand, by: { kind: "agent", id: agent } as const }))

/** A page's place without a cursor that is not there. */
const given = <A extends { readonly cursor?: string | undefined }>({ cursor, ...rest }: A) => ({
  ...rest,
  ...(cursor === undefined ? {} : { cursor })
})

const items = <A, E>(list: Effect.Effect<ReadonlyArray<A>, E>) => Effect.map(list, (items) => ({ items }))
