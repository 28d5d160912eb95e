import { Effect, ExecutionStrategy, type Exit, Pipeable, Scope } from "effect"

/**
 * The scope of one request. Few handlers acquire anything, so the real scope is made with the first finalizer;
 * `opened` is that one, for the server to close when the response has left.
 */
export class RequestScope extends Pipeable.Class() implements Scope.Scope {
  declare readonly [Scope.ScopeTypeId]: Scope.ScopeTypeId
  declare readonly strategy: ExecutionStrategy.ExecutionStrategy
  opened: Scope.CloseableScope | undefined = undefined

  addFinalizer(finalizer: (exit: Exit.Exit<unknown, unknown>) => Effect.Effect<void>): Effect.Effect<void> {
    return Effect.suspend(() => Scope.addFinalizerExit(this.#open(), finalizer))
  }

  fork(strategy: ExecutionStrategy.ExecutionStrategy): Effect.Effect<Scope.CloseableScope> {
    return Effect.suspend(() => Scope.fork(this.#open(), strategy))
  }

  #open(): Scope.CloseableScope {
    this.opened ??= Effect.runSync(Scope.make())
    return this.opened
  }
}

Object.assign(RequestScope.prototype, {
  [Scope.ScopeTypeId]: Scope.ScopeTypeId,
  strategy: ExecutionStrategy.sequential
})
