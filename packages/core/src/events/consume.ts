import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Option } from "effect"
import type { Consumer } from "./Consumer.js"
import { type Claim, type ConsumerFenced, claim, move } from "./ConsumerPositions.js"
import { EventStream, type EventsUnavailable } from "./EventStream.js"
import { eventLoop } from "./eventLoop.js"
import { allPartitions } from "./Partition.js"
import { samePlaces } from "./Position.js"
import { takeBatch } from "./takeBatch.js"
import { published, type WakeUps } from "./WakeUps.js"

/** Why a consumer took nothing more; its position is where it was. */
export type ConsumeFailure = ConsumerFenced | EventsUnavailable | SqlError

/** Takes what is there, up to one batch. False where there was nothing, or where the lease is another's. */
export const consume = <E, R>(
  consumer: Consumer<E, R>
): Effect.Effect<boolean, ConsumeFailure, R | SqlClient.SqlClient | EventStream> =>
  Effect.gen(function* () {
    const epoch = yield* consumer.epoch
    if (Option.isNone(epoch)) return false
    const stream = yield* EventStream
    const mine: Claim = {
      consumer: consumer.consumer,
      domain: consumer.domain,
      partitions: consumer.partitions ?? allPartitions,
      epoch: epoch.value
    }
    const from = yield* claim(mine, stream.oldest(consumer.domain))
    const { events, to } = yield* stream.read(consumer.domain, from, consumer.limit ?? 500)
    if (events.length > 0) yield* takeBatch(consumer, mine, events, from, to)
    else if (samePlaces(from, to)) return false
    else yield* move(mine, from, to)
    return true
  })

/** Consumes for as long as it runs, woken by the relay of this process, polling otherwise; failures are logged and tried again. */
export const runConsumer = <E, R>(
  consumer: Consumer<E, R>
): Effect.Effect<never, never, R | SqlClient.SqlClient | EventStream | WakeUps> =>
  eventLoop({
    name: `consumer ${consumer.consumer} of ${consumer.domain}`,
    topic: published(consumer.domain),
    round: consume(consumer)
  })
