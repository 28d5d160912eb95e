import { SqlClient } from "@effect/sql/SqlClient"
import { type Duration, Effect, Schedule, type Scope } from "effect"
import type { EmbeddedHealth } from "../../embedded/EmbeddedHealth.js"
import { checkHealth, type WatchedParts } from "./checkHealth.js"

/**
 * Checks at once and then every five seconds, and writes one warning line for each problem that is new since the last
 * look. Answers the effect that looks now.
 */
export const supervise = (
  parts: WatchedParts,
  every: Duration.DurationInput = "5 seconds"
): Effect.Effect<Effect.Effect<EmbeddedHealth>, never, Scope.Scope | SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const health = Effect.provideService(checkHealth(parts), SqlClient, sql)
    let known: ReadonlySet<string> = new Set()
    const look = Effect.flatMap(health, ({ problems }) => {
      const fresh = problems.filter(({ code }) => !known.has(code))
      // A database that does not answer says nothing about what was wrong before.
      const isBlind = problems.some(({ code }) => code === "database-unavailable")
      known = new Set([...(isBlind ? known : []), ...problems.map(({ code }) => code)])
      return Effect.forEach(fresh, ({ message }) => Effect.logWarning(message), { discard: true })
    })
    yield* look
    yield* Effect.forkScoped(Effect.schedule(look, Schedule.spaced(every)))
    return health
  })
