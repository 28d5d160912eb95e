import type { BrandKey } from "@croupier/core/Brand"
import { textArray } from "@croupier/core/postgres/textArray"
import type { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { AgentTables } from "./AgentTables.js"
import { instant, lastId, recordset } from "./Parameters.js"
import type * as Rows from "./Rows.js"

/** The part of the tables that holds players, and the facts that wait for them. */
export type PlayerTables = Pick<
  AgentTables,
  "insertPending" | "lockPlayers" | "player" | "playersOf" | "playersWithTerms" | "takePending" | "updatePlayer"
>

const playerColumns = `id, known, agent_id AS agent, registered_at AS "registeredAt", house, flags`

/** The same on PostgreSQL. */
export const playerTables = (sql: SqlClient, brand: BrandKey): PlayerTables => {
  const ofPlayer = sql.literal(playerColumns)
  return {
    player: (id) =>
      Effect.map(
        sql<StoredPlayer>`SELECT ${ofPlayer} FROM croupier_agent.player WHERE brand_id = ${brand} AND id = ${id}`,
        ([row]) => (row === undefined ? undefined : toPlayer(row))
      ),
    playersWithTerms: (agent) =>
      Effect.map(
        sql<Pick<Rows.PlayerRow, "id">>`SELECT p.id FROM croupier_agent.player p
          WHERE p.brand_id = ${brand} AND p.agent_id = ${agent} AND EXISTS (SELECT FROM croupier_agent.agreement g
            WHERE g.brand_id = p.brand_id AND g.earner_id = p.id)`,
        (rows) => rows.map(({ id }) => id)
      ),
    playersOf: (agent, { after, limit }) =>
      Effect.map(
        sql<StoredPlayer>`SELECT ${ofPlayer} FROM croupier_agent.player
          WHERE brand_id = ${brand} AND agent_id = ${agent} AND (registered_at, id) <
            (${instant(after?.registeredAt, "infinity")}::timestamptz, ${after?.id ?? lastId}::uuid)
          ORDER BY registered_at DESC, id DESC LIMIT ${limit}`,
        (rows) => rows.map(toPlayer)
      ),
    lockPlayers: (ids) =>
      Effect.zipRight(
        sql`INSERT INTO croupier_agent.player (brand_id, id)
          SELECT ${brand}, id FROM unnest(${textArray(ids)}::uuid[]) AS of (id) ORDER BY id ON CONFLICT DO NOTHING`,
        Effect.map(
          sql<StoredPlayer>`SELECT ${ofPlayer} FROM croupier_agent.player
            WHERE brand_id = ${brand} AND id = ANY (${textArray(ids)}::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
          (rows) => rows.map(toPlayer)
        )
      ),
    updatePlayer: ({ agent, flags, house, id, known, registeredAt }) =>
      Effect.asVoid(sql`UPDATE croupier_agent.player SET known = ${known}, agent_id = ${agent}, house = ${house},
        registered_at = ${known ? new Date(registeredAt) : null}, flags = ${JSON.stringify(flags)}::jsonb
        WHERE brand_id = ${brand} AND id = ${id}`),
    insertPending: (rows) =>
      rows.length === 0
        ? Effect.void
        : Effect.asVoid(sql`INSERT INTO croupier_agent.pending (brand_id, event_id, player_id, type, version, payload, at)
            SELECT ${brand}, event, player, type, version, payload, at
            FROM jsonb_to_recordset(${recordset(rows)}::jsonb)
              AS f (event uuid, player uuid, type text, version integer, payload jsonb, at timestamptz)`),
    takePending: (player) =>
      Effect.map(
        sql<StoredPending>`WITH taken AS (
          DELETE FROM croupier_agent.pending WHERE brand_id = ${brand} AND player_id = ${player}
          RETURNING event_id AS event, player_id AS player, seq, type, version, payload, at)
          SELECT event, player, type, version, payload, at FROM taken ORDER BY seq`,
        (rows) => rows.map((row): Rows.PendingRow => ({ ...row, at: row.at.getTime() }))
      )
  }
}

type StoredPlayer = Omit<Rows.PlayerRow, "registeredAt"> & { readonly registeredAt: Date | null }
type StoredPending = Omit<Rows.PendingRow, "at"> & { readonly at: Date }
const toPlayer = (row: StoredPlayer): Rows.PlayerRow => ({ ...row, registeredAt: row.registeredAt?.getTime() ?? 0 })
