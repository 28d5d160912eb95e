import type { BrandKey, LicenceKey } from "@croupier/core/Brand"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { ExclusionView } from "../contract/Exclusion.js"
import type { PlayerRef } from "../contract/Players.js"
import { byteaArray } from "./ByteaArray.js"
import { type ExclusionRow, instant, toExclusion } from "./PlayerRow.js"
import type { Spreading } from "./PlayerStore.js"

type Query<A> = Effect.Effect<A, SqlError, SqlClient.SqlClient>

/** Adds a person's prints to the licence's register. */
export const register = (
  licence: LicenceKey,
  prints: ReadonlyArray<Uint8Array>,
  { endsAt, id }: ExclusionView
): Query<void> =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) =>
      sql`SELECT croupier_player.register_exclusion(${licence}, ${byteaArray(prints)}::bytea[], ${id}, ${instant(endsAt)})`
  )

/** Whether the licence's register has any of these prints. */
export const isRegistered = (licence: LicenceKey, prints: ReadonlyArray<Uint8Array>): Query<boolean> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<{
        excluded: boolean
      }>`SELECT croupier_player.is_excluded(${licence}, ${byteaArray(prints)}::bytea[]) AS excluded`,
      ([row]) => row!.excluded
    )
  )

/** Sets the end of an exclusion in the register. */
export const end = ({ endsAt, id }: ExclusionView): Query<void> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql`SELECT croupier_player.end_exclusion(${id}, ${instant(endsAt)})`)

/** The players of these brands who have an exclusion. */
export const holders = ({ id }: ExclusionView, brands: ReadonlyArray<BrandKey>): Query<ReadonlyArray<PlayerRef>> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      Effect.forEach(
        brands,
        (brand) => sql<PlayerRef>`SELECT brand_id AS brand, player_id AS player FROM croupier_player.exclusion
          WHERE brand_id = ${brand} AND id = ${id}`
      ),
      (found) => found.flat()
    )
  )

/** Marks a player's exclusion as one whose last pass is to come, or has been. */
export const mark = ({ brand, player }: PlayerRef, { id }: ExclusionView, spreading: boolean): Query<void> =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`UPDATE croupier_player.exclusion SET spreading = ${spreading}
      WHERE brand_id = ${brand} AND player_id = ${player} AND id = ${id} AND spreading <> ${spreading}`
  )

/** Exclusions whose last pass is to come. */
export const spreading = (brand: BrandKey, most: number): Query<ReadonlyArray<Spreading>> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<ExclusionRow>`SELECT player_id, id, length, begins_at, until, ends_at FROM croupier_player.exclusion
        WHERE brand_id = ${brand} AND spreading ORDER BY begins_at LIMIT ${most}`,
      (rows) => rows.map((row) => ({ player: row.player_id, exclusion: toExclusion(row) }))
    )
  )
