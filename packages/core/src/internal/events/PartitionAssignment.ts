import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Duration, Effect, type Scope } from "effect"
import { allPartitions } from "../../events/Partition.js"
import { holderName } from "./leasedEpoch.js"

/** A consumer's partitions that this process holds now, each with the epoch under which it does. */
export type Assignment = Effect.Effect<ReadonlyMap<number, bigint>, SqlError>

/** Every partition, for a process without other replicas. */
export const alone: Assignment = Effect.succeed(new Map(allPartitions.map((partition) => [partition, 1n])))

/**
 * The epochs of a process that is alone: those of the last holders, where their leases have ended. A holder that is still
 * there keeps its partitions.
 */
export const epochsAlone = (
  consumer: string,
  domain: string
): Effect.Effect<ReadonlyMap<number, bigint>, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const rows = yield* sql<{ partition: number; epoch: bigint }>`
      SELECT partition, epoch FROM croupier_core.consumer_partition
      WHERE consumer = ${consumer} AND domain = ${domain} AND expires_at <= croupier_core.now()`
    const ended = new Map(rows.map(({ partition, epoch }) => [partition, epoch]))
    return new Map(allPartitions.map((partition) => [partition, ended.get(partition) ?? 1n]))
  })

/** The consumer with shared partitions, the holder's name (default: this process's own), and for how long a lease outlives its holder. */
export interface AssignmentOptions {
  readonly consumer: string
  readonly domain: string
  readonly holder?: string
  /** Default 8 s. */
  readonly lease?: Duration.DurationInput
}

/**
 * The partitions of a consumer, divided evenly among all that ask for them and found again after a quarter of the lease. A
 * process that dies is divided among the others when its lease ends, one that closes its scope at once.
 */
export const shared = ({
  consumer,
  domain,
  holder = holderName(),
  lease = "8 seconds"
}: AssignmentOptions): Effect.Effect<Assignment, never, Scope.Scope | SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const millis = Duration.toMillis(lease)
    let held: ReadonlyMap<number, bigint> = new Map()
    let askedAt = Number.NEGATIVE_INFINITY
    yield* Effect.addFinalizer(() =>
      sql`SELECT croupier_core.leave_partitions(${consumer}, ${domain}, ${holder})`.pipe(
        Effect.timeoutOption("2 seconds"),
        Effect.ignore
      )
    )
    return Effect.suspend(() => {
      // By the monotonic clock, and from before the query: a process that was frozen asks again.
      const now = performance.now()
      if (now - askedAt < millis / 4) return Effect.succeed(held)
      return sql<{ partition: number; epoch: bigint }>`
        SELECT partition, epoch FROM croupier_core.share_partitions(${consumer}, ${domain}, ${holder}, ${millis})`.pipe(
        Effect.map((rows) => {
          held = new Map(rows.map(({ partition, epoch }) => [partition, epoch]))
          askedAt = now
          return held
        })
      )
    })
  })
