import { withSpan } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { newEntries } from "./newEntries.js"
import { cutAt, type Snapshot } from "./Snapshot.js"

/** Who follows the entries of all brands, each at its own pace. */
export type Follower = "balance fold" | "reconciliation" | "ledger seal"

/** Two snapshots: what is new in a step is shown by the second and not by the first. */
export interface Step {
  readonly from: Snapshot
  readonly to: Snapshot
}

/** What a step has found. */
export interface Taken {
  readonly entries: number
  /** How long the oldest of them had waited, in seconds. */
  readonly waited: number
}

/**
 * Takes the next step of a follower: about `atMost` entries that it has not seen, in one transaction with what `take` makes
 * of them. Two at once wait for each other, so every entry is taken once; whoever asks again goes on from there.
 */
export const follow = <E, R>(
  follower: Follower,
  atMost: number,
  take: (step: Step) => Effect.Effect<unknown, E, R>
): Effect.Effect<Taken, E | SqlError, R | SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    // Statistics of young tables mislead: only the index is left to the planner.
    yield* sql.unsafe("SET LOCAL enable_seqscan = off")
    const [seen] = yield* sql<{ snapshot: Snapshot }>`
      SELECT snapshot::text AS snapshot FROM croupier_wallet.follower WHERE name = ${follower} FOR NO KEY UPDATE`
    if (seen === undefined) return yield* Effect.dieMessage(`there is no follower ${follower}`)
    // A statement of its own, after the lock: what it sees is all that was committed before.
    const [now] = yield* sql.unsafe<{ snapshot: Snapshot; last: bigint | null }>(newest, [seen.snapshot, atMost])
    const step = { from: seen.snapshot, to: now!.last === null ? now!.snapshot : cutAt(now!.snapshot, now!.last + 1n) }
    const [found] = yield* sql.unsafe<{ entries: bigint; waited: number | null }>(size, [step.from, step.to])
    const entries = Number(found!.entries)
    if (entries === 0) return { entries, waited: 0 }
    yield* take(step)
    yield* sql`UPDATE croupier_wallet.follower SET snapshot = ${step.to}::pg_snapshot WHERE name = ${follower}`
    return { entries, waited: Math.max(0, found!.waited ?? 0) }
  }).pipe(withSpan())

/** The present, and the transaction that the step ends with where there is more than it takes. */
const newest = `
SELECT pg_current_snapshot()::text AS snapshot, (
  SELECT e.xid::text::bigint FROM croupier_wallet.entry AS e WHERE e.xid >= pg_snapshot_xmax($1::pg_snapshot)
  ORDER BY e.xid, e.seq OFFSET $2::bigint LIMIT 1) AS last`

const size = `
SELECT count(*) AS entries, date_part('epoch', croupier_core.now() - min(n.at))::float8 AS waited
FROM ${newEntries} AS n`
