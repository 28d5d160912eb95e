import { Effect } from "effect"
import type { AgentId } from "../../contract/Agent.js"
import type { Arguments } from "../../contract/AgentRequests.js"
import { ActorNotAllowed, PlacementRefused } from "../../contract/Problems.js"
import { placementFault } from "../../rules/placementFault.js"
import { AgentStore } from "../store/AgentStore.js"
import type { AgentRow } from "../store/Rows.js"
import { viewOfLast } from "./AgentViews.js"
import { holdingFrom, underParent } from "./RateLimits.js"
import { belowActor, inScope, requireCommander, visible } from "./Scope.js"

/** Dates another place in the tree for an agent with all below it. */
export const move = Effect.fn("Agents.move")(function* ({ agent, brand, by, parent }: Arguments["move"]) {
  yield* requireCommander(by)
  if (parent === null && by.kind === "agent") return yield* new ActorNotAllowed({ allowed: ["operator", "service"] })
  return yield* (yield* AgentStore).inBrand(brand, (tables) =>
    Effect.gen(function* () {
      yield* tables.lockTree("change")
      const path = yield* tables.path(agent)
      const moved = yield* belowActor(path, by)
      const above = parent === null ? [] : yield* tables.path(parent)
      if (parent !== null && (yield* inScope(above, by)).status === "closed") {
        return yield* new PlacementRefused({ reason: "closed" })
      }
      const fault = placementFault(
        agent,
        heightOf(yield* tables.subtree(agent), agent),
        above.map(({ id }) => id)
      )
      if (fault !== undefined) return yield* new PlacementRefused({ reason: fault })
      const now = yield* tables.now
      const terms = holdingFrom(yield* tables.agreements([agent]), agent, now).map((held) => held.terms)
      yield* underParent(tables, parent, agent, terms, now)
      if (moved.parent !== parent) yield* tables.place({ agent, parent, status: moved.status, from: now })
      return yield* viewOfLast(tables, visible([...above, { ...moved, parent }], by))
    })
  )
})

/** How many levels a subtree has; each agent in it stands after the one above. */
const heightOf = (subtree: ReadonlyArray<AgentRow>, root: AgentId): number => {
  const levels = new Map<AgentId, number>()
  for (const { id, parent } of subtree) {
    levels.set(id, id === root || parent === null ? 1 : (levels.get(parent) ?? 0) + 1)
  }
  return Math.max(1, ...levels.values())
}
