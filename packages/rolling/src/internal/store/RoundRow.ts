import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import type { GameCategory } from "@croupier/wallet/contract"
import type { Player, Round } from "../../rules/State.js"

/** A round as it is stored. */
export interface RoundRow {
  readonly brand_id: BrandKey
  readonly player_id: PlayerId
  readonly provider: string
  readonly round_id: string
  readonly game: string
  readonly category: GameCategory
  readonly grant_id: string | null
  readonly is_open: boolean
  readonly stake_cash: string
  readonly stake_bonus: string
  readonly payout_cash: string
  readonly payout_bonus: string
  readonly requirement_id: string | null
  readonly weight: number
  readonly counted: string
}

export const toRound = (row: RoundRow): Round => ({
  provider: row.provider,
  id: row.round_id,
  game: row.game,
  category: row.category,
  grant: row.grant_id,
  isOpen: row.is_open,
  totals: {
    stakeCash: BigInt(row.stake_cash),
    stakeBonus: BigInt(row.stake_bonus),
    payoutCash: BigInt(row.payout_cash),
    payoutBonus: BigInt(row.payout_bonus)
  },
  requirement: row.requirement_id,
  weight: row.weight,
  counted: BigInt(row.counted)
})

/** A round as JSON for `jsonb_to_recordset`. */
export const roundJson = ({ brand, player }: Pick<Player, "brand" | "player">, round: Round) => ({
  brand_id: brand,
  player_id: player,
  provider: round.provider,
  round_id: round.id,
  game: round.game,
  category: round.category,
  grant_id: round.grant,
  is_open: round.isOpen,
  stake_cash: String(round.totals.stakeCash),
  stake_bonus: String(round.totals.stakeBonus),
  payout_cash: String(round.totals.payoutCash),
  payout_bonus: String(round.totals.payoutBonus),
  requirement_id: round.requirement,
  weight: round.weight,
  counted: String(round.counted)
})
