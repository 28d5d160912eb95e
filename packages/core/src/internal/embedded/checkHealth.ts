import { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Clock, Effect, Option } from "effect"
import type { EmbeddedHealth, HealthProblem } from "../../embedded/EmbeddedHealth.js"
import { longestWait } from "../../events/outboxReadiness.js"
import { outboxAge } from "../../events/relayLoop.js"
import type { HeartbeatProvider } from "../../worker/HeartbeatProvider.js"
import { oldest } from "../worker/Heartbeat.js"

/** Which parts of a domain run in this process. `domain` names the outbox, where it has one. */
export interface WatchedParts {
  readonly name: string
  readonly domain: string
  readonly hasOutbox: boolean
  readonly relay: boolean
  readonly maintenance: boolean
  /** Where the background work of this process stamps. */
  readonly heartbeat: HeartbeatProvider["Type"]
}

/** Asks the database and the heartbeat how the domain is. Never fails; the database has two seconds. */
export const checkHealth = (parts: WatchedParts): Effect.Effect<EmbeddedHealth, never, SqlClient> =>
  Effect.gen(function* () {
    const stored = yield* Effect.timeoutOption(Effect.option(storedState(parts)), "2 seconds")
    const state = Option.getOrUndefined(Option.flatten(stored))
    const problems = [
      ...(state === undefined ? [unavailable(parts)] : storedProblems(parts, state)),
      ...(yield* workProblems(parts))
    ]
    return {
      status: problems.length === 0 ? "ok" : "degraded",
      problems,
      outboxAgeSeconds: state?.age ?? null
    }
  })

interface StoredState {
  readonly age: number | null
  readonly isRelayed: boolean
  readonly isMaintained: boolean
}

/** Seconds after which a loop that has not turned is a problem. */
const patience = 60

const storedState = ({ domain, hasOutbox }: WatchedParts): Effect.Effect<StoredState, SqlError, SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const held = yield* sql<{ name: string }>`
      SELECT name FROM croupier_core.lease WHERE expires_at > croupier_core.now()
        AND name IN (${`relay ${domain}`}, ${`scheduler:${domain}`})`
    const names = held.map(({ name }) => name)
    return {
      age: hasOutbox ? yield* outboxAge(domain) : null,
      isRelayed: names.includes(`relay ${domain}`),
      isMaintained: names.includes(`scheduler:${domain}`)
    }
  })

const storedProblems = (parts: WatchedParts, { age, isMaintained, isRelayed }: StoredState) => {
  const problems: Array<HealthProblem> = []
  if (parts.hasOutbox && !parts.relay && !isRelayed) {
    problems.push({
      code: "relay-not-running",
      message: `${parts.name}: relay is false and no other process publishes the outbox: consumers receive no events`
    })
  }
  if (!parts.maintenance && !isMaintained) {
    problems.push({
      code: "maintenance-not-running",
      message: `${parts.name}: maintenance is false and no other process runs it: nothing is folded, sealed, expired or removed`
    })
  }
  if (age !== null && age >= longestWait) {
    problems.push({
      code: "outbox-not-published",
      message: `${parts.name}: the oldest unpublished event of the outbox is ${Math.round(age)} s old`
    })
  }
  return problems
}

const workProblems = ({ heartbeat, name }: WatchedParts) =>
  Effect.gen(function* () {
    const beat = yield* heartbeat.read
    if (beat.expected.length === 0) return []
    const now = yield* Clock.currentTimeMillis
    const isOld = (at: number) => now - at > patience * 1000
    const problems: Array<HealthProblem> = []
    if (isOld(oldest(beat) ?? beat.since)) {
      problems.push({
        code: "worker-stalled",
        message: `${name}: background work has not completed for ${patience} s`
      })
    } else if (isOld(beat.since) && isOld(beat.ready ?? beat.since)) {
      problems.push({
        code: "worker-failing",
        message: `${name}: background work has failed for ${patience} s; see the warnings in the log`
      })
    }
    if (beat.failedJobs.length > 0) {
      problems.push({
        code: "jobs-failing",
        message: `${name}: the last run of these jobs failed: ${beat.failedJobs.join(", ")}`
      })
    }
    return problems
  })

const unavailable = ({ name }: WatchedParts): HealthProblem => ({
  code: "database-unavailable",
  message: `${name}: the database does not answer`
})
