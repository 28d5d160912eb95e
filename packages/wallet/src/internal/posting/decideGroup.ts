import type { PostResult } from "../../contract/Result.js"
import { balanceOf, balanceState } from "../../rules/Decision.js"
import { decide } from "../../rules/decide.js"
import { sortedReversals, takingLast } from "../../rules/GroupOrder.js"
import type { Effects, Stamped, World } from "../../rules/State.js"
import { WorkingSet } from "./WorkingSet.js"

/** Answers to a group, one for each command in the listed order, and what applying it writes: everything or nothing. */
export interface GroupDecision {
  readonly results: ReadonlyArray<PostResult>
  readonly effects: ReadonlyArray<Effects>
}

/**
 * Decides a group of one wallet, each command seeing what those before it did. Whether it is accepted is decided in the
 * listed order; then the reversals that take money come last, because what the group gives has to count before they fall
 * short. The world itself is not touched: applying the effects writes all of them, in order.
 */
export const decideGroup = (world: World, group: ReadonlyArray<Stamped>): GroupDecision => {
  const sorted = sortedReversals(world, group)
  const listed = inOrder(world, sorted, group)
  const last = listed.effects.length > 1 ? takingLast(world, sorted) : undefined
  return last === undefined ? listed : inOrder(world, last, group)
}

const inOrder = (world: World, order: ReadonlyArray<Stamped>, group: ReadonlyArray<Stamped>): GroupDecision => {
  const overlay = new WorkingSet(world.now, world)
  const results = new Map<Stamped, PostResult>()
  const effects: Array<Effects> = []
  for (const stamped of order) {
    const decision = decide(overlay, stamped)
    if (decision._tag === "refused") return refusedGroup(world, group, stamped, decision.result)
    if (decision._tag === "applied") {
      overlay.apply(decision.effects)
      effects.push(decision.effects)
    }
    results.set(stamped, decision.result)
  }
  return { results: group.map((stamped) => results.get(stamped)!), effects }
}

const refusedGroup = (
  world: World,
  group: ReadonlyArray<Stamped>,
  at: Stamped,
  refusal: PostResult
): GroupDecision => ({
  effects: [],
  results: group.map((stamped) => {
    const { command } = stamped
    if (stamped === at) return refusal
    const wallet = command._tag === "brand-transfer" ? undefined : world.wallet(command.brand, command.wallet)
    return {
      _tag: "refused",
      reason: "group-refused",
      detail: "another command of its group was refused",
      balance: wallet ? balanceOf(balanceState(wallet)) : null
    }
  })
})
