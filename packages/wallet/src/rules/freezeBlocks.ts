import type { Actor } from "@croupier/core/Actor"
import type { Block, GateChange } from "@croupier/player/contract"
import type { CommandOf } from "../contract/Command.js"
import { type Decision, refused } from "./Decision.js"
import { Posting } from "./Posting.js"
import type { Stamped, Wallet, World } from "./State.js"

/** The source of the blocks of a freeze, which only two operators together remove. */
export const freezeSource = "reconciliation"

/** What a freeze refuses: bets, and money on its way out. Wins, rollbacks and deposits are taken. */
export const freezeBlocks = (reason: string, author: Actor): ReadonlyArray<Block> =>
  (["bet", "withdraw"] as const).map((scope) => ({ scope, source: freezeSource, reason, author, until: null }))

/** Whether all blocks of the freeze are active. */
export const isFrozen = ({ blocks }: Pick<Wallet, "blocks">): boolean =>
  (["bet", "withdraw"] as const).every((scope) =>
    blocks.some((block) => block.scope === scope && block.source === freezeSource && block.until === null)
  )

/** Whether a change of the gate would end a freeze, now or by itself later. */
export const liftsFreeze = ({ clear, set }: GateChange): boolean =>
  clear.some(({ source }) => source === freezeSource) ||
  set.some(({ source, until }) => source === freezeSource && until !== null)

/** The key of the command that froze the wallet last; undefined where no freeze is active. */
export const freezeOf = ({ blocks }: Pick<Wallet, "blocks">): string | undefined =>
  blocks.find(({ source }) => source === freezeSource)?.freeze

/** Blocks after a freeze was set by the command of this key: all of one freeze, so that requests about an earlier one are void. */
export const ofFreeze = (blocks: ReadonlyArray<Block>, key: string): ReadonlyArray<Block> =>
  blocks.map((block) => (block.source === freezeSource ? { ...block, freeze: key } : block))

/** Lifts one freeze: an operator asks and says why, another agrees. Blocks of other sources stay. */
export const unfreeze = (world: World, stamped: Stamped<CommandOf<"unfreeze">>, wallet: Wallet): Decision => {
  const { actor, askedBy, freeze, reason } = stamped.command
  if (askedBy.kind !== "operator" || actor.kind !== "operator") {
    return refused("operator-needed", "unfreezing a wallet requires two operators", wallet)
  }
  if (askedBy.kind === actor.kind && askedBy.id === actor.id) {
    return refused("same-person", "unfreezing the wallet requires a second approval by another operator", wallet)
  }
  const blocks = wallet.blocks.filter(({ source }) => source !== freezeSource)
  if (blocks.length === wallet.blocks.length) return refused("not-frozen", "the wallet is not frozen", wallet)
  return freezeOf(wallet) !== freeze
    ? refused("other-freeze", "the wallet was frozen again after this request", wallet)
    : new Posting(world, stamped, wallet).done({ wallet: { blocks }, transaction: { reason } })
}
