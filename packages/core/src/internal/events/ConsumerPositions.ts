import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Schema } from "effect"
import { positionsLock } from "../../events/OutboxFunctions.js"
import { allPartitions } from "../../events/Partition.js"
import type { Position, Positions } from "../../events/Position.js"
import { transaction } from "../postgres/transaction.js"
import { ConsumerStopped } from "./ConsumerStopped.js"
import { outboxSchema } from "./outboxSchema.js"

/** The positions are another's now, by a newer epoch or because it moved them: what was begun is rolled back. */
export class ConsumerFenced extends Schema.TaggedError<ConsumerFenced>()("ConsumerFenced", {
  consumer: Schema.String,
  domain: Schema.String
}) {}

/** The consumer, its partitions, and the epoch of each. */
export interface Claim {
  readonly consumer: string
  readonly domain: string
  readonly epochs: ReadonlyMap<number, bigint>
}

/**
 * The consumer's positions, taken over from older epochs. A new consumer begins at `oldest` in every
 * partition, those of other replicas too: what they have still to read must not go while this one gets ahead of them.
 * `oldest` is asked in the transaction that stores the positions, so that nothing goes in between.
 */
export const claim = <E, R>(
  claim: Claim,
  oldest: Effect.Effect<Position, E, R>
): Effect.Effect<Positions, ConsumerFenced | ConsumerStopped | SqlError | E, SqlClient.SqlClient | R> =>
  Effect.gen(function* () {
    const held = yield* load(claim)
    if (held.size === claim.epochs.size) return held
    yield* register(claim, oldest)
    const taken = yield* load(claim)
    if (taken.size === claim.epochs.size) return taken
    return yield* fenced(claim)
  })

/**
 * Moves the positions in the caller's transaction, where they are still at `from` and under this epoch. Fails otherwise, so
 * that the transaction rolls back. The rows stay locked until it ends.
 */
export const move = (
  claim: Claim,
  from: Positions,
  to: Positions
): Effect.Effect<void, ConsumerFenced | SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const steps = [...to].flatMap(([partition, { tick, index }]) => {
      const before = from.get(partition)
      return before === undefined || (before.tick === tick && before.index === index)
        ? []
        : [{ partition, tick, index, before }]
    })
    const epochs = steps.map(({ partition }) => claim.epochs.get(partition) ?? 0n)
    const moved = yield* sql`
      UPDATE croupier_core.event_position AS p SET tick = s.tick, index = s.index
      FROM unnest(
        ${list(steps.map(({ partition }) => partition))}::smallint[], ${list(epochs)}::bigint[],
        ${list(steps.map(({ before }) => before.tick))}::bigint[], ${list(steps.map(({ before }) => before.index))}::integer[],
        ${list(steps.map(({ tick }) => tick))}::bigint[], ${list(steps.map(({ index }) => index))}::integer[]
      ) AS s (partition, epoch, from_tick, from_index, tick, index)
      WHERE p.consumer = ${claim.consumer} AND p.domain = ${claim.domain} AND p.partition = s.partition
        AND p.epoch = s.epoch AND p.tick = s.from_tick AND p.index = s.from_index AND p.retired_at IS NULL
      RETURNING p.partition`
    if (moved.length !== steps.length) return yield* fenced(claim)
  })

/** Locks a partition against the consumer until the caller's transaction ends. */
export const hold = (consumer: string, domain: string, partition: number) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      SELECT FROM croupier_core.event_position
      WHERE consumer = ${consumer} AND domain = ${domain} AND partition = ${partition} FOR UPDATE`
  )

const fenced = ({ consumer, domain }: Claim) => new ConsumerFenced({ consumer, domain })

const load = ({ consumer, domain, epochs }: Claim) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const rows = yield* sql<Position & { readonly partition: number }>`
      SELECT partition, p.tick, p.index FROM croupier_core.event_position AS p
      JOIN unnest(${list([...epochs.keys()])}::smallint[], ${list([...epochs.values()])}::bigint[])
        AS mine (partition, epoch) USING (partition, epoch)
      WHERE p.consumer = ${consumer} AND p.domain = ${domain} AND p.retired_at IS NULL`
    return new Map(rows.map(({ partition, tick, index }) => [partition, { tick, index }]))
  })

const register = <E, R>({ consumer, domain, epochs }: Claim, oldest: Effect.Effect<Position, E, R>) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql`SELECT pg_advisory_xact_lock(hashtextextended(${positionsLock(outboxSchema(domain))}, 0))`
    const [retired] = yield* sql<{ at: Date }>`
      SELECT max(retired_at) AS at FROM croupier_core.event_position
      WHERE consumer = ${consumer} AND domain = ${domain} AND retired_at IS NOT NULL HAVING count(*) > 0`
    if (retired !== undefined) {
      const reason = `it was retired at ${retired.at.toISOString()}; a new name starts with the oldest retained event`
      return yield* new ConsumerStopped({ consumer, domain, reason })
    }
    const { tick, index } = yield* oldest
    const wanted = allPartitions.map((partition) => epochs.get(partition) ?? unheld)
    yield* sql`
      INSERT INTO croupier_core.event_position AS p (consumer, domain, partition, tick, index, epoch)
      SELECT ${consumer}, ${domain}, w.partition, ${tick}, ${index}, w.epoch
      FROM unnest(${list(allPartitions)}::smallint[], ${list(wanted)}::bigint[]) AS w (partition, epoch)
      WHERE w.epoch <> ${unheld} OR NOT EXISTS (SELECT FROM croupier_core.event_position AS known
        WHERE known.consumer = ${consumer} AND known.domain = ${domain} AND known.partition = w.partition)
      ON CONFLICT (consumer, domain, partition) DO UPDATE SET epoch = excluded.epoch WHERE p.epoch < excluded.epoch`
  }).pipe(transaction("BEGIN"))

/** The epoch of a partition that no replica has had yet. */
const unheld = 0n

const list = (values: ReadonlyArray<bigint | number>): string => `{${values.join()}}`
