import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import { instant } from "@croupier/core/postgres/instant"
import { Schema } from "effect"
import { BonusTerms } from "../../contract/BonusTerms.js"
import type { Claim, Player } from "../../rules/State.js"

/** The columns of a claim, for every statement that reads one. */
export const claimColumns = `brand_id, player_id, id, number, campaign_id, campaign_version, occasion, request_key, currency, amount,
  deposit_id, base, terms, accepted_at, state, undoing, reason, refused, claimed_at, expires_at, ended_at, due_at, tries`

/** A claim as it is stored. */
export interface ClaimRow {
  readonly brand_id: BrandKey
  readonly player_id: PlayerId
  readonly id: string
  readonly number: number
  readonly campaign_id: string
  readonly campaign_version: number
  readonly occasion: string
  readonly request_key: string | null
  readonly currency: CurrencyCode
  readonly amount: string
  readonly deposit_id: string | null
  readonly base: string
  readonly terms: unknown
  readonly accepted_at: Date | null
  readonly state: Claim["state"]
  readonly undoing: Claim["undoing"]
  readonly reason: string | null
  readonly refused: boolean
  readonly claimed_at: Date
  readonly expires_at: Date | null
  readonly ended_at: Date | null
  readonly due_at: Date | null
  readonly tries: number
}

const decode = Schema.decodeUnknownSync(BonusTerms)
const encode = Schema.encodeSync(BonusTerms)

export const toClaim = (row: ClaimRow): Claim => ({
  id: row.id,
  number: row.number,
  campaign: row.campaign_id,
  campaignVersion: row.campaign_version,
  occasion: row.occasion,
  key: row.request_key,
  currency: row.currency,
  amount: BigInt(row.amount),
  deposit: row.deposit_id,
  base: BigInt(row.base),
  terms: decode(row.terms),
  acceptedAt: row.accepted_at?.getTime() ?? null,
  state: row.state,
  undoing: row.undoing,
  reason: row.reason,
  refused: row.refused,
  claimedAt: row.claimed_at.getTime(),
  expiresAt: row.expires_at?.getTime() ?? null,
  endedAt: row.ended_at?.getTime() ?? null,
  dueAt: row.due_at?.getTime() ?? null,
  tries: row.tries
})

/** A claim as JSON for `jsonb_populate_recordset`. */
export const claimJson = ({ brand, player }: Pick<Player, "brand" | "player">, of: Claim) => ({
  brand_id: brand,
  player_id: player,
  id: of.id,
  number: of.number,
  campaign_id: of.campaign,
  campaign_version: of.campaignVersion,
  occasion: of.occasion,
  request_key: of.key,
  currency: of.currency,
  amount: String(of.amount),
  deposit_id: of.deposit,
  base: String(of.base),
  terms: encode(of.terms),
  accepted_at: instant(of.acceptedAt),
  state: of.state,
  undoing: of.undoing,
  reason: of.reason,
  refused: of.refused,
  claimed_at: instant(of.claimedAt),
  expires_at: instant(of.expiresAt),
  ended_at: instant(of.endedAt),
  due_at: instant(of.dueAt),
  tries: of.tries
})
