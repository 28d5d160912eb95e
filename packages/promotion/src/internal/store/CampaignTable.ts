import type { BrandKey } from "@croupier/core/Brand"
import { instant } from "@croupier/core/postgres/instant"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { CampaignRecord } from "../../rules/State.js"
import { type CampaignRow, campaignColumns, campaignText, spentText, toRecord } from "./CampaignRow.js"
import type { Saving } from "./PromotionStore.js"

const cashKinds = "('cashback', 'turnover-rebate')"

/** A campaign under its lock, so that no other transaction changes what it has given. */
export const lock = (brand: BrandKey, id: string) => byId(brand, id, " FOR NO KEY UPDATE")

/** A campaign as it is. */
export const byId = (brand: BrandKey, id: string, locking = "") =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<CampaignRow>`
        SELECT ${sql.literal(campaignColumns)} FROM croupier_promotion.campaign
        WHERE brand_id = ${brand} AND id = ${id}${sql.literal(locking)}`,
      ([row]) => (row === undefined ? undefined : toRecord(row))
    )
  )

/** The open campaign of a code. */
export const ofCode = (brand: BrandKey, code: string) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<CampaignRow>`
        SELECT ${sql.literal(campaignColumns)} FROM croupier_promotion.campaign
        WHERE brand_id = ${brand} AND code = ${code} AND state = 'open'`,
      ([row]) => (row === undefined ? undefined : toRecord(row))
    )
  )

/** Open campaigns of brands. */
export const open = (brands: ReadonlyArray<BrandKey>) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<CampaignRow>`
        SELECT ${sql.literal(campaignColumns)} FROM croupier_promotion.campaign
        WHERE brand_id IN (SELECT jsonb_array_elements_text(${JSON.stringify(brands)}::jsonb)) AND state = 'open' ORDER BY id`,
      (rows) => rows.map(toRecord)
    )
  )

/** Campaigns below an id, the last one first. */
export const below = (brand: BrandKey, id: string | undefined, limit: number) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<CampaignRow>`
        SELECT ${sql.literal(campaignColumns)} FROM croupier_promotion.campaign
        WHERE brand_id = ${brand} AND id < ${id ?? afterAll} ORDER BY id DESC LIMIT ${limit}`,
      (rows) => rows.map(toRecord)
    )
  )

/** Campaigns that are settled by period and are not settled to their end. */
export const unsettled = (brands: ReadonlyArray<BrandKey>) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<CampaignRow>`
        SELECT ${sql.literal(campaignColumns)} FROM croupier_promotion.campaign AS c
        WHERE brand_id IN (SELECT jsonb_array_elements_text(${JSON.stringify(brands)}::jsonb))
          AND kind IN ${sql.literal(cashKinds)} AND from_at <= croupier_core.now() AND (until_at IS NULL OR until_at > from_at)
          AND NOT EXISTS (SELECT FROM croupier_promotion.period AS p
            WHERE p.brand_id = c.brand_id AND p.campaign_id = c.id AND p.settled_at IS NOT NULL AND p.to_at >= c.until_at)`,
      (rows) => rows.map(toRecord)
    )
  )

/** Saves a campaign in the place of the version that was read. */
export const save = ({ brand, campaign, from, timezone, until, version }: Saving) =>
  Effect.flatMap(SqlClient, (sql) => {
    const { id, reward } = campaign
    const code = reward._tag === "promo-code" ? reward.code : null
    const text = campaignText(campaign)
    return Effect.map(
      version === 0
        ? sql<CampaignRow>`
          INSERT INTO croupier_promotion.campaign
            (brand_id, id, kind, code, version, state, campaign, timezone, from_at, until_at)
          VALUES (${brand}, ${id}, ${reward._tag}, ${code}, 1, 'open', ${text}::jsonb, ${timezone}, ${instant(from)}, ${instant(until)})
          ON CONFLICT DO NOTHING RETURNING ${sql.literal(campaignColumns)}`
        : sql<CampaignRow>`
          UPDATE croupier_promotion.campaign AS c SET version = version + 1, code = ${code}, campaign = ${text}::jsonb,
            timezone = ${timezone}, from_at = ${instant(from)}, until_at = ${instant(until)}
          WHERE brand_id = ${brand} AND id = ${id} AND version = ${version} AND kind = ${reward._tag} AND state = 'open'
            AND NOT EXISTS (SELECT FROM croupier_promotion.campaign AS o
              WHERE o.brand_id = ${brand} AND o.code = ${code} AND o.state = 'open' AND o.id <> ${id})
          RETURNING ${sql.literal(campaignColumns)}`,
      ([row]) => (row === undefined ? undefined : toRecord(row))
    )
  })

/** Closes a campaign; its schedule ends now at the latest. */
export const close = (brand: BrandKey, id: string) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<CampaignRow>`
        UPDATE croupier_promotion.campaign SET state = 'closed',
          until_at = CASE state WHEN 'open' THEN least(until_at, date_trunc('milliseconds', croupier_core.now())) ELSE until_at END
        WHERE brand_id = ${brand} AND id = ${id} RETURNING ${sql.literal(campaignColumns)}`,
      ([row]) => (row === undefined ? undefined : toRecord(row))
    )
  )

/** Writes what a campaign has given. */
export const saveFigures = (record: CampaignRecord) =>
  Effect.flatMap(
    SqlClient,
    (sql) => sql`
      UPDATE croupier_promotion.campaign SET spent = ${spentText(record)}::jsonb, receivers = ${record.receivers}
      WHERE brand_id = ${record.brand} AND id = ${record.campaign.id}`
  )

const afterAll = "ffffffff-ffff-ffff-ffff-ffffffffffff"
