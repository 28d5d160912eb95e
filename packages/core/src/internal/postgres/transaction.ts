import * as SqlClient from "@effect/sql/SqlClient"
import type { Connection } from "@effect/sql/SqlConnection"
import { SqlError } from "@effect/sql/SqlError"
import { type Context, Effect, Exit, Scope } from "effect"

/**
 * A transaction on a connection of its own, begun by `begin` (simple protocol, so it may hold further statements after
 * the BEGIN in the same round trip). Unlike `SqlClient.withTransaction`, a COMMIT that fails is a `SqlError` (the outcome
 * is then unknown), and one that the server answers with a rollback is a `SqlError` too instead of a success. Dies inside another.
 */
export const transaction =
  (begin: string) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | SqlError, R | SqlClient.SqlClient> =>
    reserved((connection, restore) => transactionOn(connection, begin, restore(effect))).pipe(
      refuseInTransaction("a transaction of its own")
    )

/**
 * The law of every service method: it never joins its caller's transaction. Under one it is a defect at once that names the method; it
 * could otherwise wait for its own caller forever, or see its effects undone after it has answered.
 */
export const refuseInTransaction =
  (method: string) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    outsideTransaction(method, () => effect)

/** `refuseInTransaction` for an effect that is made once it may run. */
export const outsideTransaction = <A, E, R>(
  method: string,
  make: () => Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> =>
  Effect.contextWithEffect((context: Context.Context<R>) =>
    context.unsafeMap.has(SqlClient.TransactionConnection.key)
      ? Effect.dieMessage(`${method} was asked for inside a transaction, which it never joins: do it before or after`)
      : make()
  )

/** Runs `use`, uninterruptible but for what it restores, with one connection of the pool to itself. */
export const reserved = <A, E, R>(
  use: (connection: Connection, restore: Restore) => Effect.Effect<A, E, R>
): Effect.Effect<A, E | SqlError, R | SqlClient.SqlClient> =>
  // Waiting for the connection must not be interrupted: the pool would lose it permanently.
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(SqlClient.SqlClient, (sql) =>
      Effect.flatMap(Scope.make(), (scope) =>
        Scope.extend(sql.reserve, scope).pipe(
          Effect.flatMap((connection) => use(connection, restore)),
          Effect.onExit((exit) => Scope.close(scope, exit))
        )
      )
    )
  )

/** `transaction` on a connection that the caller has reserved. */
export const transactionOn = <A, E, R>(
  connection: Connection,
  begin: string,
  effect: Effect.Effect<A, E, R>
): Effect.Effect<A, E | SqlError, R> =>
  connection.executeUnprepared(begin, [], undefined).pipe(
    Effect.zipRight(Effect.provideService(effect, SqlClient.TransactionConnection, [connection, 0])),
    Effect.exit,
    Effect.flatMap((exit) =>
      Exit.isSuccess(exit)
        ? Effect.as(commit(connection), exit.value)
        : // A rollback fails only on a lost connection, which rolls back by itself: the first cause is what matters.
          Effect.zipRight(Effect.ignore(connection.executeUnprepared("ROLLBACK", [], undefined)), exit)
    )
  )

type Restore = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

const commit = (connection: Connection): Effect.Effect<void, SqlError> =>
  Effect.flatMap(connection.executeRaw("COMMIT", []), (result) => {
    if (!isRollback(result)) return Effect.void
    const cause = new FailedTransaction()
    return Effect.fail(new SqlError({ cause, message: cause.message }))
  })

/** What the server says without an error of its own: it answers the COMMIT of a failed transaction with a rollback. */
class FailedTransaction extends Error {
  /** `in_failed_sql_transaction`. */
  readonly code = "25P02"
  override readonly message =
    "the transaction was rolled back: a statement in it had failed and the failure was handled"
}

const isRollback = (result: unknown): boolean =>
  typeof result === "object" && result !== null && "command" in result && result.command === "ROLLBACK"
