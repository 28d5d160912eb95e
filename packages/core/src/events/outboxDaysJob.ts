import type { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { Job } from "../schedule/Job.js"
import { maintainOutbox } from "./maintainOutbox.js"

/** The days of a domain's outbox, made ahead and dropped once every consumer has passed them. A job's name is the stack's. */
export const outboxDaysJob = (domain: string, name: string): Job<SqlClient> => ({
  name,
  every: "hourly",
  scopes: Effect.succeed(["*"]),
  run: () => Effect.asVoid(maintainOutbox(domain))
})
