import type { BrandKey } from "@croupier/core/Brand"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect, Schema } from "effect"
import {
  defaultRollingPolicy,
  type NewRollingPolicy,
  RollingPolicy,
  type StoredRollingPolicy
} from "../../contract/RollingPolicy.js"

interface PolicyRow {
  readonly brand_id: BrandKey
  readonly version: number
  readonly from_at: Date
  readonly policy: unknown
}

const decode = Schema.decodeUnknownSync(RollingPolicy)
const encode = Schema.encodeSync(RollingPolicy)

const toPolicy = ({ policy, version }: PolicyRow): StoredRollingPolicy => ({ ...decode(policy), version })

/** The policies of brands that held at some instant between two: of each brand the last one before, and those that followed. */
export const policiesBetween = (brands: ReadonlyArray<BrandKey>, from: number, to: number) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const rows = yield* sql<PolicyRow>`
      SELECT p.brand_id, p.version, p.from_at, p.policy FROM jsonb_array_elements_text(${JSON.stringify(brands)}::jsonb) AS b
      CROSS JOIN LATERAL (
        SELECT coalesce(max(version), 1) AS first FROM croupier_rolling.policy
        WHERE brand_id = b AND from_at <= ${new Date(from)}) AS s
      JOIN croupier_rolling.policy AS p ON p.brand_id = b AND p.version >= s.first AND p.from_at <= ${new Date(to)}
      ORDER BY p.brand_id, p.version`
    const policies = rows.map((row) => ({ brand: row.brand_id, from: row.from_at.getTime(), policy: toPolicy(row) }))
    return (brand: BrandKey, at: number): StoredRollingPolicy =>
      policies.findLast((each) => each.brand === brand && each.from <= at)?.policy ?? defaultRollingPolicy
  })

/** The present policy of a brand. */
export const presentPolicy = (brand: BrandKey) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const [row] = yield* sql<PolicyRow>`
      SELECT brand_id, version, from_at, policy FROM croupier_rolling.policy
      WHERE brand_id = ${brand} ORDER BY version DESC LIMIT 1`
    return row === undefined ? defaultRollingPolicy : toPolicy(row)
  })

/** Adds the next version, from the present millisecond on, since events know no finer time; false where the given one is not the present one. */
export const insertPolicy = (brand: BrandKey, { version, ...policy }: NewRollingPolicy) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const rows = yield* sql`
      INSERT INTO croupier_rolling.policy (brand_id, version, from_at, policy)
      SELECT ${brand}, ${version + 1}, date_trunc('milliseconds', croupier_core.now()), ${JSON.stringify(encode(policy))}::jsonb
      WHERE coalesce((SELECT max(version) FROM croupier_rolling.policy WHERE brand_id = ${brand}), 0) = ${version}
      ON CONFLICT (brand_id, version) DO NOTHING RETURNING version`
    return rows.length === 1
  })
