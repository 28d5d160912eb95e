import type { PostResult } from "../contract/Result.js"
import { balanceOf, balanceState } from "./Decision.js"
import { decide } from "./decide.js"
import { MemoryWorld } from "./MemoryWorld.js"
import type { Effects, Stamped, World } from "./state.js"

/** Answers to a group, one for each command, and what applying it writes: everything or nothing. */
export interface GroupDecision {
  readonly results: ReadonlyArray<PostResult>
  readonly effects: ReadonlyArray<Effects>
}

/**
 * Decides a group of one wallet in order, each command seeing what those before it did. The world itself is not
 * touched: who applies the effects writes all of them, in order.
 */
export const decideGroup = (world: World, group: ReadonlyArray<Stamped>): GroupDecision => {
  const overlay = new MemoryWorld(world.now, world)
  const results: Array<PostResult> = []
  const effects: Array<Effects> = []
  for (const stamped of group) {
    const decision = decide(overlay, stamped)
    if (decision._tag === "refused") return refusedGroup(world, group, results.length, decision.result)
    if (decision._tag === "applied") {
      overlay.apply(decision.effects)
      effects.push(decision.effects)
    }
    results.push(decision.result)
  }
  return { results, effects }
}

const refusedGroup = (world: World, group: ReadonlyArray<Stamped>, at: number, refusal: PostResult): GroupDecision => ({
  effects: [],
  results: group.map(({ command }, index) => {
    if (index === at) return refusal
    const wallet = command._tag === "brand-transfer" ? undefined : world.wallet(command.brand, command.wallet)
    return {
      _tag: "refused",
      reason: "group-refused",
      detail: "another command of its group was refused",
      balance: wallet ? balanceOf(balanceState(wallet)) : null
    }
  })
})
