import * as DomainWorker from "@croupier/core/domain/DomainWorker"
import * as Worker from "@croupier/core/worker/Worker"
import { Effect, Layer } from "effect"
import { AgentMaintenance } from "./AgentMaintenance.js"
import { accrualConsumer } from "./internal/accrual/accrualConsumer.js"
import { prunePendingJob } from "./internal/accrual/prunePending.js"
import { referralConsumer } from "./internal/accrual/referralConsumer.js"
import { agentMigrations } from "./migrations.js"

/** How a process runs the worker. */
export type AgentWorkerOptions = DomainWorker.DomainWorkerOptions

/** What the loops need. Their login reads the streams of wallet and player. */
export type AgentWorkerNeeds = DomainWorker.DomainWorkerNeeds | AgentMaintenance

/**
 * Background work for agents: publishes their outbox, gives players their agents, counts settled rounds, settles periods, and
 * pays statements and conversions.
 */
export const layer = (options: AgentWorkerOptions = {}): Layer.Layer<never, never, AgentWorkerNeeds> =>
  Layer.unwrapEffect(
    Effect.map(AgentMaintenance, ({ finishStatements, freezePeriods, payConversions }) =>
      DomainWorker.layer(
        {
          domain: "agent",
          migrations: agentMigrations,
          jobs: [prunePendingJob],
          loops: (every) =>
            (
              [
                ["period-freezing", freezePeriods],
                ["statement-settlement", finishStatements],
                ["conversion-payout", payConversions]
              ] as const
            ).map(([name, tick]) =>
              Worker.loop({ name, every, tick: Effect.map(tick, (taken) => (taken === 0 ? "wait" : "more")) })
            ),
          consumers: [
            { loop: "referrals", consumer: referralConsumer },
            { loop: "accruals", consumer: accrualConsumer }
          ]
        },
        options
      )
    )
  )
