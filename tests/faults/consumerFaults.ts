import { Effect, Random } from "effect"
import type { Trouble } from "./apply.js"
import { type Fault, inTurn, inWorld } from "./Fault.js"
import { recovered, within } from "./recovery.js"
import { type ConsumerName, consumerNames, keys } from "./tally.js"
import { parkAtMost, World } from "./World.js"
import type { Poison } from "./Writers.js"

/** How long a consumer may take to find an event that it cannot take, and to get on with the others, on an idle machine. */
const longest = 20_000

/** How many keys the consumer has parked. At `parkAtMost` it stops and parks nothing more. */
const parkedKeys = (consumer: ConsumerName) =>
  Effect.flatMap(World, ({ ask }) =>
    Effect.map(
      Effect.orDie(
        ask<{ count: string }>(
          `SELECT count(DISTINCT key) AS count FROM croupier_core.dead_letter
           WHERE consumer = $1 AND reason <> 'an earlier event of its key is parked'`,
          [consumer]
        )
      ),
      ([row]) => Number(row?.count)
    )
  )

/** Parked, or lost with the database that it was in. */
const isParked = ({ consumer, id }: Poison) =>
  Effect.flatMap(World, ({ ask }) =>
    Effect.map(
      Effect.orDie(
        ask<{ parked: boolean }>(
          `SELECT EXISTS (SELECT FROM croupier_core.dead_letter WHERE consumer = $1 AND event_id = $2)
           OR NOT EXISTS (SELECT FROM croupier_faults.written WHERE event_id = $2) AS parked`,
          [consumer, id]
        )
      ),
      ([row]) => row?.parked === true
    )
  )

const anyOf = <A>(all: ReadonlyArray<A>) => Effect.map(Random.nextIntBetween(0, all.length), (at) => all[at]!)

/** One event that a consumer cannot take: it is parked with those of its key, and all others take effect. */
const poisoned = (kind: Trouble): Fault =>
  inWorld(({ writers, complain, stretched }) =>
    Effect.gen(function* () {
      const patience = longest * stretched
      const consumer = yield* anyOf(consumerNames)
      const poison = yield* writers.poison(yield* anyOf(keys), consumer, kind)
      const hasStopped = Effect.map(parkedKeys(consumer), (count) => count >= parkAtMost)
      const parked = yield* within(
        patience,
        Effect.if(isParked(poison), { onTrue: () => Effect.succeed(true), onFalse: () => hasStopped })
      )
      if (parked === undefined) return yield* complain(`an event that ${kind} was not parked within ${patience} ms`)
      const others = yield* recovered(patience, { parked: true })
      if (others === undefined && !(yield* hasStopped)) yield* complain(`others waited for an event that ${kind}`)
    })
  )

/** For all events of a consumer, for a given time. */
const troubled = (kind: Trouble, millis: number): Fault =>
  inWorld(({ ask }) =>
    Effect.gen(function* () {
      const consumer = yield* anyOf(consumerNames)
      yield* ask(`INSERT INTO croupier_faults.trouble VALUES ($1, NULL, $2)`, [consumer, kind])
      yield* Effect.sleep(millis)
      yield* ask(`DELETE FROM croupier_faults.trouble WHERE consumer = $1 AND event_id IS NULL`, [consumer])
    }).pipe(Effect.orDie)
  )

const tooMany = parkAtMost + 3

/** Faults of consumers that may park events, which are replayed after them. */
export const parkingFaults: Readonly<Record<string, Fault>> = {
  "an event for which apply fails": poisoned("fails"),
  "an event for which a statement fails": poisoned("fails in a statement"),
  "an event for which apply hangs": poisoned("hangs"),
  "an event for which a statement hangs": poisoned("hangs in a statement"),
  "apply slow for every event": troubled("is slow", 2500),
  "apply hanging for every event": troubled("hangs", 1000),
  "events of more keys fail than a consumer may park": inWorld(({ writers, complain, stretched }) =>
    Effect.gen(function* () {
      const patience = longest * stretched
      const consumer = yield* anyOf(consumerNames)
      const first = yield* Random.nextIntBetween(0, keys.length)
      const chosen = Array.from({ length: tooMany }, (_, number) => keys[(first + number) % keys.length]!)
      const poisons = yield* Effect.forEach(chosen, (key) => writers.poison(key, consumer, "fails"), { concurrency: 4 })
      const enough = Effect.map(parkedKeys(consumer), (count) => count >= parkAtMost)
      // Only events lost with their database leave fewer.
      const settled = Effect.if(enough, {
        onTrue: () => Effect.succeed(true),
        onFalse: () => Effect.map(Effect.forEach(poisons, isParked), (all) => all.every((parked) => parked))
      })
      if ((yield* within(patience, settled)) === undefined) {
        yield* complain(`fewer than ${parkAtMost} keys of ${tooMany} were parked within ${patience} ms`)
      }
      yield* Effect.sleep("1 second")
      const count = yield* parkedKeys(consumer)
      if (count >= tooMany) yield* complain(`${count} keys were parked, and the consumer went on`)
    })
  )
}

/** Faults of consumers that no event is parked for. */
export const consumerFaults: Readonly<Record<string, Fault>> = {
  "a right that the consumers miss": inWorld(({ ask }) =>
    inTurn(
      Effect.orDie(ask(`REVOKE INSERT ON croupier_faults.effect FROM croupier_app`)),
      Effect.sleep("1500 millis"),
      Effect.orDie(ask(`GRANT INSERT ON croupier_faults.effect TO croupier_app`))
    )
  )
}
