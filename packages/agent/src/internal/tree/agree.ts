import { Effect } from "effect"
import type { AgentId } from "../../contract/Agent.js"
import type { Arguments } from "../../contract/AgentRequests.js"
import { agentEvents } from "../../contract/Events.js"
import { PlayerNotFound, TermsRefused } from "../../contract/Problems.js"
import { isAny } from "../../rules/Limits.js"
import { AgentStore } from "../store/AgentStore.js"
import type { AgentTables } from "../store/AgentTables.js"
import { happened } from "./happened.js"
import { overChildren, underParent } from "./RateLimits.js"
import { belowActor, inScope, requireCommander } from "./Scope.js"

/** Dates new terms for an agent or a player; those before stay as they are. */
export const agree = Effect.fn("Agents.agree")(function* (request: Arguments["agree"]) {
  const { brand, by, earner, terms } = request
  yield* requireCommander(by)
  if (earner.kind === "player" && isAny(terms.losing)) {
    return yield* new TermsRefused({ detail: "A player has rolling rates only." })
  }
  return yield* (yield* AgentStore).inBrand(brand, (tables) =>
    Effect.gen(function* () {
      yield* tables.lockTree("change")
      const parent = yield* parentOf(tables, request)
      const now = yield* tables.now
      const from = request.from ?? now
      if (from < now) return yield* new TermsRefused({ detail: "Terms cannot hold from an instant that is over." })
      yield* underParent(tables, parent, earner.id, [terms], from)
      if (earner.kind === "agent") yield* overChildren(tables, earner.id, terms, from)
      yield* tables.insertAgreement({ earner, terms, from })
      yield* tables.publish(earner, [happened(agentEvents["agent.rates-changed"], { earner, terms, from, actor: by })])
      return { earner, terms, from }
    })
  )
})

/** The agent with the rates that are the limit: the one above, or the player's own. */
const parentOf = Effect.fnUntraced(function* (
  tables: AgentTables,
  { by, earner }: Pick<Arguments["agree"], "by" | "earner">
) {
  if (earner.kind === "agent") return (yield* belowActor(yield* tables.path(earner.id), by)).parent
  const agent: AgentId | null = (yield* tables.player(earner.id))?.agent ?? null
  if (agent === null) return yield* new PlayerNotFound()
  yield* Effect.catchTag(inScope(yield* tables.path(agent), by), "AgentNotFound", () => new PlayerNotFound())
  return agent
})
