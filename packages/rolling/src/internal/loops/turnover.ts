import type { Consumer } from "@croupier/core/events/Consumer"
import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, type ParseResult } from "effect"
import { takeEvents, wantedFor } from "../requirements/takeEvents.js"
import { changeWithin } from "../store/RollingStoreSql.js"

/** Counts the wallet's events, in the transaction that moves its position: exactly once. It writes rows only. */
export const turnover: Consumer<SqlError | ParseResult.ParseError, SqlClient> = {
  consumer: "rolling-turnover",
  domain: "wallet",
  commitWithoutWaiting: true,
  apply: (events) => {
    const wanted = wantedFor(events)
    if (wanted.length === 0) return Effect.void
    const instants = events.map(({ occurredAt }) => occurredAt.getTime())
    const between = { from: Math.min(...instants), to: Math.max(...instants) }
    return Effect.flatten(changeWithin(wanted, takeEvents(events), between))
  }
}
