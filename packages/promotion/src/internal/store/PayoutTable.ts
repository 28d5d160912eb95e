import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import { publish } from "@croupier/core/events/publish"
import type { PlayerId } from "@croupier/core/Ids"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { Settlement } from "../../rules/settlePeriod.js"
import { settledEvent } from "./eventsOf.js"
import { loadPlayers, playerKey, present } from "./loadPlayers.js"
import { newPlayer } from "./newPlayer.js"
import type { Payout, PayoutOutcome, PayoutPlace, PeriodRef } from "./PromotionStore.js"

interface PayoutRow {
  readonly brand_id: BrandKey
  readonly campaign_id: string
  readonly period: number
  readonly from_at: Date
  readonly to_at: Date
  readonly player_id: PlayerId
  readonly currency: CurrencyCode
  readonly base: string
  readonly amount: string
  readonly state: Payout["state"]
  readonly reason: string | null
  readonly tries: number
}

const columns = `o.brand_id, o.campaign_id, o.period, p.from_at, p.to_at, o.player_id, o.currency, o.base, o.amount, o.state,
  o.reason, o.tries`
const tables = `croupier_promotion.payout AS o JOIN croupier_promotion.period AS p
  ON p.brand_id = o.brand_id AND p.campaign_id = o.campaign_id AND p.number = o.period`

const toPayout = (row: PayoutRow): Payout => ({
  brand: row.brand_id,
  campaign: row.campaign_id,
  period: row.period,
  from: row.from_at.getTime(),
  to: row.to_at.getTime(),
  player: row.player_id,
  currency: row.currency,
  base: BigInt(row.base),
  amount: BigInt(row.amount),
  state: row.state,
  reason: row.reason,
  tries: row.tries
})

/** Adds what a period came to. */
export const insert = ({ brand, campaign, number }: PeriodRef, settlements: ReadonlyArray<Settlement>, now: number) =>
  Effect.flatMap(SqlClient, (sql) => {
    const rows = settlements.map(({ amount, base, currency, player, refused }) => ({
      brand_id: brand,
      campaign_id: campaign,
      period: number,
      player_id: player,
      currency,
      base: String(base),
      amount: String(amount),
      state: refused === undefined ? "due" : "refused",
      reason: refused ?? null,
      due_at: refused === undefined ? new Date(now).toISOString() : null,
      tries: 0
    }))
    return sql`
      INSERT INTO croupier_promotion.payout
      SELECT n.* FROM jsonb_populate_recordset(NULL::croupier_promotion.payout, ${JSON.stringify(rows)}::jsonb) AS n`
  })

/** Payouts that are due, the oldest first. */
export const due = (limit: number) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<PayoutRow>`
        SELECT ${sql.literal(columns)} FROM ${sql.literal(tables)}
        WHERE o.due_at <= croupier_core.now() ORDER BY o.due_at LIMIT ${limit}`,
      (rows) => rows.map(toPayout)
    )
  )

/** A campaign's payouts, newest period first, by player. */
export const ofCampaign = (brand: BrandKey, campaign: string, place: PayoutPlace | undefined, limit: number) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<PayoutRow>`
        SELECT ${sql.literal(columns)} FROM ${sql.literal(tables)}
        WHERE o.brand_id = ${brand} AND o.campaign_id = ${campaign}
          AND (${place === undefined} OR (-o.period, o.player_id) > (${-(place?.period ?? 0)}::integer, ${place?.player ?? noPlayer}::uuid))
        ORDER BY o.period DESC, o.player_id LIMIT ${limit}`,
      (rows) => rows.map(toPayout)
    )
  )

/** Stores what came of a payout that is still due; one that was paid is an event of its player. */
export const finish = (payout: Payout, outcome: PayoutOutcome) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const { brand, campaign, period, player } = payout
    const players = yield* loadPlayers([payout], { lock: true })
    const now = yield* present
    const state = outcome._tag === "later" ? "due" : outcome._tag
    const dueAt = outcome._tag === "later" ? new Date(now + outcome.wait) : null
    const rows = yield* sql`
      UPDATE croupier_promotion.payout SET state = ${state}, tries = tries + 1, due_at = ${dueAt},
        reason = ${outcome._tag === "refused" ? outcome.reason : null}
      WHERE brand_id = ${brand} AND campaign_id = ${campaign} AND period = ${period} AND player_id = ${player} AND state = 'due'
      RETURNING period`
    if (rows.length === 0 || outcome._tag !== "paid") return
    const { events } = players.get(playerKey(payout)) ?? newPlayer(payout)
    yield* sql`
      UPDATE croupier_promotion.player SET events = events + 1 WHERE brand_id = ${brand} AND player_id = ${player}`
    yield* publish("promotion", yield* settledEvent(payout, events, now))
  })

const noPlayer = "00000000-0000-0000-0000-000000000000"
