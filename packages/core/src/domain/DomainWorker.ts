import type { SqlClient } from "@effect/sql/SqlClient"
import { type Duration, Effect, Layer } from "effect"
import type { Consumer } from "../events/Consumer.js"
import { consumerLoop } from "../events/consumerLoop.js"
import type { EventStream } from "../events/EventStream.js"
import * as EventStreamSql from "../events/EventStreamSql.js"
import type { EventTail } from "../events/EventTail.js"
import type { Notifier } from "../events/Notifier.js"
import { outboxDaysJob } from "../events/outboxDaysJob.js"
import { outboxReadiness } from "../events/outboxReadiness.js"
import { relayLoop } from "../events/relayLoop.js"
import { requireSchema } from "../migration/requireSchema.js"
import type { MigrationSet } from "../postgres/MigrationSet.js"
import { brandTimezone } from "../schedule/brandTimezone.js"
import type { Job } from "../schedule/Job.js"
import * as JobPeriodsSql from "../schedule/JobPeriodsSql.js"
import * as Scheduler from "../schedule/Scheduler.js"
import type { HeartbeatProvider } from "../worker/HeartbeatProvider.js"
import type { Leases } from "../worker/Lease.js"
import * as Worker from "../worker/Worker.js"

/** How a process runs a domain's worker. */
export interface DomainWorkerOptions {
  /** Whether it publishes the outbox; default true. Without it another process has to. */
  readonly relay?: boolean
  /** How often an idle loop looks again, up to 5 s; default 5 s. */
  readonly every?: Duration.DurationInput
  /** How long the relay's lease outlives its holder; default 10 s. */
  readonly lease?: Duration.DurationInput
}

/** A domain's background work. */
export interface DomainWork<R> {
  readonly domain: string
  readonly migrations: MigrationSet
  readonly loops?: (every: Duration.DurationInput) => ReadonlyArray<Worker.Loop<R>>
  /** Scheduled jobs in addition to the maintenance of the outbox's days. */
  readonly jobs?: ReadonlyArray<Job<R>>
  /** The loop that runs scheduled jobs; default `outbox-days`. */
  readonly scheduler?: string
  /** Consumers of this or other domains' events, each with the name of its loop. */
  readonly consumers?: ReadonlyArray<{ readonly loop: string; readonly consumer: Consumer<unknown, R> }>
}

/** What a domain's worker needs in addition to what its own loops need. */
export type DomainWorkerNeeds = EventTail | HeartbeatProvider | Leases | SqlClient | Notifier

/**
 * The worker `<domain>_worker`: publishes the domain's outbox and maintains its days, runs scheduled jobs, loops and
 * consumers. Ready while the schema fits and, where it publishes, no event has waited for a minute. Any number of replicas
 * may run side by side.
 */
export const layer = <R = never>(
  work: DomainWork<R>,
  { every = "5 seconds", lease = "10 seconds", relay = true }: DomainWorkerOptions = {}
): Layer.Layer<never, never, DomainWorkerNeeds | Exclude<R, EventStream>> =>
  Layer.unwrapScoped(
    Effect.gen(function* () {
      const { domain } = work
      const scheduler = yield* Scheduler.make<R | SqlClient>({
        name: domain,
        jobs: [outboxDaysJob(domain), ...(work.jobs ?? [])],
        timezone: brandTimezone
      })
      const publish = relay ? [yield* relayLoop({ domain, lease })] : []
      const consumers = yield* Effect.forEach(work.consumers ?? [], ({ consumer, loop }) =>
        consumerLoop(consumer, { name: loop })
      )
      const schemaFits = requireSchema(work.migrations)
      return Worker.layer<R | SqlClient>({
        name: `${domain}_worker`,
        loops: [
          ...publish,
          ...(work.loops?.(every) ?? []),
          Worker.loop({ name: work.scheduler ?? "outbox-days", every, tick: scheduler.tick }),
          ...consumers
        ],
        readyEvery: every,
        ready: relay ? Effect.zipRight(schemaFits, outboxReadiness(domain)) : schemaFits
      })
    })
  ).pipe(Layer.provide([EventStreamSql.layerSql, JobPeriodsSql.layerSql])) as Layer.Layer<
    never,
    never,
    DomainWorkerNeeds | Exclude<R, EventStream>
  >
