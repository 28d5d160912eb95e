import type { BrandKey, LicenceKey } from "@croupier/core/Brand"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { ExclusionView } from "../../contract/Exclusion.js"
import type { PlayerRef } from "../../contract/Players.js"
import { byteaArray } from "./byteaArray.js"
import type { Marks } from "./PlayerRecord.js"
import { type ExclusionRow, instant, toExclusion } from "./PlayerRow.js"
import type { Spreading } from "./PlayerStore.js"

type Query<A> = Effect.Effect<A, SqlError, SqlClient.SqlClient>

/** Adds a person's prints to the licence's register. */
export const register = (
  licence: LicenceKey,
  { claimed, verified }: Marks,
  claimedAt: number,
  { endsAt, id }: ExclusionView
): Query<void> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    for (const [prints, areVerified] of [
      [claimed, false],
      [verified, true]
    ] as const) {
      yield* sql`SELECT croupier_player.register_exclusion(${licence}, ${byteaArray(prints)}::bytea[], ${areVerified},
        ${instant(claimedAt)}, ${id}, ${instant(endsAt)})`
    }
  })

/** The exclusions that hold in the licence's register for these prints. */
export const matching = (
  licence: LicenceKey,
  { claimed, verified }: Marks,
  since: number
): Query<ReadonlyArray<string>> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<{ id: string }>`SELECT croupier_player.matching_exclusions(${licence}, ${byteaArray(verified)}::bytea[],
        ${byteaArray(claimed)}::bytea[], ${instant(since)}) AS id`,
      (rows) => rows.map(({ id }) => id)
    )
  )

/** The exclusions of a brand's players who have one of these marks, verified. */
export const ofVerified = (brand: BrandKey, hmacs: ReadonlyArray<Uint8Array>): Query<ReadonlyArray<ExclusionView>> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<ExclusionRow>`
        SELECT DISTINCT e.player_id, e.id, e.length, e.begins_at, e.until, e.ends_at FROM croupier_player.identity i
        JOIN croupier_player.exclusion e ON e.brand_id = i.brand_id AND e.player_id = i.player_id
        WHERE i.brand_id = ${brand} AND i.hmac = ANY (${byteaArray(hmacs)}::bytea[]) AND i.verified_at IS NOT NULL`,
      (rows) => rows.map(toExclusion)
    )
  )

/** An exclusion of any player of a brand. */
export const byId = (brand: BrandKey, id: string): Query<ExclusionView | undefined> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<ExclusionRow>`SELECT player_id, id, length, begins_at, until, ends_at FROM croupier_player.exclusion
        WHERE brand_id = ${brand} AND id = ${id} LIMIT 1`,
      ([row]) => (row === undefined ? undefined : toExclusion(row))
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

/** Marks whether an exclusion's last pass is done. */
export const mark = ({ brand, player }: PlayerRef, { id }: ExclusionView, spreading: boolean): Query<void> =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`UPDATE croupier_player.exclusion SET spreading = ${spreading}
      WHERE brand_id = ${brand} AND player_id = ${player} AND id = ${id} AND spreading <> ${spreading}`
  )

/** Exclusions with their last pass to come. */
export const spreading = (brand: BrandKey, most: number): Query<ReadonlyArray<Spreading>> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<ExclusionRow>`SELECT player_id, id, length, begins_at, until, ends_at FROM croupier_player.exclusion
        WHERE brand_id = ${brand} AND spreading ORDER BY begins_at LIMIT ${most}`,
      (rows) => rows.map((row) => ({ player: row.player_id, exclusion: toExclusion(row) }))
    )
  )
