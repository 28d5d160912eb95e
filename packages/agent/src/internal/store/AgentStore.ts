import type { BrandKey } from "@croupier/core/Brand"
import { SqlError } from "@effect/sql/SqlError"
import { Context, Effect, Either } from "effect"
import type { AgentsUnavailable } from "../../contract/Problems.js"
import type { AgentTables } from "./AgentTables.js"

/** What is stored of agents. */
export class AgentStore extends Context.Tag("@croupier/agent/AgentStore")<
  AgentStore,
  {
    /**
     * Runs an effect over the rows of one brand in one transaction. A failure that is no failed statement does not roll back:
     * what may fail decides before it writes.
     */
    readonly inBrand: <A, E>(
      brand: BrandKey,
      use: (tables: AgentTables) => Effect.Effect<A, E>
    ) => Effect.Effect<A, Exclude<E, SqlError> | AgentsUnavailable>
  }
>() {}

/** The answer of an effect, right or left; only a failed statement is still a failure. */
export const decided = <A, E>(
  effect: Effect.Effect<A, E>
): Effect.Effect<Either.Either<A, Exclude<E, SqlError>>, SqlError> =>
  Effect.matchEffect(effect, {
    onSuccess: (answer) => Effect.succeed(Either.right(answer)),
    onFailure: (error) => (isRefusal(error) ? Effect.succeed(Either.left(error)) : failed(error))
  })

const isRefusal = <E>(error: E): error is Exclude<E, SqlError> => !(error instanceof SqlError)

const failed = (error: unknown): Effect.Effect<never, SqlError> =>
  error instanceof SqlError ? Effect.fail(error) : Effect.die(error)
