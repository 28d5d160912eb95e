import { newEvents, publish } from "@croupier/core/events/publish"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { PlayerRef } from "../../contract/Players.js"
import { happened, type PlayerEvent } from "../../rules/happened.js"

/** Publishes events of a player in the caller's transaction, which has locked the row, under the player's next numbers. */
export const insert = (
  { brand, player }: PlayerRef,
  events: ReadonlyArray<PlayerEvent>,
  now: number
): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    if (events.length === 0) return
    const sql = yield* SqlClient.SqlClient
    const [row] = yield* sql<{ before: bigint }>`
      UPDATE croupier_player.player SET event_version = event_version + ${events.length}
      WHERE brand_id = ${brand} AND id = ${player} RETURNING event_version - ${events.length} AS before`
    if (row === undefined) return
    const of = { brand, key: player, before: row.before, at: now }
    yield* publish("player", yield* newEvents(of, events.map(happened)))
  })
