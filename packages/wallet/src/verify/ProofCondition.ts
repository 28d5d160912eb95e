import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"

/** How far the background proofs of the ledger are behind; ages in seconds. */
export interface ProofCondition {
  /** The age of the oldest entry that the seal has not taken; null where it has taken all. */
  readonly unsealed: number | null
  /** The age of the oldest entry in the ledger; null where there is none. */
  readonly oldestEntry: number | null
  /** The newest reconciliation, null where none has ever run. */
  readonly reconciliation: {
    readonly run: string
    readonly age: number
    readonly state: "balanced" | "frozen" | "alert"
    readonly differences: number
  } | null
  /** The server that numbered the entries, where it is not this one: the ledger waits for a rebase. */
  readonly foreignServer: string | null
}

/** Looks at them, as a member of `croupier_span` in a transaction that names every brand. Changes nothing. */
export const proofCondition: Effect.Effect<ProofCondition, SqlError, SqlClient.SqlClient> = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const [row] = yield* sql<Omit<ProofCondition, "reconciliation">>`
    SELECT
      (SELECT extract(epoch FROM croupier_core.now() - at)::float8 FROM croupier_wallet.entry
        WHERE seq > (SELECT seen_seq FROM croupier_wallet.follower WHERE name = 'ledger seal') ORDER BY seq LIMIT 1)
        AS unsealed,
      (SELECT extract(epoch FROM croupier_core.now() - at)::float8 FROM croupier_wallet.entry ORDER BY seq LIMIT 1)
        AS "oldestEntry",
      (SELECT h.server FROM croupier_wallet.history AS h
        WHERE h.number = (SELECT max(number) FROM croupier_wallet.history)
          AND h.server <> (SELECT system_identifier::text FROM pg_control_system())) AS "foreignServer"`
  const [last] = yield* sql<NonNullable<ProofCondition["reconciliation"]>>`
    SELECT run::text AS run, extract(epoch FROM croupier_core.now() - ended_at)::float8 AS age, state, differences
    FROM croupier_wallet.reconciliation ORDER BY begun_at DESC, run DESC LIMIT 1`
  return {
    unsealed: row?.unsealed ?? null,
    oldestEntry: row?.oldestEntry ?? null,
    foreignServer: row?.foreignServer ?? null,
    reconciliation: last ?? null
  }
})
