import type { GameCategory } from "@croupier/wallet/contract"
import type { GameWeights } from "../contract/Terms.js"

/** A game as weights name it. */
export interface WeighedGame {
  readonly provider: string
  readonly game: string
  readonly category: GameCategory
}

/** The weight of a game in basis points: its own, 0 included; otherwise its category's; otherwise it counts whole. */
export const weightOf = (weights: GameWeights, { category, game, provider }: WeighedGame): number =>
  weights.games.find((own) => own.provider === provider && own.code === game)?.weight ??
  weights.categories[category] ??
  10_000

/** A valid amount by a weight, rounded down to a ledger unit. */
export const weighed = (valid: bigint, weight: number): bigint => (valid * BigInt(weight)) / 10_000n
