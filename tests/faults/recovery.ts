import { wantReplay } from "@croupier/core/events/wantedReplays"
import type { SqlClient } from "@effect/sql/SqlClient"
import { Clock, Effect } from "effect"
import { consumerNames, domain } from "./tally.js"
import { World } from "./World.js"

/** Asks again and again until it holds. Answers after how many milliseconds, or nothing where `patience` (ms) was too short. */
export const within = <E, R>(
  patience: number,
  holds: Effect.Effect<boolean, E, R>
): Effect.Effect<number | undefined, never, R> =>
  Effect.gen(function* () {
    const started = yield* Clock.currentTimeMillis
    while (true) {
      const held = yield* Effect.orDie(holds)
      const millis = (yield* Clock.currentTimeMillis) - started
      if (held) return millis
      if (millis > patience) return undefined
      yield* Effect.sleep("50 millis")
    }
  })

/**
 * Milliseconds until everything that is committed now, an event of every key among it, has taken effect at each consumer. With
 * `parked`, until it has or is parked.
 */
export const recovered = (
  patience: number,
  { parked = false } = {}
): Effect.Effect<number | undefined, never, World | SqlClient> =>
  Effect.gen(function* () {
    const { ask, writers } = yield* World
    const started = yield* Clock.currentTimeMillis
    yield* writers.beat
    let missing = (yield* ask<Missing>(committed))[0] ?? { events: [], consumers: [] }
    const taken = Effect.gen(function* () {
      const [row] = yield* ask<Missing>(stillMissing(parked), [missing.events, missing.consumers])
      missing = row ?? missing
      return missing.events.length === 0
    })
    const before = (yield* Clock.currentTimeMillis) - started
    const millis = yield* within(patience - before, taken)
    return millis === undefined ? undefined : before + millis
  }).pipe(Effect.orDie)

/** Events and, in the same places, the consumers that have not taken them. */
interface Missing {
  readonly events: ReadonlyArray<string>
  readonly consumers: ReadonlyArray<string>
}

const pairs = "coalesce(array_agg(event_id), '{}') AS events, coalesce(array_agg(consumer), '{}') AS consumers"

const noEffect =
  "NOT EXISTS (SELECT FROM croupier_faults.effect e WHERE (e.event_id, e.consumer) = (w.event_id, w.consumer))"

const notParked =
  "AND NOT EXISTS (SELECT FROM croupier_core.dead_letter d WHERE (d.event_id, d.consumer) = (w.event_id, w.consumer))"

const committed = `
SELECT ${pairs} FROM (
  SELECT event_id, consumer FROM croupier_faults.written CROSS JOIN unnest('{${consumerNames.join()}}'::text[]) AS consumer
) AS w WHERE ${noEffect}`

/** Only what was missing is looked for again; what a restore has lost is not. */
const stillMissing = (parked: boolean): string => `
SELECT ${pairs} FROM (
  SELECT event_id, consumer FROM unnest($1::uuid[], $2::text[]) AS given (event_id, consumer)
  JOIN croupier_faults.written USING (event_id)
) AS w WHERE ${noEffect} ${parked ? notParked : ""}`

/** Milliseconds until Redis holds what was published last: its fast path works again. Needs a continuous flow of events. */
export const tailed = (patience: number): Effect.Effect<number | undefined, never, World> =>
  Effect.gen(function* () {
    const { ask, redis } = yield* World
    const relay = ask<{ tick: string; stream: string }>(`SELECT tick, stream FROM croupier_${domain}.relay`)
    const [now] = yield* relay
    return yield* within(
      patience,
      Effect.gen(function* () {
        const [{ stream } = { stream: "" }] = yield* relay
        return Number(yield* redis.command("EVAL", newestBatch, "0", stream)) >= Number(now?.tick)
      })
    )
  }).pipe(Effect.orDie)

const newestBatch = `
local newest = -1
for _, key in ipairs(redis.call('KEYS', '*' .. ARGV[1])) do
  for _, entry in ipairs(redis.call('XREVRANGE', key, '+', '-', 'COUNT', 1)) do
    newest = math.max(newest, tonumber(string.match(entry[1], '^%d+')))
  end
end
return newest`

/** Ends every fault of `apply` and requests a replay of all dead letters, as an operator does after a repair. */
export const cured: Effect.Effect<void, never, World | SqlClient> = Effect.gen(function* () {
  const { ask } = yield* World
  yield* ask(`DELETE FROM croupier_faults.trouble`)
  yield* Effect.forEach(consumerNames, (consumer) => wantReplay({ consumer, domain }), { discard: true })
}).pipe(Effect.ignore)

/** Milliseconds until retention has taken every event that is older than the outbox keeps them. */
export const purged = (patience: number): Effect.Effect<number | undefined, never, World> =>
  Effect.gen(function* () {
    const { ask } = yield* World
    const old = ask<{ count: string }>(
      `SELECT count(*) AS count FROM croupier_${domain}.outbox WHERE occurred_at < now() - interval '8 days'`
    )
    return yield* within(
      patience,
      Effect.zipRight(
        hourPasses,
        Effect.map(old, ([row]) => row?.count === "0")
      )
    )
  })

/** Milliseconds until both consumers have stored positions: retention keeps what they have not taken from then on. */
export const begun = (patience: number): Effect.Effect<number | undefined, never, World> =>
  Effect.flatMap(World, ({ ask }) =>
    within(
      patience,
      Effect.map(
        ask<{ count: string }>("SELECT count(DISTINCT consumer) AS count FROM croupier_core.event_position"),
        ([row]) => Number(row?.count) === consumerNames.length
      )
    )
  )

/** Ends the current period of every scheduled job, so that the jobs are due. */
export const hourPasses: Effect.Effect<void, never, World> = Effect.flatMap(World, ({ ask }) =>
  Effect.ignore(
    ask(
      `UPDATE croupier_core.job_period SET ends_at = clock_timestamp() WHERE status = 'waiting' AND ends_at > clock_timestamp()`
    )
  )
)
