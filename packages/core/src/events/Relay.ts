import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Option, Schema } from "effect"
import { outboxSchema } from "../internal/events/outboxSchema.js"
import { tailSource } from "../internal/events/tailSource.js"
import { stamp } from "../worker/Loop.js"
import { EventTail } from "./EventTail.js"
import { Notifier, published } from "./Notifier.js"

/** Another process with a newer epoch relays this domain: the lease is lost. */
export class RelayFenced extends Schema.TaggedError<RelayFenced>()("RelayFenced", {
  domain: Schema.String,
  epoch: Schema.BigIntFromSelf
}) {}

/** This database, or the tail, comes from a restore: no batch is made until an operator has rebased them. */
export class RebaseNeeded extends Schema.TaggedError<RebaseNeeded>()("RebaseNeeded", {
  domain: Schema.String,
  reason: Schema.String
}) {
  override get message(): string {
    return `no batches of ${this.domain} are created: ${this.reason}; check that it is the right database, then run: npm run outbox -- rebase ${this.domain}`
  }
}

/** The number of the newest batch made of what was committed since the last one, or none where nothing was. */
export const tick = (
  domain: string,
  epoch: bigint
): Effect.Effect<Option.Option<bigint>, RebaseNeeded | RelayFenced | SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const call = sql.unsafe<{ made: bigint }>(`SELECT ${outboxSchema(domain)}.make_tick($1) AS made`, [epoch])
    const made = yield* Effect.map(call, ([row]) => row?.made ?? 0n).pipe(
      // What has piled up takes several calls, and what each has found is kept.
      Effect.tap((made) => Effect.when(stamp, () => made === unfinished)),
      Effect.repeat({ while: (made) => made === unfinished })
    )
    if (made === -1n) return yield* new RelayFenced({ domain, epoch })
    if (made === -2n) return yield* rebaseNeeded(domain)
    return made === 0n ? Option.none() : Option.some(made)
  })

const unfinished = -3n

/** One round of a relay that holds the lease: makes what batches there are, offers them to the tail, notifies consumers. */
export const relayRound = (
  domain: string,
  epoch: bigint
): Effect.Effect<boolean, RebaseNeeded | RelayFenced | SqlError, EventTail | SqlClient.SqlClient | Notifier> =>
  Effect.gen(function* () {
    const made = yield* tick(domain, epoch)
    if (Option.isNone(made)) return false
    yield* (yield* EventTail).publish(domain, made.value, tailSource(yield* SqlClient.SqlClient, domain))
    yield* (yield* Notifier).wake(published(domain))
    return true
  })

const rebaseNeeded = (domain: string) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const schema = outboxSchema(domain)
    const [row] = yield* sql.unsafe<{ reason: string }>(`
      SELECT coalesce(halted, format('they were begun by %s, and this is %s', database, ${schema}.this_database())) AS reason
      FROM ${schema}.relay`)
    return yield* new RebaseNeeded({ domain, reason: row?.reason ?? "its relay has no row" })
  })
