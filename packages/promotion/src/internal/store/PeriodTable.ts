import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import { instant } from "@croupier/core/postgres/instant"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { CampaignRecord } from "../../rules/State.js"
import type { PlayerSums } from "../../rules/settlePeriod.js"
import type { Period, PeriodRef } from "./PromotionStore.js"

interface PeriodRow {
  readonly number: number
  readonly from_at: Date
  readonly to_at: Date
  readonly is_frozen: boolean
  readonly is_settled: boolean
}

const toPeriod = (row: PeriodRow): Period => ({
  number: row.number,
  from: row.from_at.getTime(),
  to: row.to_at.getTime(),
  isFrozen: row.is_frozen,
  isSettled: row.is_settled
})

/** The last period of a campaign. */
export const last = (brand: PeriodRef["brand"], campaign: string) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<PeriodRow>`
        SELECT number, from_at, to_at, snapshot IS NOT NULL AS is_frozen, settled_at IS NOT NULL AS is_settled
        FROM croupier_promotion.period WHERE brand_id = ${brand} AND campaign_id = ${campaign}
        ORDER BY number DESC LIMIT 1`,
      ([row]) => (row === undefined ? undefined : toPeriod(row))
    )
  )

/** Adds a period, unless it is there. */
export const add = ({ brand, campaign, number }: PeriodRef, from: number, to: number) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.asVoid(sql`
      INSERT INTO croupier_promotion.period (brand_id, campaign_id, number, from_at, to_at)
      VALUES (${brand}, ${campaign}, ${number}, ${instant(from)}, ${instant(to)}) ON CONFLICT DO NOTHING`)
  )

/** Fixes a period's end and the facts it is settled from: those that are committed now. */
export const freeze = ({ brand, campaign, number }: PeriodRef, to: number) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.asVoid(sql`
      UPDATE croupier_promotion.period SET snapshot = pg_current_snapshot(), to_at = ${instant(to)}
      WHERE brand_id = ${brand} AND campaign_id = ${campaign} AND number = ${number} AND snapshot IS NULL`)
  )

/** Locks a frozen period that is not settled yet; false where there is none. */
export const lockUnsettled = ({ brand, campaign, number }: PeriodRef) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql`
        SELECT number FROM croupier_promotion.period
        WHERE brand_id = ${brand} AND campaign_id = ${campaign} AND number = ${number}
          AND snapshot IS NOT NULL AND settled_at IS NULL FOR NO KEY UPDATE`,
      (rows) => rows.length === 1
    )
  )

/** The period is settled. */
export const settled = ({ brand, campaign, number }: PeriodRef) =>
  Effect.flatMap(
    SqlClient,
    (sql) => sql`
      UPDATE croupier_promotion.period SET settled_at = croupier_core.now()
      WHERE brand_id = ${brand} AND campaign_id = ${campaign} AND number = ${number}`
  )

interface SumRow {
  readonly player_id: PlayerId
  readonly currency: CurrencyCode
  readonly stake: string
  readonly payout: string
  readonly converted: string
  readonly deposit: string
  readonly withdrawal: string
  readonly before_cash: string
  readonly before_held: string
  readonly after_cash: string
  readonly after_held: string
}

/**
 * Sums of the facts that a frozen period is settled from: of those since the campaign began and before the period's end that its
 * snapshot sees, the ones that were not in an earlier period. A fact that became visible late is in the first period that sees it.
 */
export const sums = ({ brand, campaign: id, number }: PeriodRef, { campaign }: CampaignRecord) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<SumRow>`
        WITH this AS (
          SELECT p.from_at, p.to_at, p.snapshot, b.to_at AS before_to, coalesce(b.snapshot, p.snapshot) AS before_snapshot,
            (SELECT from_at FROM croupier_promotion.period WHERE brand_id = ${brand} AND campaign_id = ${id} AND number = 1) AS begun
          FROM croupier_promotion.period AS p
          LEFT JOIN croupier_promotion.period AS b
            ON b.brand_id = p.brand_id AND b.campaign_id = p.campaign_id AND b.number = p.number - 1
          WHERE p.brand_id = ${brand} AND p.campaign_id = ${id} AND p.number = ${number}),
        input AS (
          SELECT f.player_id, f.currency, f.stake, f.payout, f.converted, f.deposit, f.withdrawal,
            f.kind <> 'round' OR ${campaign.products.activity.length === 0}
              OR f.category IN (SELECT jsonb_array_elements_text(${JSON.stringify(campaign.products.activity)}::jsonb)) AS counts
          FROM croupier_promotion.fact AS f CROSS JOIN this
          WHERE f.brand_id = ${brand} AND f.at >= this.begun AND f.at < this.to_at
            AND pg_visible_in_snapshot(f.xid, this.snapshot)
            AND NOT (f.at < coalesce(this.before_to, this.begun) AND pg_visible_in_snapshot(f.xid, this.before_snapshot))),
        summed AS (
          SELECT player_id, currency, coalesce(sum(stake) FILTER (WHERE counts), 0) AS stake,
            coalesce(sum(payout) FILTER (WHERE counts), 0) AS payout, sum(converted) AS converted,
            sum(deposit) AS deposit, sum(withdrawal) AS withdrawal
          FROM input GROUP BY player_id, currency)
        SELECT s.*, coalesce(b.cash, 0) AS before_cash, coalesce(b.held, 0) AS before_held,
          coalesce(a.cash, 0) AS after_cash, coalesce(a.held, 0) AS after_held
        FROM summed AS s CROSS JOIN this
        LEFT JOIN LATERAL (
          SELECT cash, held FROM croupier_promotion.fact AS f
          WHERE f.brand_id = ${brand} AND f.player_id = s.player_id AND f.at < coalesce(this.before_to, this.begun)
            AND pg_visible_in_snapshot(f.xid, this.before_snapshot) ORDER BY f.version DESC LIMIT 1) AS b ON true
        LEFT JOIN LATERAL (
          SELECT cash, held FROM croupier_promotion.fact AS f
          WHERE f.brand_id = ${brand} AND f.player_id = s.player_id AND f.at < this.to_at
            AND pg_visible_in_snapshot(f.xid, this.snapshot) ORDER BY f.version DESC LIMIT 1) AS a ON true`,
      (rows) => rows.map(toSums)
    )
  )

const toSums = (row: SumRow): PlayerSums => ({
  player: row.player_id,
  currency: row.currency,
  stake: BigInt(row.stake),
  payout: BigInt(row.payout),
  converted: BigInt(row.converted),
  deposit: BigInt(row.deposit),
  withdrawal: BigInt(row.withdrawal),
  before: { cash: BigInt(row.before_cash), held: BigInt(row.before_held) },
  after: { cash: BigInt(row.after_cash), held: BigInt(row.after_held) }
})
