import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { textArray } from "@croupier/core/postgres/textArray"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { PlayerRef } from "../../contract/Players.js"
import type { PlayerEvent } from "../../rules/happened.js"
import { byteaArray } from "./byteaArray.js"
import * as OutboxTable from "./OutboxTable.js"
import type { Marks, NewPlayer, PlayerRecord } from "./PlayerRecord.js"
import {
  type ExclusionRow,
  instant,
  type LimitTableRow,
  type PlayerRow,
  type ReviewRow,
  toPlayer
} from "./PlayerRow.js"

type Query<A> = Effect.Effect<A, SqlError, SqlClient.SqlClient>

const columns = `p.brand_id, p.id, p.code, p.username, p.password_hash, p.currency, p.status, p.registered_at,
  p.last_login_at, p.previous_login_at, p.referral_code, p.promo_code, p.gate_open, p.gate_seq, p.limits_due_at,
  p.data_key, p.name, p.birth_date, p.country, p.national_id, p.address, p.phone, p.email,
  ARRAY(SELECT DISTINCT i.kind FROM croupier_player.identity i
    WHERE i.brand_id = p.brand_id AND i.player_id = p.id AND i.verified_at IS NOT NULL ORDER BY i.kind) AS verified`

/** The store's time, in milliseconds of the epoch. */
export const now: Query<number> = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(sql<{ now: Date }>`SELECT croupier_core.now() AS now`, ([row]) => row!.now.getTime())
)

/** The row of a player, with a lock that lets others only read. */
export const lock = ({ brand, player }: PlayerRef): Query<PlayerRow | undefined> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<PlayerRow>`SELECT ${sql.literal(columns)} FROM croupier_player.player p
        WHERE p.brand_id = ${brand} AND p.id = ${player} FOR NO KEY UPDATE`,
      ([row]) => row
    )
  )

/** The row of a player without a lock. */
export const read = ({ brand, player }: PlayerRef): Query<PlayerRow | undefined> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<PlayerRow>`SELECT ${sql.literal(columns)} FROM croupier_player.player p
        WHERE p.brand_id = ${brand} AND p.id = ${player}`,
      ([row]) => row
    )
  )

/** The row of a brand's username. */
export const readByUsername = (brand: BrandKey, username: string): Query<PlayerRow | undefined> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<PlayerRow>`SELECT ${sql.literal(columns)} FROM croupier_player.player p
        WHERE p.brand_id = ${brand} AND p.username = ${username}`,
      ([row]) => row
    )
  )

/** The record of a row, with its limits, exclusions and reviews. */
export const complete = (row: PlayerRow): Query<PlayerRecord> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const limits = yield* sql<LimitTableRow>`
      SELECT player_id, slot, value, effective_from FROM croupier_player.limit_row
      WHERE brand_id = ${row.brand_id} AND player_id = ${row.id} ORDER BY effective_from, slot`
    const exclusions = yield* sql<ExclusionRow>`
      SELECT player_id, id, length, begins_at, until, ends_at FROM croupier_player.exclusion
      WHERE brand_id = ${row.brand_id} AND player_id = ${row.id} ORDER BY begins_at, id`
    const reviews = yield* sql<ReviewRow>`
      SELECT player_id, id, reason, exclusion_id, opened_at, decision, decided_at, decided_by
      FROM croupier_player.review WHERE brand_id = ${row.brand_id} AND player_id = ${row.id} ORDER BY opened_at, id`
    return toPlayer(row, limits, exclusions, reviews)
  })

/** A brand's players who have one of these marks verified. */
export const findVerified = (brand: BrandKey, hmacs: ReadonlyArray<Uint8Array>): Query<ReadonlyArray<PlayerRef>> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<{ player_id: PlayerId }>`
        SELECT DISTINCT player_id FROM croupier_player.identity
        WHERE brand_id = ${brand} AND hmac = ANY (${byteaArray(hmacs)}::bytea[]) AND verified_at IS NOT NULL`,
      (rows) => rows.map(({ player_id }) => ({ brand, player: player_id }))
    )
  )

/** A brand's players who have registered after a time and only claim one of these marks. */
export const findClaimants = (
  brand: BrandKey,
  { claimed, verified }: Marks,
  since: number
): Query<ReadonlyArray<PlayerRef>> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<{ player_id: PlayerId }>`
        SELECT DISTINCT i.player_id FROM croupier_player.identity i
        JOIN croupier_player.player p ON p.brand_id = i.brand_id AND p.id = i.player_id
        WHERE i.brand_id = ${brand} AND i.hmac = ANY (${byteaArray([...claimed, ...verified])}::bytea[])
          AND i.verified_at IS NULL AND p.registered_at > ${instant(since)}`,
      (rows) => rows.map(({ player_id }) => ({ brand, player: player_id }))
    )
  )

/** Inserts a player and its registered event; false where the brand has the username already. */
export const insert = (player: NewPlayer, registered: PlayerEvent): Query<boolean> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { key, values } = player.person
    const inserted = yield* sql`
      INSERT INTO croupier_player.player (brand_id, id, code, username, password_hash, currency, status, registered_at,
        referral_code, promo_code, data_key, name, birth_date, country, national_id, address, phone, email)
      VALUES (${player.brand}, ${player.id}, ${player.code}, ${player.username}, ${player.passwordHash},
        ${player.currency}, ${player.status}, ${instant(player.registeredAt)}, ${player.referralCode},
        ${player.promoCode}, ${key}, ${values.name ?? null}, ${values.birthDate ?? null}, ${values.country ?? null},
        ${values.nationalId ?? null}, ${values.address ?? null}, ${values.phone ?? null}, ${values.email ?? null})
      ON CONFLICT ON CONSTRAINT player_username DO NOTHING RETURNING id`
    if (inserted.length === 0) return false
    yield* sql`
      INSERT INTO croupier_player.identity (brand_id, hmac, player_id, kind)
      SELECT DISTINCT ${player.brand}, mark.hmac, ${player.id}::uuid, mark.kind
      FROM unnest(${byteaArray(player.identities.map(({ hmac }) => hmac))}::bytea[],
        ${textArray(player.identities.map(({ kind }) => kind))}::text[]) AS mark (hmac, kind)`
    yield* OutboxTable.insert({ brand: player.brand, player: player.id }, [registered], player.registeredAt)
    return true
  })

/** Destroys a player's data key and all personal data; the id, code and sessions' ends stay. */
export const forget = ({ brand, player }: PlayerRef): Query<void> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql`
      UPDATE croupier_player.player SET username = 'forgotten-' || code, password_hash = '', referral_code = NULL,
        promo_code = NULL, data_key = NULL, name = NULL, birth_date = NULL, country = NULL, national_id = NULL,
        address = NULL, phone = NULL, email = NULL
      WHERE brand_id = ${brand} AND id = ${player}`
    yield* sql`DELETE FROM croupier_player.identity WHERE brand_id = ${brand} AND player_id = ${player}`
    yield* sql`DELETE FROM croupier_player.depositor WHERE brand_id = ${brand} AND player_id = ${player}`
    yield* sql`DELETE FROM croupier_player.bank_account WHERE brand_id = ${brand} AND player_id = ${player}`
    yield* sql`DELETE FROM croupier_player.session WHERE brand_id = ${brand} AND player_id = ${player}`
  })
