import { Clock, Deferred, Effect } from "effect"

interface Known<A> {
  readonly until: number
  readonly value: A
  readonly answer: Effect.Effect<A>
}

/** What was found lately: a call looks up what is not remembered, `refresh` looks up what is remembered too. */
export interface LookupCache<A> {
  (key: string): Effect.Effect<A | undefined>
  readonly refresh: (key: string) => Effect.Effect<A | undefined>
}

/**
 * Remembers what a look-up found for `ttl` milliseconds, the `capacity` most recently found of it. What is remembered
 * costs one step and no I/O; callers that miss the same key together wait for one look-up. What was not found is looked up again
 * the next time, since it may be there by then.
 */
export const make = <A>(options: {
  readonly ttl: number
  readonly capacity: number
  /** Whether what is remembered is still worth it; where it is not, it is looked up again. */
  readonly holds?: (value: A, now: number) => boolean
  readonly lookup: (key: string) => Effect.Effect<A | undefined>
}): LookupCache<A> => {
  const known = new Map<string, Known<A>>()
  const underway = new Map<string, Deferred.Deferred<A | undefined>>()

  const remember = (key: string, value: A, now: number): void => {
    known.delete(key)
    known.set(key, { until: now + options.ttl, value, answer: Effect.succeed(value) })
    const oldest = known.keys().next()
    if (known.size > options.capacity && !oldest.done) known.delete(oldest.value)
  }

  const find = Effect.fnUntraced(function* (key: string) {
    const others = underway.get(key)
    if (others !== undefined) return yield* Deferred.await(others)
    const mine = yield* Deferred.make<A | undefined>()
    underway.set(key, mine)
    return yield* options.lookup(key).pipe(
      Effect.tap((value) =>
        Effect.map(Clock.currentTimeMillis, (now) => value !== undefined && remember(key, value, now))
      ),
      Effect.onExit((exit) => {
        underway.delete(key)
        return Deferred.done(mine, exit)
      })
    )
    // If a look-up were interrupted half way, all others would wait for it forever.
  }, Effect.uninterruptible)

  const isGood = ({ until, value }: Known<A>, now: number): boolean =>
    until > now && (options.holds?.(value, now) ?? true)

  const get = (key: string) =>
    Effect.clockWith((clock) => {
      const found = known.get(key)
      return found !== undefined && isGood(found, clock.unsafeCurrentTimeMillis()) ? found.answer : find(key)
    })
  return Object.assign(get, { refresh: find })
}
