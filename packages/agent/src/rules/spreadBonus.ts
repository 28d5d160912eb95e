import type { GameCategory } from "@croupier/wallet/contract"
import { categories } from "../contract/Rate.js"

/**
 * A converted bonus by the categories in which it was staked: pro rata, each part rounded down, the rest to the category with
 * the largest stake. One that was staked nowhere, as of free rounds, is of slots.
 */
export const spreadBonus = (
  amount: bigint,
  stakes: ReadonlyMap<GameCategory, bigint>
): ReadonlyMap<GameCategory, bigint> => {
  const staked = categories.filter((category) => (stakes.get(category) ?? 0n) > 0n)
  const total = staked.reduce((sum, category) => sum + (stakes.get(category) ?? 0n), 0n)
  if (total === 0n) return new Map([["slots", amount]])
  const parts = new Map(staked.map((category) => [category, (amount * (stakes.get(category) ?? 0n)) / total]))
  const rest = amount - [...parts.values()].reduce((sum, part) => sum + part, 0n)
  const largest = staked.reduce((a, b) => ((stakes.get(b) ?? 0n) > (stakes.get(a) ?? 0n) ? b : a))
  return parts.set(largest, (parts.get(largest) ?? 0n) + rest)
}
