import type { BrandKey } from "@croupier/core/Brand"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { type BrandPolicy, defaultPolicy } from "../contract/Policy.js"
import { millis } from "../migrations/epoch.js"
import { type BrandClock, withTimezone } from "../rules/period.js"

interface Row {
  readonly policy: BrandPolicy
  readonly running: NonNullable<BrandClock["running"]> | null
  readonly now: string
}

/** Replaces a brand's policy under its row's lock; the periods that a new timezone finds running are kept with it. */
export const changePolicy = (
  brand: BrandKey,
  change: (policy: BrandPolicy) => BrandPolicy
): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const made = yield* sql`
      INSERT INTO croupier_wallet.policy (brand_id, version, policy)
      VALUES (${brand}, 1, ${JSON.stringify(change(defaultPolicy))}::jsonb) ON CONFLICT (brand_id) DO NOTHING
      RETURNING version`
    if (made.length > 0) return
    const [row] = yield* sql<Row>`
      SELECT policy, running, ${sql.literal(millis("croupier_core.now()"))}::text AS now
      FROM croupier_wallet.policy WHERE brand_id = ${brand} FOR NO KEY UPDATE`
    const { now, policy, running } = row!
    const changed = change(policy)
    const clock = { timezone: policy.timezone, running: running ?? undefined }
    const kept = withTimezone(clock, changed.timezone, Number(now)).running
    yield* sql`
      UPDATE croupier_wallet.policy SET version = version + 1, policy = ${JSON.stringify(changed)}::jsonb,
        running = ${kept === undefined ? null : JSON.stringify(kept)}::jsonb
      WHERE brand_id = ${brand}`
  })
