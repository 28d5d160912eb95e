import { withSpan } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { LedgerRebaseNeeded } from "./LedgerRebaseNeeded.js"
import { newEntries } from "./newEntries.js"
import { cutAt, type Snapshot } from "./Snapshot.js"

/** The processes that follow the entries of all brands, each at its own pace. */
export type Follower = "balance fold" | "reconciliation" | "ledger seal"

/** What is new in a step is shown by the snapshot `to` and not by `from`, in the history that begins at the seq `first`. */
export interface Step {
  readonly from: Snapshot
  readonly to: Snapshot
  readonly first: bigint
  readonly history: number
}

/** What a step has found. */
export interface Taken {
  readonly entries: number
  /** How long the oldest of them had waited, in seconds. */
  readonly waited: number
}

/**
 * Takes the next step of a follower: about `atMost` entries that it has not seen, in one transaction with what `take` makes
 * of them. Concurrent calls wait for each other, so every entry is taken once; the next call continues from there. In a database
 * that was restored into another server it fails until the followers are rebased.
 */
export const follow = <E, R>(
  follower: Follower,
  atMost: number,
  take: (step: Step) => Effect.Effect<unknown, E, R>
): Effect.Effect<Taken, E | LedgerRebaseNeeded | SqlError, R | SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    // Statistics of young tables mislead: only the index is left to the planner.
    yield* sql.unsafe("SET LOCAL enable_seqscan = off")
    const [seen] = yield* sql<Seen>`
      SELECT f.snapshot::text AS snapshot, h.number AS history, h.first_seq AS first, h.server,
        (SELECT system_identifier::text FROM pg_control_system()) AS "here"
      FROM croupier_wallet.follower AS f JOIN croupier_wallet.history AS h ON h.number = f.history
      WHERE f.name = ${follower} FOR NO KEY UPDATE OF f`
    if (seen === undefined) return yield* Effect.dieMessage(`there is no follower ${follower}`)
    const { first, here, history, server } = seen
    if (server !== here) return yield* new LedgerRebaseNeeded({ follower, server, here })
    // A statement of its own, after the lock: what it sees is all that was committed before.
    const [now] = yield* sql.unsafe<{ snapshot: Snapshot; last: bigint | null }>(newest, [seen.snapshot, atMost, first])
    const to = now!.last === null ? now!.snapshot : cutAt(now!.snapshot, now!.last + 1n)
    const step = { from: seen.snapshot, to, first, history }
    const [found] = yield* sql.unsafe<Size>(size, [step.from, step.to, first])
    const entries = Number(found!.entries)
    if (entries === 0) return { entries, waited: 0 }
    yield* take(step)
    yield* sql`
      UPDATE croupier_wallet.follower SET snapshot = ${to}::pg_snapshot, seen_seq = greatest(seen_seq, ${found!.newest}::bigint)
      WHERE name = ${follower}`
    return { entries, waited: Math.max(0, found!.waited ?? 0) }
  }).pipe(withSpan({ settings: { statement_timeout: stepMillis } }))

/** Below a loop's deadline, so that a statement that takes too long ends and the next step is smaller. */
const stepMillis = 8000

interface Seen {
  readonly snapshot: Snapshot
  readonly history: number
  readonly first: bigint
  /** The system identifier of the server that gave the entries their transaction ids, and of this one. */
  readonly server: string
  readonly here: string
}

interface Size {
  readonly entries: bigint
  readonly waited: number | null
  readonly newest: bigint | null
}

/** The present, and the transaction that the step ends with where there is more than it takes. */
const newest = `
SELECT pg_current_snapshot()::text AS snapshot, (
  SELECT e.xid::text::bigint FROM croupier_wallet.entry AS e WHERE e.xid >= pg_snapshot_xmax($1::pg_snapshot)
    AND e.seq >= $3::bigint ORDER BY e.xid, e.seq OFFSET $2::bigint LIMIT 1) AS last`

const size = `
SELECT count(*) AS entries, max(n.seq) AS newest, date_part('epoch', croupier_core.now() - min(n.at))::float8 AS waited
FROM ${newEntries} AS n`
