import { Revocations } from "@croupier/core/auth/Revocations"
import { Effect } from "effect"
import type { Arguments } from "../../contract/AgentRequests.js"
import { AgentStatusNotAllowed } from "../../contract/Problems.js"
import { AgentStore } from "../store/AgentStore.js"
import { viewOfLast } from "./AgentViews.js"
import { belowActor, requireCommander, visible } from "./Scope.js"

/** Dates the status; one that is not `active` ends the agent's sessions in the same transaction. */
export const setStatus = Effect.fn("Agents.setStatus")(function* ({
  agent,
  brand,
  by,
  status
}: Arguments["setStatus"]) {
  yield* requireCommander(by)
  const revocations = yield* Revocations
  return yield* (yield* AgentStore).inBrand(brand, (tables) =>
    Effect.gen(function* () {
      yield* tables.lockTree("change")
      const path = yield* tables.path(agent)
      const { parent, status: from } = yield* belowActor(path, by)
      if (from === "closed" && status !== "closed") return yield* new AgentStatusNotAllowed({ from, to: status })
      if (from !== status) {
        yield* tables.place({ agent, parent, status, from: yield* tables.now })
        if (status !== "active") yield* revocations.revoke({ _tag: "subject", subject: agent })
      }
      return yield* viewOfLast(
        tables,
        visible(path, by).map((each) => (each.id === agent ? { ...each, status } : each))
      )
    })
  )
})
