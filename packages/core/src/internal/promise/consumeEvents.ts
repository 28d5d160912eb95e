import { SqlClient } from "@effect/sql/SqlClient"
import { Cause, Data, Effect, Exit, Layer, Runtime } from "effect"
import { workerPool } from "../../embedded/Background.js"
import { DatabaseNotReady } from "../../embedded/DatabaseNotReady.js"
import { type PreparedDatabase, prepareDatabase } from "../../embedded/prepareDatabase.js"
import type { Consumer } from "../../events/Consumer.js"
import { consumerLoop } from "../../events/consumerLoop.js"
import * as EventStreamSql from "../../events/EventStreamSql.js"
import * as Notifier from "../../events/Notifier.js"
import type { StreamEvent } from "../../events/StreamEvent.js"
import { reasonOf } from "../../postgres/SqlErrors.js"
import { CroupierError, InvalidInput } from "../../promise/CroupierError.js"
import { openSession } from "../../promise/Session.js"
import * as HeartbeatProvider from "../../worker/HeartbeatProvider.js"
import * as Worker from "../../worker/Worker.js"
import { stopInTime } from "../embedded/stopInTime.js"
import type { ConsumedEvent, ConsumerOptions, EventConsumer, Query } from "./EventConsumer.js"

/**
 * Takes every event of a domain exactly once: `apply` writes rows in the transaction that also moves the consumer's
 * position. Any number of processes may run one consumer; they divide the players among them. Rejects with a `NotReady`.
 *
 * @example
 * const consumer = await consumeEvents({ databaseUrl, consumer: "loyalty", domain: "wallet", apply: async (events, query) => {
 *   for (const { id, key } of events) await query("INSERT INTO seen (event, player) VALUES ($1, $2)", [id, key])
 * } })
 */
export const consumeEvents = async (options: ConsumerOptions): Promise<EventConsumer> => {
  for (const [member, text] of Object.entries({ consumer: options.consumer, domain: options.domain })) {
    if (!/^[a-z][a-z0-9-]{1,47}$/.test(text)) {
      throw new InvalidInput(
        "invalid-input",
        `${member}: 2 to 48 characters of a-z, 0-9 and -, beginning with a letter`
      )
    }
  }
  if (!/^[a-z]{2,30}$/.test(options.domain)) {
    throw new InvalidInput("invalid-input", "domain: 2 to 30 characters of a-z, such as wallet")
  }
  const session = await openSession("consumer", layerOf(options), options.log)
  return { close: session.close }
}

const layerOf = (options: ConsumerOptions) => {
  const name = `@croupier/consumer ${options.consumer}`
  const schema = { name, sets: [], roles: ["croupier_app"], migrateCommand: "" } as const
  return Layer.unwrapEffect(
    Effect.map(prepareDatabase(options, schema, false), (database) => stopInTime(running(options, name, database)))
  )
}

const running = (options: ConsumerOptions, name: string, database: PreparedDatabase) =>
  Layer.unwrapScoped(
    Effect.gen(function* () {
      yield* requireOutbox(options.domain)
      const loop = yield* consumerLoop(consumerOf(options))
      return Worker.layer({ name, loops: [loop] })
    })
  ).pipe(
    Layer.provide([Layer.fresh(HeartbeatProvider.layerMemory), EventStreamSql.layerSql, Notifier.layer]),
    Layer.provide(database.connect("croupier_app", { applicationName: name, ...workerPool }))
  )

const requireOutbox = (domain: string) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const [row] = yield* Effect.orDie(
      sql<{ there: boolean }>`SELECT to_regclass(${`croupier_${domain}.outbox`}) IS NOT NULL AS there`
    )
    if (row?.there === true) return
    return yield* new DatabaseNotReady({
      code: "schema-mismatch",
      message: `this database has no events of ${domain}: start the app that embeds it once to create its schema`
    })
  })

const consumerOf = ({ apply, consumer, domain, limit }: ConsumerOptions): Consumer<ApplyFailed, SqlClient> => ({
  consumer,
  domain,
  ...(limit === undefined ? {} : { limit }),
  apply: (events) =>
    Effect.flatMap(Effect.runtime<SqlClient>(), (runtime) => {
      let isOpen = true
      let failed: CroupierError | undefined
      const query: Query = async (text, values = []) => {
        if (!isOpen) throw new InvalidInput("transaction-ended", "query was called after `apply` had ended")
        const statement = Effect.flatMap(SqlClient, (sql) =>
          sql.unsafe<Readonly<Record<string, unknown>>>(text, values)
        )
        const exit = await Runtime.runPromiseExit(runtime)(statement)
        if (Exit.isSuccess(exit)) return exit.value
        const cause = Cause.squash(exit.cause)
        failed = new CroupierError("query-failed", reasonOf(cause), "not-applied", { cause })
        throw failed
      }
      return Effect.tryPromise({
        try: () => apply(events.map(plainEvent), query),
        // A failure of the database decides what happens next, also where `apply` made an error of its own of it.
        catch: (cause) =>
          new ApplyFailed({
            cause: failed === undefined || cause === failed ? cause : new AggregateError([cause, failed])
          })
      }).pipe(
        Effect.ensuring(
          Effect.sync(() => {
            isOpen = false
          })
        )
      )
    })
})

/** What `apply` rejected with. */
class ApplyFailed extends Data.TaggedError("ApplyFailed")<{ readonly cause: unknown }> {}

const plainEvent = ({ brand, id, key, keyVersion, occurredAt, payload, trace, type, version }: StreamEvent) =>
  ({
    brand,
    id,
    key,
    keyVersion: Number(keyVersion),
    occurredAt,
    payload,
    trace,
    type,
    version
  }) satisfies ConsumedEvent
