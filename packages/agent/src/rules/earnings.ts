import type { GameCategory } from "@croupier/wallet/contract"
import { perUnit } from "../contract/Exact.js"
import type { CommissionKind } from "../contract/Terms.js"
import type { Chain } from "./chainAt.js"
import { highest, type Share, shares } from "./Share.js"

/** What an earner has of accruals of one chain and category: a share of an exact base. */
export interface Earning {
  readonly base: bigint
  readonly share: Share
}

/**
 * What accruals are worth to an earner of the chain: of rolling commission the base is the valid amount; of losing commission
 * the loss, less the rolling commission of the whole chain where the earner's agreement says so. Undefined for an earner
 * without a share.
 */
export const earnings = (
  chain: Chain,
  earner: string,
  kind: CommissionKind,
  category: GameCategory,
  count: { readonly valid: bigint; readonly net: bigint }
): Earning | undefined => {
  const at = chain.members.findIndex((member) => member.earner.id === earner)
  const share = shares(placesOf(chain, kind, category), chain.suspendedShare)[at]
  if (share === undefined || share.length === 0) return undefined
  if (kind === "rolling") return { base: count.valid * perUnit, share }
  const isAfterRolling = chain.members[at]?.losingBase === "loss-after-rolling"
  const rolling = isAfterRolling ? count.valid * highest(placesOf(chain, "rolling", category)) : 0n
  return { base: count.net * perUnit - rolling, share }
}

const placesOf = (chain: Chain, kind: CommissionKind, category: GameCategory) =>
  chain.members.map((member) => ({ rate: member[kind][category], suspended: member.suspended }))
