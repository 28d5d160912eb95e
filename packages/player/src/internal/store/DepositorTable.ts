import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { PlayerRef } from "../../contract/Players.js"

type Query<A> = Effect.Effect<A, SqlError, SqlClient.SqlClient>

/** Keeps a sealed name under a request's id; the first one stays. */
export const insert = ({ brand, player }: PlayerRef, request: string, name: Uint8Array): Query<void> =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      INSERT INTO croupier_player.depositor (brand_id, player_id, request_id, name, kept_at)
      VALUES (${brand}, ${player}, ${request}, ${name}, croupier_core.now()) ON CONFLICT DO NOTHING`
  )

/** The sealed name that is kept under a request's id. */
export const read = ({ brand, player }: PlayerRef, request: string): Query<Uint8Array | undefined> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<{ name: Uint8Array }>`SELECT name FROM croupier_player.depositor
        WHERE brand_id = ${brand} AND player_id = ${player} AND request_id = ${request}`,
      ([row]) => row?.name
    )
  )
