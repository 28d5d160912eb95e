import { partitionOf } from "@croupier/core/events/Partition"
import * as TraceId from "@croupier/core/http/TraceId"
import { uuidv7 } from "@croupier/core/Ids"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { playerEvents } from "../contract/events/playerEvents.js"
import type { PlayerRef } from "../contract/Players.js"
import type { PlayerEvent } from "../rules/Events.js"
import { instant } from "./PlayerRow.js"

/** Publishes an event of a player whose row is locked, in the caller's transaction, under his next number. */
export const insert = (
  { brand, player }: PlayerRef,
  { payload, type }: PlayerEvent,
  now: number
): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const trace = (yield* TraceId.current) ?? null
    yield* sql`
      WITH next AS (
        UPDATE croupier_player.player SET event_version = event_version + 1
        WHERE brand_id = ${brand} AND id = ${player} RETURNING event_version)
      INSERT INTO croupier_player.outbox (partition, brand_id, key, key_version, event_id, type, version, payload,
        occurred_at, trace)
      SELECT ${partitionOf(player)}::smallint, ${brand}, ${player}::uuid, next.event_version, ${uuidv7(now)}::uuid,
        ${type}, ${playerEvents[type].version}::integer, ${JSON.stringify(payload)}::jsonb, ${instant(now)}::timestamptz,
        ${trace} FROM next`
  })
