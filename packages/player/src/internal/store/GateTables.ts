import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { PlayerRef } from "../../contract/Players.js"
import type { PendingGate } from "./PlayerStore.js"
import { decodeActor, decodeChange } from "./StoredIntent.js"

type Query<A> = Effect.Effect<A, SqlError, SqlClient.SqlClient>

/** What the gate has not confirmed, in the order in which it was decided. */
export const pending = ({ brand, player }: PlayerRef): Query<PendingGate> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const rows = yield* sql<{ open: boolean; number: number | null; actor: unknown; change: unknown }>`
      SELECT NOT p.gate_open AS open, c.seq AS number, c.actor, c.change FROM croupier_player.player p
      LEFT JOIN croupier_player.gate_change c
        ON c.brand_id = p.brand_id AND c.player_id = p.id AND c.seq > p.gate_confirmed_seq
      WHERE p.brand_id = ${brand} AND p.id = ${player} ORDER BY c.seq`
    return {
      open: rows[0]?.open ?? false,
      changes: rows.flatMap(({ actor, change, number }) =>
        number === null ? [] : [{ number, actor: decodeActor(actor), change: decodeChange(change) }]
      )
    }
  })

/** Moves the mark up to the last of the confirmed changes, never back. */
export const confirm = ({ brand, player }: PlayerRef, { changes }: PendingGate): Query<void> =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      UPDATE croupier_player.player SET gate_open = true,
        gate_confirmed_seq = greatest(gate_confirmed_seq, ${changes.at(-1)?.number ?? 0})
      WHERE brand_id = ${brand} AND id = ${player}`
  )

/** Players with a gate that is behind. */
export const unconfirmed = (brand: BrandKey, most: number): Query<ReadonlyArray<PlayerId>> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<{ id: PlayerId }>`SELECT id FROM croupier_player.player
        WHERE brand_id = ${brand} AND (NOT gate_open OR gate_confirmed_seq < gate_seq)
        ORDER BY registered_at LIMIT ${most}`,
      (rows) => rows.map(({ id }) => id)
    )
  )

/** Players with a waiting limit that has taken effect. */
export const limitsDue = (brand: BrandKey, most: number): Query<ReadonlyArray<PlayerId>> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<{ id: PlayerId }>`SELECT id FROM croupier_player.player
        WHERE brand_id = ${brand} AND limits_due_at <= croupier_core.now() ORDER BY limits_due_at LIMIT ${most}`,
      (rows) => rows.map(({ id }) => id)
    )
  )
