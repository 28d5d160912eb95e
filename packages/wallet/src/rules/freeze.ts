import type { Actor } from "@croupier/core/Actor"
import type { Block, GateChange } from "@croupier/player/contract"
import type { CommandOf } from "../contract/Command.js"
import { type Decision, refused } from "./Decision.js"
import { Posting } from "./Posting.js"
import type { Stamped, Wallet, World } from "./state.js"

/** Who froze a wallet: its blocks are of this source, which only two people together take away. */
export const freezeSource = "reconciliation"

/** What a freeze refuses: bets, and money on its way out. Wins, rollbacks and deposits are taken. */
export const freezeBlocks = (reason: string, author: Actor): ReadonlyArray<Block> =>
  (["bet", "withdraw"] as const).map((scope) => ({ scope, source: freezeSource, reason, author, until: null }))

/** Whether the whole freeze stands. */
export const isFrozen = ({ blocks }: Pick<Wallet, "blocks">): boolean =>
  (["bet", "withdraw"] as const).every((scope) =>
    blocks.some((block) => block.scope === scope && block.source === freezeSource && block.until === null)
  )

/** Whether a change of the gate would end a freeze, now or by itself later. */
export const liftsFreeze = ({ clear, set }: GateChange): boolean =>
  clear.some(({ source }) => source === freezeSource) ||
  set.some(({ source, until }) => source === freezeSource && until !== null)

/** Lifts a freeze: one person asks and says why, another agrees. Blocks of other sources stay. */
export const unfreeze = (world: World, stamped: Stamped<CommandOf<"unfreeze">>, wallet: Wallet): Decision => {
  const { actor, askedBy, reason } = stamped.command
  if (askedBy.kind === actor.kind && askedBy.id === actor.id) {
    return refused("same-person", "somebody else has to approve that the wallet is unfrozen", wallet)
  }
  const blocks = wallet.blocks.filter(({ source }) => source !== freezeSource)
  return blocks.length === wallet.blocks.length
    ? refused("not-frozen", "the wallet is not frozen", wallet)
    : new Posting(world, stamped, wallet).done({ wallet: { blocks }, transaction: { reason } })
}
