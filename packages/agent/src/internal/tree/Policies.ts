import { Effect } from "effect"
import type { Arguments } from "../../contract/AgentRequests.js"
import { type AgentPolicy, defaultPolicy } from "../../contract/Terms.js"
import { heldAt } from "../../rules/chainAt.js"
import { AgentStore } from "../store/AgentStore.js"
import type { AgentTables } from "../store/AgentTables.js"
import { requireOperator } from "./Scope.js"

/** The policy of the brand that holds now. */
export const present = (tables: AgentTables) =>
  Effect.gen(function* () {
    const policies = yield* tables.policies
    return heldAt(policies, yield* tables.now)?.policy ?? defaultPolicy
  })

/** Whether a payout needs no operator. */
export const isUnderThreshold = ({ approvedUpTo }: AgentPolicy, currency: string, payout: bigint): boolean =>
  approvedUpTo.some((most) => most.currency === currency && payout <= most.amount)

export const policy = Effect.fn("Agents.policy")(function* ({ brand }: Arguments["policy"]) {
  return yield* (yield* AgentStore).inBrand(brand, present)
})

export const setPolicy = Effect.fn("Agents.setPolicy")(function* ({ brand, by, policy }: Arguments["setPolicy"]) {
  yield* requireOperator(by)
  return yield* (yield* AgentStore).inBrand(brand, (tables) =>
    Effect.gen(function* () {
      yield* tables.lockTree("change")
      yield* tables.insertPolicy({ policy, from: yield* tables.now })
    })
  )
})
