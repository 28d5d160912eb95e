import { isDeepStrictEqual } from "node:util"
import type { BrandKey } from "@croupier/core/Brand"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { type BrandPolicy, defaultPolicy } from "../../contract/Policy.js"
import { millis } from "../../migrations/Epoch.js"
import { type BrandClock, withTimezone } from "../../rules/Period.js"

interface Row {
  readonly version: bigint
  readonly policy: BrandPolicy
  readonly running: NonNullable<BrandClock["running"]> | null
  readonly now: string
}

/**
 * Changes a brand's policy under its row's lock; the periods that a new timezone finds running are kept with it. False where
 * it has not the version that is expected, unless the very change was made already.
 */
export const changePolicy = (
  brand: BrandKey,
  change: (policy: BrandPolicy) => BrandPolicy,
  expected?: number
): Effect.Effect<boolean, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const isFirst = expected === undefined || expected === 0
    const made = isFirst
      ? yield* sql`
      INSERT INTO croupier_wallet.policy (brand_id, version, policy)
      VALUES (${brand}, 1, ${JSON.stringify(change(defaultPolicy))}::jsonb) ON CONFLICT (brand_id) DO NOTHING
      RETURNING version`
      : []
    if (made.length > 0) return true
    const [row] = yield* sql<Row>`
      SELECT version, policy, running, ${sql.literal(millis("croupier_core.now()"))}::text AS now
      FROM croupier_wallet.policy WHERE brand_id = ${brand} FOR NO KEY UPDATE`
    if (row === undefined) return false
    const { now, policy, running, version } = row
    const changed = change(policy)
    if (expected !== undefined && Number(version) !== expected)
      return Number(version) === expected + 1 && isDeepStrictEqual(policy, changed)
    const clock = { timezone: policy.timezone, running: running ?? undefined }
    const kept = withTimezone(clock, changed.timezone, Number(now)).running
    yield* sql`
      UPDATE croupier_wallet.policy SET version = version + 1, policy = ${JSON.stringify(changed)}::jsonb,
        running = ${kept === undefined ? null : JSON.stringify(kept)}::jsonb
      WHERE brand_id = ${brand}`
    return true
  })
