import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { transaction } from "../postgres/transaction.js"

/** What came of retiring a consumer: `running` while a replica holds partitions of it. */
export type Retired = "no such consumer" | "retired" | "running"

/**
 * Retires a consumer permanently: it holds back no day of the outbox any more and takes nothing more under this name, since
 * what it has not read may go. Its dead letters stay.
 */
export const retire = (consumer: string, domain: string): Effect.Effect<Retired, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    // In the way of every replica that would take partitions just now.
    yield* sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${consumer} of ${domain}`}, 0))`
    const held = yield* sql`
      SELECT FROM croupier_core.consumer_partition
      WHERE consumer = ${consumer} AND domain = ${domain} AND expires_at > croupier_core.now()`
    if (held.length > 0) return "running"
    const rows = yield* sql`
      UPDATE croupier_core.event_position SET retired_at = coalesce(retired_at, croupier_core.now())
      WHERE consumer = ${consumer} AND domain = ${domain} RETURNING partition`
    return rows.length > 0 ? "retired" : "no such consumer"
  }).pipe(transaction("BEGIN"))
