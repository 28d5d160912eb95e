import type { BlockScope } from "@croupier/player/contract"
import type { CommandOf } from "../contract/Command.js"
import { add, at } from "./Counters.js"
import { type Decision, refused } from "./Decision.js"
import { freezeSource, liftsFreeze, ofFreeze } from "./freezeBlocks.js"
import { Posting } from "./Posting.js"
import type { Stamped, Wallet, World } from "./State.js"

/** The review reason of a request when the player may not deposit; one that was cancelled for it takes money into review. */
export const blockedPlayer = "blocked-player" as const

/** The block that refuses a scope now, if any. */
export const blockOn = (
  { blocks }: Pick<Wallet, "blocks">,
  scope: BlockScope,
  now: number
): Wallet["blocks"][number] | undefined =>
  blocks.find((block) => block.scope === scope && (block.until === null || now < block.until))

/** Refuses for a block, with the reason its author gave. */
export const locked = (wallet: Wallet, scope: BlockScope, now: number): Decision | undefined => {
  const block = blockOn(wallet, scope, now)
  return block && refused("player-locked", `${scope} is blocked (${block.source}): ${block.reason}`, wallet)
}

/**
 * Changes blocks and limits. A source has one block for a scope; setting it again replaces it, and blocks that have
 * ended are dropped. A block on deposits closes the request that is pending. A freeze is set here, and never lifted.
 */
export const gate = (world: World, stamped: Stamped<CommandOf<"gate">>, wallet: Wallet): Decision => {
  const { change } = stamped.command
  if (liftsFreeze(change)) return refused("frozen", "a freeze is lifted by two operators, not by a gate change", wallet)
  const named = [...change.set, ...change.clear]
  const kept = wallet.blocks.filter(
    (block) =>
      (block.until === null || world.now < block.until) &&
      !named.some((other) => other.scope === block.scope && other.source === block.source)
  )
  const frozen = change.set.some((block) => block.source === freezeSource)
  const blocks = frozen ? ofFreeze([...kept, ...change.set], stamped.command.key) : [...kept, ...change.set]
  const posting = new Posting(world, stamped, wallet)
  const events = frozen ? [{ type: "wallet.account-frozen" as const }] : []
  const state = { blocks, limits: change.limits ?? wallet.limits }
  const pending = wallet.request === null ? undefined : world.request(wallet.brand, wallet.request)
  if (pending?.status !== "pending" || blockOn(state, "deposit", world.now) === undefined) {
    return posting.done({ wallet: state, events })
  }
  const counters = at(wallet.counters, world.clock(wallet.brand), world.now)
  return posting.done({
    wallet: { ...state, request: null, counters: add(counters, { deposit: -pending.amount }, pending.createdAt) },
    request: { ...pending, status: "cancelled", review: blockedPlayer },
    events
  })
}
