import { committed, Notifier } from "@croupier/core/events/Notifier"
import { newEvents, publish } from "@croupier/core/events/publish"
import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import * as Store from "@croupier/core/postgres/Store"
import { SqlClient } from "@effect/sql/SqlClient"
import { type Context, Effect, Layer } from "effect"
import { PointsAdded } from "./contract/Events.js"
import { AdditionConflict, TallyUnavailable } from "./contract/Problems.js"
import { type Addition, Tally, type TallyRef } from "./contract/Tally.js"
import { type Added, add } from "./rules/add.js"

/** The tally on PostgreSQL: one transaction decides under the player's lock, stores and publishes. */
export const layerSql: Layer.Layer<Tally, never, SqlClient | Notifier> = Layer.effect(
  Tally,
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const { wake } = yield* Notifier
    const { inBrand } = yield* Store.make({
      name: "tally",
      unavailable: () => new TallyUnavailable({ outcome: "unknown" })
    })
    const decide = (addition: Addition) =>
      Effect.gen(function* () {
        const { brand, id, player, points } = addition
        const [own] = yield* sql<{ total: bigint; events: bigint; now: Date }>`
          INSERT INTO croupier_tally.tally AS t (brand_id, player_id) VALUES (${brand}, ${player})
          ON CONFLICT (brand_id, player_id) DO UPDATE SET total = t.total
          RETURNING total, events, croupier_core.now() AS now`
        const [before] = yield* sql<Added>`
          SELECT player_id AS player, points, total::integer FROM croupier_tally.addition
          WHERE brand_id = ${brand} AND id = ${id}`
        const decision = add(addition, Number(own!.total), before)
        if (decision._tag !== "new") return decision
        const { total } = decision
        yield* sql`INSERT INTO croupier_tally.addition (brand_id, id, player_id, points, total)
          VALUES (${brand}, ${id}, ${player}, ${points}, ${total})`
        yield* sql`UPDATE croupier_tally.tally SET total = ${total}, events = events + 1
          WHERE brand_id = ${brand} AND player_id = ${player}`
        const place = { brand, key: player, before: own!.events, at: own!.now.getTime() }
        yield* publish("tally", yield* newEvents(place, [{ ...PointsAdded, payload: { points, total } }]))
        return decision
      })
    return outsideTransactions("Tally", {
      add: (addition: Addition) =>
        Effect.zipLeft(inBrand(addition.brand, decide(addition)), wake(committed("tally"))).pipe(
          Effect.flatMap((decision) =>
            decision._tag === "conflict" ? new AdditionConflict() : Effect.succeed(decision.total)
          )
        ),
      total: ({ brand, player }: TallyRef) =>
        inBrand(
          brand,
          sql<{ total: bigint }>`
            SELECT total FROM croupier_tally.tally WHERE brand_id = ${brand} AND player_id = ${player}`
        ).pipe(Effect.map(([row]) => Number(row?.total ?? 0)))
    } satisfies Context.Tag.Service<typeof Tally>)
  })
)
