import type * as SqlClient from "@effect/sql/SqlClient"
import { Duration, Effect } from "effect"
import type { Consumer } from "../../events/Consumer.js"
import type { Positions } from "../../events/Position.js"
import type { StreamEvent } from "../../events/StreamEvent.js"
import { type AttemptFailure, attempt } from "./attempt.js"
import { type Claim, move } from "./ConsumerPositions.js"
import { ConsumerStopped } from "./ConsumerStopped.js"
import { behindParked, park, parkedKeys, parkedLately } from "./DeadLetters.js"
import { afterFailure, afterSuccess, fullPace, nextSize } from "./Pace.js"

/** Gives events to a consumer, at the pace at which it takes them. */
export interface Taker<R> {
  /** How many events to read next. */
  readonly size: () => number
  /** Whether a failing event is among the next ones, so that there is more to do at once. */
  readonly isSearching: () => boolean
  /**
   * One attempt in one transaction. True where the events took effect or one was parked; otherwise they come again, fewer
   * of them. Fails for what does not depend on the events; then none was parked.
   */
  readonly take: (
    claim: Claim,
    events: ReadonlyArray<StreamEvent>,
    from: Positions,
    to: Positions
  ) => Effect.Effect<boolean, AttemptFailure, R | SqlClient.SqlClient>
}

/** A taker that remembers from one attempt to the next how many events to try, and how often it has tried one. */
export const taker = <E, R>(consumer: Consumer<E, R>): Taker<R> => {
  const limit = consumer.limit ?? 500
  let pace = fullPace(limit)
  let tried = { id: "", times: 0 }
  let hasStopped = false
  const most = consumer.parkAtMost ?? 10
  const stopped = (reason: string) =>
    new ConsumerStopped({ consumer: consumer.consumer, domain: consumer.domain, reason })

  /** Alone and still failing: tried again after a pause, then parked. */
  const refused = (claim: Claim, event: StreamEvent, from: Positions, to: Positions, reason: string) =>
    Effect.gen(function* () {
      tried = { id: event.id, times: tried.id === event.id ? tried.times + 1 : 1 }
      if (tried.times < (consumer.tries ?? 5)) {
        const pause = Duration.times(consumer.retryAfter ?? "50 millis", 2 ** (tried.times - 1))
        yield* Effect.sleep(Duration.min(pause, "2 seconds"))
        return false
      }
      const tooMany = `events of ${most} keys were parked within ten minutes; the last failure: ${reason}`
      if (hasStopped) return yield* stopped(tooMany)
      const parking = Effect.gen(function* () {
        yield* move(claim, from, to)
        if ((yield* parkedLately(claim)) >= most) return yield* stopped(tooMany)
        yield* park(claim.consumer, claim.domain, event, reason)
      })
      const outcome = yield* Effect.tapErrorTag(attempt(consumer, [event.brand], parking), "ConsumerStopped", () =>
        Effect.sync(() => {
          hasStopped = true
        })
      )
      if (outcome._tag === "Failed") return yield* stopped(`${event.id} cannot be parked: ${outcome.reason}`)
      pace = afterSuccess(pace, 1, true, limit)
      yield* Effect.logWarning(`${claim.consumer} of ${claim.domain}: parked ${event.id}: ${reason}`).pipe(
        Effect.annotateLogs({ traceId: event.trace })
      )
      return true
    })

  return {
    size: () => nextSize(pace),
    isSearching: () => pace.suspects > 0,
    take: (claim, events, from, to) =>
      Effect.gen(function* () {
        const outcome = yield* attempt(consumer, brandsOf(events), effects(consumer, claim, events, from, to))
        if (outcome._tag === "Taken") {
          pace = afterSuccess(pace, events.length, outcome.isQuick, limit)
          hasStopped = false
          return true
        }
        pace = afterFailure(pace, events.length, outcome.wasSlow)
        const [event] = events
        if (event !== undefined && events.length === 1) return yield* refused(claim, event, from, to, outcome.reason)
        if (outcome.wasSlow) {
          yield* Effect.logInfo(
            `${claim.consumer} of ${claim.domain}: ${events.length} events ${outcome.reason}; retrying with ${nextSize(pace)}`
          )
        }
        return false
      })
  }
}

/** Positions, then effects; events of keys that are parked are parked behind them. */
const effects = <E, R>(
  consumer: Consumer<E, R>,
  claim: Claim,
  events: ReadonlyArray<StreamEvent>,
  from: Positions,
  to: Positions
) =>
  Effect.gen(function* () {
    yield* move(claim, from, to)
    // After the position's lock, so that a replay which held it has ended.
    const parked = yield* parkedKeys(claim.consumer, claim.domain, events)
    const [head, ...tail] = parked.size === 0 ? events : events.filter(({ key }) => !parked.has(key))
    if (head !== undefined) yield* consumer.apply([head, ...tail])
    if (parked.size === 0) return
    yield* Effect.forEach(
      events.filter(({ key }) => parked.has(key)),
      (event) => park(claim.consumer, claim.domain, event, behindParked),
      { discard: true }
    )
  })

const brandsOf = (events: ReadonlyArray<StreamEvent>) => [...new Set(events.map(({ brand }) => brand))]
