import type { Consumer } from "@croupier/core/events/Consumer"
import * as EventKind from "@croupier/core/events/EventKind"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import { PointsAdded } from "../contract/Events.js"

/** Keeps each brand's sum of points. It writes rows only, in the transaction that moves its position: exactly once. */
export const ranking: Consumer<unknown, SqlClient> = {
  consumer: "tally-ranking",
  domain: "tally",
  apply: (events) =>
    Effect.gen(function* () {
      const sql = yield* SqlClient
      for (const event of events) {
        const { points } = yield* EventKind.read(PointsAdded, event)
        yield* sql`INSERT INTO croupier_tally.ranking AS r (brand_id, points) VALUES (${event.brand}, ${points})
          ON CONFLICT (brand_id) DO UPDATE SET points = r.points + excluded.points`
      }
    })
}
