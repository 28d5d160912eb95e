import type { Actor } from "@croupier/core/Actor"
import type { Block } from "@croupier/player/contract"
import type { Wallet } from "./state.js"

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
