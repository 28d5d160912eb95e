import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Option, Schema } from "effect"
import type { Epoch } from "./Epoch.js"
import { eventLoop } from "./eventLoop.js"
import { outboxSchema } from "./OutboxSchema.js"
import { committed, published, WakeUps } from "./WakeUps.js"

/** Somebody with a newer epoch relays this domain: whoever gets this has lost the lease. */
export class RelayFenced extends Schema.TaggedError<RelayFenced>()("RelayFenced", {
  domain: Schema.String,
  epoch: Schema.BigIntFromSelf
}) {}

/** The number of the batch made of what was committed since the last one, or none where nothing was. */
export const tick = (
  domain: string,
  epoch: bigint
): Effect.Effect<Option.Option<bigint>, RelayFenced | SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const [row] = yield* sql.unsafe<{ made: bigint }>(`SELECT ${outboxSchema(domain)}.make_tick($1) AS made`, [epoch])
    const made = row?.made ?? 0n
    if (made < 0n) return yield* new RelayFenced({ domain, epoch })
    return made === 0n ? Option.none() : Option.some(made)
  })

/**
 * Makes batches of a domain's events for as long as it runs: every 20 ms while events come, woken by hints, polling at
 * most 250 ms apart otherwise. Does nothing while the lease is another's. Failures are logged and tried again.
 */
export const relay = (options: {
  readonly domain: string
  readonly epoch: Epoch
}): Effect.Effect<never, never, SqlClient.SqlClient | WakeUps> =>
  Effect.flatMap(WakeUps, ({ wake }) =>
    eventLoop({
      name: `relay of ${options.domain}`,
      topic: committed(options.domain),
      pause: "20 millis",
      round: Effect.flatMap(options.epoch, (epoch) =>
        Option.isNone(epoch)
          ? Effect.succeed(false)
          : Effect.flatMap(tick(options.domain, epoch.value), (made) =>
              Option.isNone(made) ? Effect.succeed(false) : Effect.as(wake(published(options.domain)), true)
            )
      )
    })
  )
