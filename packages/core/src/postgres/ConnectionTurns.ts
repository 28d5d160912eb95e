import type { SqlClient } from "@effect/sql/SqlClient"
import { SqlError } from "@effect/sql/SqlError"
import { type Duration, Effect } from "effect"
import * as FairTurns from "../queue/FairTurns.js"

/** The turns of each client that has some, keyed by the client that a transaction is given. */
const turnsOf = new WeakMap<SqlClient, FairTurns.FairTurns>()

/**
 * Has the brands take turns for a client's connections. A brand alone leaves one of them free, and what is over its bound, or
 * has no turn within `patience`, is refused.
 */
export const share = (client: SqlClient, connections: number, patience: Duration.DurationInput): void => {
  const turns = FairTurns.make({
    concurrency: connections,
    each: Math.max(1, connections - 1),
    waiting: 64 * connections,
    patience
  })
  turnsOf.set(client, turns)
}

/** Runs a transaction of a brand when it has a turn for a connection. */
export const inTurn =
  (client: SqlClient, brand: string) =>
  <A, E, R>(transaction: Effect.Effect<A, E, R>): Effect.Effect<A, E | SqlError, R> => {
    const turns = turnsOf.get(client)
    return turns === undefined
      ? transaction
      : Effect.catchIf(
          turns.take(brand)(transaction),
          (error) => error instanceof FairTurns.NoTurn,
          () => new SqlError({ cause: new TooManyTransactions(), message: "timed out waiting for a connection" })
        )
  }

/** In the server's words, `too_many_connections`: nothing was sent, and another try may succeed. */
class TooManyTransactions extends Error {
  readonly code = "53300"
  override readonly message = "too many transactions of this brand are waiting for a connection"
}
