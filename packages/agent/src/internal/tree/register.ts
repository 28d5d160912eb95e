import { canonical, checkPassword } from "@croupier/core/auth/PasswordPolicy"
import { Passwords, shareOf } from "@croupier/core/auth/Passwords"
import { makeUuid } from "@croupier/core/Ids"
import { Effect, Redacted } from "effect"
import type { AgentId } from "../../contract/Agent.js"
import type { Arguments } from "../../contract/AgentRequests.js"
import { agentEvents } from "../../contract/Events.js"
import { ActorNotAllowed, PlacementRefused, ReferralCodeTaken, UsernameTaken } from "../../contract/Problems.js"
import { placementFault } from "../../rules/placementFault.js"
import { AgentStore } from "../store/AgentStore.js"
import { viewOfLast } from "./AgentViews.js"
import { happened } from "./happened.js"
import { underParent } from "./RateLimits.js"
import { inScope, requireCommander, visible } from "./Scope.js"

/** Inserts an agent with its first terms and its place in the tree. */
export const register = Effect.fn("Agents.register")(function* (request: Arguments["register"]) {
  const { brand, by, parent, terms, username } = request
  yield* requireCommander(by)
  if (parent === null && by.kind === "agent") return yield* new ActorNotAllowed({ allowed: ["operator", "service"] })
  const password = yield* checkPassword(Redacted.value(request.password), username)
  const passwordHash = yield* (yield* Passwords).hash(shareOf(brand, false), canonical(password))
  const id = (yield* makeUuid) as AgentId
  return yield* (yield* AgentStore).inBrand(brand, (tables) =>
    Effect.gen(function* () {
      yield* tables.lockTree("change")
      const above = parent === null ? [] : yield* tables.path(parent)
      if (parent !== null) {
        const { status } = yield* inScope(above, by)
        if (status === "closed") return yield* new PlacementRefused({ reason: "closed" })
      }
      const fault = placementFault(
        id,
        1,
        above.map((agent) => agent.id)
      )
      if (fault !== undefined) return yield* new PlacementRefused({ reason: fault })
      if ((yield* tables.agentByUsername(username)) !== undefined) return yield* new UsernameTaken()
      if ((yield* tables.agentByCode(request.referralCode)) !== undefined) return yield* new ReferralCodeTaken()
      const now = yield* tables.now
      yield* underParent(tables, parent, id, [terms], now)
      const { displayName, ownPlayer = null, referralCode } = request
      const agent = { id, parent, username, passwordHash, displayName, referralCode, ownPlayer, registeredAt: now }
      const earner = { kind: "agent", id } as const
      yield* tables.insertAgent({ ...agent, status: "active" })
      yield* tables.insertAgreement({ earner, terms, from: now })
      yield* tables.publish(earner, [
        happened(agentEvents["agent.registered"], { parent, referralCode, actor: by }),
        happened(agentEvents["agent.rates-changed"], { earner, terms, from: now, actor: by })
      ])
      return yield* viewOfLast(tables, visible([...above, { ...agent, status: "active" }], by))
    })
  )
})
