/** What an embedded domain needs and does not have at the moment. */
export interface HealthProblem {
  readonly code:
    | "database-unavailable"
    | "relay-not-running"
    | "maintenance-not-running"
    | "outbox-not-published"
    | "worker-stalled"
    | "worker-failing"
    | "jobs-failing"
  /** One sentence that says what does not happen, and what to do. */
  readonly message: string
}

/** How an embedded domain is; `ok` when there is no problem. */
export interface EmbeddedHealth {
  readonly status: "ok" | "degraded"
  readonly problems: ReadonlyArray<HealthProblem>
  /** Seconds for which the oldest event has waited to be published; null where the database did not say. */
  readonly outboxAgeSeconds: number | null
}
