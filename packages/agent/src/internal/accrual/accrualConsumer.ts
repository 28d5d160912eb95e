import type { Consumer } from "@croupier/core/events/Consumer"
import type { StreamEvent } from "@croupier/core/events/StreamEvent"
import { PlayerId } from "@croupier/core/Ids"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect, Schema } from "effect"
import type { PendingRow } from "../store/Rows.js"
import { tablesSql } from "../store/tablesSql.js"
import { byBrand } from "./byBrand.js"
import { factTypes } from "./Fact.js"
import { record } from "./record.js"

/** Counts what players' settled rounds earn, once each: accruals are committed with the position in the wallet's stream. */
export const accrualConsumer: Consumer<unknown, SqlClient> = {
  consumer: "agent-accruals",
  domain: "wallet",
  commitWithoutWaiting: true,
  apply: (events) =>
    Effect.gen(function* () {
      const sql = yield* SqlClient
      for (const [brand, facts] of byBrand(events.filter(({ type }) => factTypes.has(type)))) {
        yield* record(tablesSql(sql, brand), yield* Effect.forEach(facts, rowOf))
      }
    })
}

const rowOf = ({ id, key, occurredAt, payload, type, version }: StreamEvent) =>
  Effect.map(
    decodePlayer(key),
    (player): PendingRow => ({ event: id, player, type, version, payload, at: occurredAt.getTime() })
  )

const decodePlayer = Schema.decode(PlayerId)
