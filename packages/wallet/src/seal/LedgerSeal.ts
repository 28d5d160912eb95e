import { withSpan } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Metric } from "effect"
import { follow, type Taken } from "../internal/fold/follow.js"
import type { LedgerRebaseNeeded } from "../internal/fold/LedgerRebaseNeeded.js"
import { newEntries } from "../internal/fold/newEntries.js"
import { sqlHash } from "../internal/seal/LinkText.js"
import { sealedLines } from "../internal/seal/sealedLines.js"
import { type Head, renderHead } from "./Head.js"

/**
 * Seals what has been posted since, at most about `atMost` entries: one link for each brand that has any, hashed with the
 * link before it. Two at once make one chain.
 */
export const sealEntries = (atMost = 5000): Effect.Effect<Taken, LedgerRebaseNeeded | SqlError, SqlClient.SqlClient> =>
  follow("ledger seal", atMost, ({ first, from, history, to }) =>
    Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(addNewLinks, [from, to, first, history]))
  ).pipe(Effect.tap(({ waited }) => Metric.set(lag, waited)))

const lag = Metric.gauge("wallet_seal_lag_seconds", {
  description: "Age of the oldest entry processed in the last step of the ledger seal"
})

/** A link for each brand in `sealed` (brand_id, entries, lines): the snapshot it is sealed at, its history, whether it closes that. */
export const addLinks = (sealed: string, snapshot: string, history: string, closing: boolean): string => `
INSERT INTO croupier_wallet.seal (brand_id, number, snapshot, history, closing, entries, hash)
SELECT g.brand_id, g.number, ${snapshot}, ${history}, ${closing}, g.entries,
  ${sqlHash("g.brand_id", "g.number", "g.before", "g.lines")}
FROM (
  SELECT s.brand_id, coalesce(last.number, 0) + 1 AS number, coalesce(encode(last.hash, 'hex'), '') AS before, s.entries, s.lines
  FROM ${sealed} AS s
  LEFT JOIN LATERAL (
    SELECT number, hash FROM croupier_wallet.seal AS l WHERE l.brand_id = s.brand_id ORDER BY number DESC LIMIT 1
  ) AS last ON true
) AS g`

/** Entries, a sub-select, as what `addLinks` seals, with a row for every brand, also one without an entry: a history is closed for all. */
export const closingLines = (entries: string): string => `(
  SELECT b.key AS brand_id, coalesce(s.entries, 0) AS entries, coalesce(s.lines, '') AS lines
  FROM croupier_core.brand AS b LEFT JOIN ${sealedLines(entries)} AS s ON s.brand_id = b.key)`

const addNewLinks = addLinks(sealedLines(newEntries), "$2::pg_snapshot", "$4::integer", false)

/** The newest link of each brand's chain. */
export const heads: Effect.Effect<ReadonlyArray<Head>, SqlError, SqlClient.SqlClient> = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql<Head>`
    SELECT b.key AS brand, l.number, encode(l.hash, 'hex') AS hash FROM croupier_core.brand AS b
    CROSS JOIN LATERAL (
      SELECT number, hash FROM croupier_wallet.seal WHERE brand_id = b.key ORDER BY number DESC LIMIT 1
    ) AS l ORDER BY b.key`
).pipe(withSpan())

/** Logs the heads, outside the database: a later change of the ledger cannot change them. */
export const tellHeads: Effect.Effect<void, SqlError, SqlClient.SqlClient> = Effect.flatMap(heads, (all) =>
  all.length === 0 ? Effect.void : Effect.logInfo(`seal heads: ${all.map(renderHead).join(" ")}`)
)
