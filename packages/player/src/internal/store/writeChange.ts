import * as Revocations from "@croupier/core/auth/Revocations"
import { textArray } from "@croupier/core/postgres/textArray"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { ExclusionView } from "../../contract/Exclusion.js"
import type { PlayerRef } from "../../contract/Players.js"
import type { LimitChange } from "../../rules/LimitRows.js"
import * as OutboxTable from "./OutboxTable.js"
import type { GateIntent, PlayerChange, PlayerRecord, SessionRecord, Verification } from "./PlayerRecord.js"
import { instant } from "./PlayerRow.js"
import * as ReviewTable from "./ReviewTable.js"
import { encodeActor, encodeChange } from "./StoredIntent.js"

type Write<R = never> = Effect.Effect<void, SqlError, SqlClient.SqlClient | R>

/** Writes what was decided about a locked player, in the caller's transaction. */
export const writeChange = <A>(
  player: PlayerRecord,
  change: PlayerChange<A>,
  now: number
): Write<Revocations.Revocations> =>
  Effect.gen(function* () {
    const ref = { brand: player.brand, player: player.id }
    if (change.set !== undefined) yield* writePlayer({ ...player, ...change.set })
    if (change.limits !== undefined) yield* writeLimits(ref, change.limits, now)
    if (change.exclusion !== undefined) yield* writeExclusion(ref, change.exclusion)
    yield* Effect.forEach(change.reviews ?? [], (review) => ReviewTable.write(ref, review), { discard: true })
    if (change.verification !== undefined) yield* writeVerification(ref, change.verification, now)
    if (change.gate !== undefined) yield* writeGateIntent(ref, change.gate, now)
    yield* OutboxTable.insert(ref, change.events ?? [], now)
    if (change.endSessions !== undefined) yield* endSessions(ref, change.endSessions.except, now)
    if (change.endLaunches !== undefined) {
      yield* (yield* Revocations.Revocations).revoke({ _tag: "launches", session: change.endLaunches })
    }
    if (change.limitSessions !== undefined) yield* limitSessions(ref, change.limitSessions)
    if (change.openSession !== undefined) yield* insertSession(change.openSession)
  })

const writePlayer = (player: PlayerRecord): Write =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      UPDATE croupier_player.player SET status = ${player.status}, password_hash = ${player.passwordHash},
        last_login_at = ${instant(player.lastLoginAt)}, previous_login_at = ${instant(player.previousLoginAt)},
        limits_due_at = ${instant(player.limitsDueAt)}
      WHERE brand_id = ${player.brand} AND id = ${player.id}`
  )

const writeLimits = ({ brand, player }: PlayerRef, { add, drop }: LimitChange, now: number): Write =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    if (drop.length > 0) {
      yield* sql`
        DELETE FROM croupier_player.limit_row WHERE brand_id = ${brand} AND player_id = ${player}
          AND slot = ANY (${textArray(drop)}::text[]) AND effective_from > ${instant(now)}`
    }
    for (const { from, slot, value } of add) {
      yield* sql`
        INSERT INTO croupier_player.limit_row (brand_id, player_id, slot, effective_from, value)
        VALUES (${brand}, ${player}, ${slot}, ${instant(from)}, ${value})
        ON CONFLICT (brand_id, player_id, slot, effective_from) DO UPDATE SET value = excluded.value`
    }
  })

const writeExclusion = ({ brand, player }: PlayerRef, exclusion: ExclusionView): Write =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      INSERT INTO croupier_player.exclusion (brand_id, player_id, id, length, begins_at, until, ends_at)
      VALUES (${brand}, ${player}, ${exclusion.id}, ${exclusion.length}, ${instant(exclusion.from)},
        ${instant(exclusion.until)}, ${instant(exclusion.endsAt)})
      ON CONFLICT (brand_id, player_id, id) DO UPDATE SET ends_at = excluded.ends_at`
  )

/** The first verification of a mark stays. */
const writeVerification = ({ brand, player }: PlayerRef, { actor, mark, method }: Verification, now: number): Write =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      UPDATE croupier_player.identity SET verified_at = ${instant(now)}, verified_by = ${encodeActor(actor)}::jsonb,
        verification_method = ${method}
      WHERE brand_id = ${brand} AND player_id = ${player} AND kind = ${mark} AND verified_at IS NULL`
  )

const writeGateIntent = ({ brand, player }: PlayerRef, { actor, change }: GateIntent, now: number): Write =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      WITH next AS (
        UPDATE croupier_player.player SET gate_seq = gate_seq + 1
        WHERE brand_id = ${brand} AND id = ${player} RETURNING gate_seq)
      INSERT INTO croupier_player.gate_change (brand_id, player_id, seq, actor, change, decided_at)
      SELECT ${brand}, ${player}::uuid, next.gate_seq, ${encodeActor(actor)}::jsonb, ${encodeChange(change)}::jsonb,
        ${instant(now)} FROM next`
  )

const endSessions = (
  { brand, player }: PlayerRef,
  except: string | null,
  now: number
): Write<Revocations.Revocations> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const revocations = yield* Revocations.Revocations
    const ended = yield* sql<{ id: string }>`
      UPDATE croupier_player.session SET ended_at = ${instant(now)}
      WHERE brand_id = ${brand} AND player_id = ${player} AND ended_at IS NULL AND id IS DISTINCT FROM ${except}::uuid
      RETURNING id`
    yield* Effect.forEach(ended, ({ id }) => revocations.revoke({ _tag: "session", session: id }), { discard: true })
  })

const limitSessions = ({ brand, player }: PlayerRef, minutes: bigint): Write<Revocations.Revocations> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const sooner = yield* sql<{ id: string; ends_at: Date }>`
      UPDATE croupier_player.session SET ends_at = started_at + ${Number(minutes)}::integer * interval '1 minute'
      WHERE brand_id = ${brand} AND player_id = ${player} AND ended_at IS NULL
        AND (ends_at IS NULL OR ends_at > started_at + ${Number(minutes)}::integer * interval '1 minute')
      RETURNING id, ends_at`
    yield* Effect.forEach(sooner, ({ ends_at, id }) => endAt(id, ends_at.getTime()), { discard: true })
  })

const insertSession = (session: SessionRecord): Write<Revocations.Revocations> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql`
      INSERT INTO croupier_player.session (brand_id, id, player_id, generation, refresh_hash, rotated_at, started_at,
        ends_at, ended_at, restricted, client, address_hmac)
      VALUES (${session.brand}, ${session.id}, ${session.player}, ${session.generation}, ${session.refreshHash},
        ${instant(session.rotatedAt)}, ${instant(session.startedAt)}, ${instant(session.endsAt)},
        ${instant(session.endedAt)}, ${session.restricted}, ${session.client}, ${session.addressIndex})`
    if (session.endsAt !== null) yield* endAt(session.id, session.endsAt)
  })

const endAt = (session: string, at: number) =>
  Effect.flatMap(Revocations.Revocations, ({ revoke }) => revoke({ _tag: "session-end", session, at }))
