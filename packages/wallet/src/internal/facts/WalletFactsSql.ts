import { BrandKey } from "@croupier/core/Brand"
import type { Batch } from "@croupier/core/events/EventStream"
import { after, type Position, type Positions } from "@croupier/core/events/Position"
import type { StreamEvent } from "@croupier/core/events/StreamEvent"
import { withSpan } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Layer } from "effect"
import { WalletUnavailable } from "../../contract/Problems.js"
import { WalletFacts } from "../../contract/WalletFacts.js"
import { factKeeperName } from "./factKeeper.js"

/** Facts straight from the table; the login has to be one that spans brands. */
export const layerSql: Layer.Layer<WalletFacts, never, SqlClient.SqlClient> = Layer.effect(
  WalletFacts,
  Effect.map(SqlClient.SqlClient, (sql) => ({
    factsAfter: (from, limit) =>
      from.size === 0
        ? Effect.succeed({ events: [], to: from })
        : read(from, limit).pipe(
            Effect.provideService(SqlClient.SqlClient, sql),
            Effect.mapError(({ message }) => new WalletUnavailable({ outcome: "not-applied", detail: message }))
          )
  }))
)

const read = (from: Positions, limit: number): Effect.Effect<Batch, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    // Of the same moment as the facts, so that what is before the keeper's positions is among them.
    const kept = yield* sql<Position & { readonly partition: number }>`
      SELECT partition, tick, index FROM croupier_core.event_position
      WHERE consumer = ${factKeeperName} AND domain = 'wallet'`
    const rows = yield* sql.unsafe<StreamEvent>(facts, [...slots(from), limit])
    const events = rows.map((row) => ({ ...row, brand: BrandKey.make(row.brand) }))
    const to = after(from, events)
    return { events, to: events.length < limit ? furthest(to, kept) : to }
  }).pipe(withSpan({ snapshot: true }))

/** A reader that has read everything is at the keeper's position, and can continue with the stream from there. */
const furthest = (to: Positions, kept: ReadonlyArray<Position & { readonly partition: number }>): Positions => {
  const positions = new Map(to)
  for (const { index, partition, tick } of kept) {
    const own = to.get(partition)
    if (own !== undefined && (own.tick < tick || (own.tick === tick && own.index < index))) {
      positions.set(partition, { tick, index })
    }
  }
  return positions
}

const slots = (from: Positions): ReadonlyArray<string> => {
  const rows = [...from]
  return [
    `{${rows.map(([partition]) => partition).join()}}`,
    `{${rows.map(([, { tick }]) => tick).join()}}`,
    `{${rows.map(([, { index }]) => index).join()}}`
  ]
}

/** In the order of the stream's batches, from the least place on; what a partition has had of it is left out. */
const facts = `
SELECT f.brand_id AS brand, f.key, f.key_version AS "keyVersion", f.event_id AS id, f.type, f.version, f.payload,
  f.occurred_at AS "occurredAt", f.trace, f.partition, f.tick, f.index
FROM unnest($1::smallint[], $2::bigint[], $3::integer[]) AS p (partition, tick, index)
CROSS JOIN LATERAL (
  SELECT * FROM croupier_wallet.fact AS f
  WHERE f.partition = p.partition AND (f.tick, f.index) >= (p.tick, p.index)
  ORDER BY f.tick, f.index LIMIT $4
) AS f
ORDER BY f.tick, f.partition, f.index LIMIT $4`
