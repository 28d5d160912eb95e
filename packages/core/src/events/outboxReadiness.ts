import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Schema } from "effect"
import { outboxAge } from "./relayLoop.js"

/** Seconds for which an event may wait for its batch; one that waits longer is not being published. */
export const longestWait = 60

/** An outbox is not being published when its oldest event has waited for a minute. */
export class OutboxStuck extends Schema.TaggedError<OutboxStuck>()("OutboxStuck", {
  domain: Schema.String,
  seconds: Schema.Number
}) {
  override get message(): string {
    return `the oldest unpublished event of ${this.domain} is ${this.seconds} s old`
  }
}

/** What a worker that publishes a domain's outbox asks to be ready: no event has waited for a minute. */
export const outboxReadiness = (domain: string): Effect.Effect<number, OutboxStuck | SqlError, SqlClient> =>
  Effect.filterOrFail(
    outboxAge(domain),
    (seconds) => seconds < longestWait,
    (seconds) => new OutboxStuck({ domain, seconds })
  )
