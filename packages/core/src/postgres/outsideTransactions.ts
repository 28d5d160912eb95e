import { type Context, Effect, Record } from "effect"
import { outsideTransaction } from "../internal/postgres/transaction.js"

/** Methods of a service, or plain effects where nothing is asked, that need `R`. */
type Methods<S, R> = {
  readonly [Name in keyof S]:
    | Effect.Effect<unknown, unknown, R>
    | ((...args: never) => Effect.Effect<unknown, unknown, R>)
}

/** The same methods with what they need provided. */
type Provided<S> = {
  readonly [Name in keyof S]: S[Name] extends (...args: infer Args) => Effect.Effect<infer A, infer E, infer _R>
    ? (...args: Args) => Effect.Effect<A, E>
    : S[Name] extends Effect.Effect<infer A, infer E, infer _R>
      ? Effect.Effect<A, E>
      : never
}

/**
 * A service with methods that refuse to run inside their caller's transaction, as `refuseInTransaction` says, each by its own
 * name; `context` is what they need.
 */
export const outsideTransactions: {
  <S extends Methods<S, never>>(service: string, methods: S): S
  <R, S extends Methods<S, R>>(service: string, methods: S, context: Context.Context<R>): Provided<S>
} = <S extends Methods<S, never>>(service: string, methods: S, context?: Context.Context<never>): S =>
  Record.map(methods as Record<string, Method>, (method, name) => {
    const call = typeof method === "function" ? method : () => method
    const provided = (args: ReadonlyArray<never>) =>
      context === undefined ? call(...args) : Effect.provide(call(...args), context)
    const alone = (...args: ReadonlyArray<never>) => outsideTransaction(`${service}.${name}`, () => provided(args))
    return typeof method === "function" ? alone : alone()
  }) as unknown as S

type Method = Effect.Effect<unknown, unknown> | ((...args: ReadonlyArray<never>) => Effect.Effect<unknown, unknown>)
