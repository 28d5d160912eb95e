import type { Consumer } from "@croupier/core/events/Consumer"
import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, type ParseResult } from "effect"
import { playersOf, takeEvents } from "../claims/takeEvents.js"
import { changeManyWithin } from "../store/PromotionStoreSql.js"

/**
 * Keeps the facts of the wallet's events, and gives bonuses for deposits, in the transaction that moves its position: exactly once. It
 * writes rows only; what has to be asked of others is asked by the saga.
 */
export const facts: Consumer<SqlError | ParseResult.ParseError, SqlClient> = {
  consumer: "promotion-facts",
  domain: "wallet",
  commitWithoutWaiting: true,
  apply: (events) => {
    const players = playersOf(events)
    return players.length === 0 ? Effect.void : Effect.flatten(changeManyWithin(players, takeEvents(events)))
  }
}
