import type { BrandKey } from "@croupier/core/Brand"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { PlayerRef } from "../../contract/Players.js"
import { byteaArray } from "./byteaArray.js"
import type { SessionRecord } from "./PlayerRecord.js"
import { instant, type SessionRow, toSession } from "./PlayerRow.js"

type Query<A> = Effect.Effect<A, SqlError, SqlClient.SqlClient>

/** A session, locked. */
export const lock = (brand: BrandKey, id: string): Query<SessionRecord | undefined> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<SessionRow>`
        SELECT brand_id, id, player_id, generation, refresh_hash, rotated_at, started_at, ends_at, ended_at, restricted, client, address_hmac
        FROM croupier_player.session WHERE brand_id = ${brand} AND id = ${id} FOR NO KEY UPDATE`,
      ([row]) => (row === undefined ? undefined : toSession(row))
    )
  )

/** Writes what may change in a session. */
export const update = (session: SessionRecord): Query<void> =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      UPDATE croupier_player.session SET generation = ${session.generation}, refresh_hash = ${session.refreshHash},
        rotated_at = ${instant(session.rotatedAt)}, ended_at = ${instant(session.endedAt)}
      WHERE brand_id = ${session.brand} AND id = ${session.id}`
  )

/** Whether a player of this name has signed in from an address of these HMACs in the last `days`. */
export const isKnownAddress = (
  brand: BrandKey,
  username: string,
  indexes: ReadonlyArray<Uint8Array>,
  days: number
): Query<boolean> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<{ known: boolean }>`
        SELECT EXISTS (
          SELECT FROM croupier_player.player AS p
          JOIN croupier_player.session AS s ON s.brand_id = p.brand_id AND s.player_id = p.id
          WHERE p.brand_id = ${brand} AND p.username = ${username} AND s.address_hmac = ANY (${byteaArray(indexes)}::bytea[])
            AND s.started_at > croupier_core.now() - ${days}::integer * interval '1 day') AS known`,
      ([row]) => row!.known
    )
  )

/** Sessions that were not ended, latest first. */
export const ofPlayer = ({ brand, player }: PlayerRef): Query<ReadonlyArray<SessionRecord>> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<SessionRow>`
        SELECT brand_id, id, player_id, generation, refresh_hash, rotated_at, started_at, ends_at, ended_at, restricted, client, address_hmac
        FROM croupier_player.session WHERE brand_id = ${brand} AND player_id = ${player} AND ended_at IS NULL
        ORDER BY started_at DESC, id DESC`,
      (rows) => rows.map(toSession)
    )
  )
