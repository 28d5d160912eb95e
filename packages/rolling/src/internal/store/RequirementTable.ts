import type { BrandKey } from "@croupier/core/Brand"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { PlayerRef } from "../../contract/Rolling.js"
import { type ContributionRow, toContribution } from "./ContributionRow.js"
import { type RequirementRow, requirementColumns, toRequirement } from "./RequirementRow.js"
import type { DueRequirement } from "./RollingStore.js"

const afterAll = 2_147_483_647

/** The requirement of this id with its player. */
export const byId = (brand: BrandKey, id: string) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<RequirementRow>`
        SELECT ${sql.literal(requirementColumns)} FROM croupier_rolling.requirement
        WHERE brand_id = ${brand} AND id = ${id}`,
      ([row]) => (row === undefined ? undefined : { player: row.player_id, requirement: toRequirement(row) })
    )
  )

/** A player's requirements below a number, the last one first. */
export const ofPlayer = ({ brand, player }: PlayerRef, below: number | undefined, limit: number) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<RequirementRow>`
        SELECT ${sql.literal(requirementColumns)} FROM croupier_rolling.requirement
        WHERE brand_id = ${brand} AND player_id = ${player} AND number < ${below ?? afterAll}
        ORDER BY number DESC LIMIT ${limit}`,
      (rows) => rows.map(toRequirement)
    )
  )

/** A requirement's contributions below a number, the last one first. */
export const contributions = (brand: BrandKey, requirement: string, below: number | undefined, limit: number) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<ContributionRow>`
        SELECT requirement_id, number, kind, provider, round_id, game, category, valid, weight, amount, transaction_id,
          adjustment_id, asked_by, approved_by, reason, at
        FROM croupier_rolling.contribution
        WHERE brand_id = ${brand} AND requirement_id = ${requirement} AND number < ${below ?? afterAll}
        ORDER BY number DESC LIMIT ${limit}`,
      (rows) => rows.map(toContribution)
    )
  )

/** What was stored under an adjustment's id. */
export const adjustmentOf = (brand: BrandKey, id: string) =>
  Effect.flatMap(SqlClient, (sql) =>
    Effect.map(
      sql<{ requirement: string; amount: string }>`
        SELECT requirement_id AS requirement, amount FROM croupier_rolling.contribution
        WHERE brand_id = ${brand} AND adjustment_id = ${id}`,
      ([row]) => (row === undefined ? undefined : { requirement: row.requirement, amount: BigInt(row.amount) })
    )
  )

/** Active requirements with an expiry to look at, the oldest first. */
export const expiring = (limit: number) =>
  Effect.flatMap(
    SqlClient,
    (sql) => sql<DueRequirement>`
      SELECT brand_id AS brand, player_id AS player, id FROM croupier_rolling.requirement
      WHERE state = 'active' AND expiry_check_at <= croupier_core.now() ORDER BY expiry_check_at LIMIT ${limit}`
  )

/** Requirements with a due task for the wallet, the oldest first. */
export const tasks = (limit: number) =>
  Effect.flatMap(
    SqlClient,
    (sql) => sql<DueRequirement>`
      SELECT brand_id AS brand, player_id AS player, id FROM croupier_rolling.requirement
      WHERE task IS NOT NULL AND task_due_at <= croupier_core.now() ORDER BY task_due_at LIMIT ${limit}`
  )
