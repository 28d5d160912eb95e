import type { BrandKey } from "@croupier/core/Brand"
import { instant } from "@croupier/core/postgres/instant"
import type { GameCategory } from "@croupier/wallet/contract"
import type { Contribution } from "../../rules/State.js"

/** A contribution as it is stored. */
export interface ContributionRow {
  readonly requirement_id: string
  readonly number: number
  readonly kind: Contribution["kind"]
  readonly provider: string | null
  readonly round_id: string | null
  readonly game: string | null
  readonly category: GameCategory | null
  readonly valid: string | null
  readonly weight: number | null
  readonly amount: string
  readonly transaction_id: string | null
  readonly adjustment_id: string | null
  readonly asked_by: string | null
  readonly approved_by: string | null
  readonly reason: string | null
  readonly at: Date
}

export const toContribution = (row: ContributionRow): Contribution => ({
  requirement: row.requirement_id,
  number: row.number,
  kind: row.kind,
  round: row.provider === null || row.round_id === null ? null : { provider: row.provider, id: row.round_id },
  game: row.game,
  category: row.category,
  valid: row.valid === null ? null : BigInt(row.valid),
  weight: row.weight,
  amount: BigInt(row.amount),
  transaction: row.transaction_id,
  adjustment:
    row.adjustment_id === null || row.asked_by === null || row.approved_by === null || row.reason === null
      ? null
      : { id: row.adjustment_id, askedBy: row.asked_by, approvedBy: row.approved_by, reason: row.reason },
  at: row.at.getTime()
})

/** A contribution as JSON for `jsonb_to_recordset`. */
export const contributionJson = (brand: BrandKey, of: Contribution) => ({
  brand_id: brand,
  requirement_id: of.requirement,
  number: of.number,
  kind: of.kind,
  provider: of.round?.provider ?? null,
  round_id: of.round?.id ?? null,
  game: of.game,
  category: of.category,
  valid: of.valid === null ? null : String(of.valid),
  weight: of.weight,
  amount: String(of.amount),
  transaction_id: of.transaction,
  adjustment_id: of.adjustment?.id ?? null,
  asked_by: of.adjustment?.askedBy ?? null,
  approved_by: of.adjustment?.approvedBy ?? null,
  reason: of.adjustment?.reason ?? null,
  at: instant(of.at)
})
