import { isStoreAway, sqlState } from "@croupier/core/postgres/StoreAway"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { PlayersUnavailable } from "../contract/Problems.js"

/**
 * A store that cannot be reached is expected, and whether the transaction was committed is not known. Any other failure of
 * a statement is a defect of ours. Both are told by state and message only: a server's detail quotes the row.
 */
export const asUnavailable = <A, R>(effect: Effect.Effect<A, SqlError, R>): Effect.Effect<A, PlayersUnavailable, R> =>
  Effect.catchTag(effect, "SqlError", (error) => {
    const { cause } = error
    const said = `${sqlState(cause) ?? "no SQLSTATE"}: ${cause instanceof Error ? cause.message : "no message"}`
    return isStoreAway(error)
      ? Effect.zipRight(
          Effect.logWarning(`the players' store does not answer (${said})`),
          new PlayersUnavailable({ outcome: "unknown" })
        )
      : Effect.dieMessage(`a statement of the players' store failed (${said})`)
  })
