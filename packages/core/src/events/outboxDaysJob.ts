import type { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import { maintainOutbox } from "../internal/events/maintainOutbox.js"
import type { Job } from "../schedule/Job.js"

/** The job `<domain>-outbox-days`: days of a domain's outbox are made ahead, and dropped once every consumer has passed them. */
export const outboxDaysJob = (domain: string): Job<SqlClient> => ({
  name: `${domain}-outbox-days`,
  every: "hourly",
  scopes: Effect.succeed(["*"]),
  run: () => Effect.asVoid(maintainOutbox(domain))
})
