import { consumerLoop } from "@croupier/core/events/consumerLoop"
import * as EventStreamSql from "@croupier/core/events/EventStreamSql"
import type { EventTail } from "@croupier/core/events/EventTail"
import { outboxDaysJob } from "@croupier/core/events/outboxDaysJob"
import { outboxReadiness } from "@croupier/core/events/outboxReadiness"
import { relayLoop } from "@croupier/core/events/RelayLoop"
import type { WakeUps } from "@croupier/core/events/WakeUps"
import { requireSchema } from "@croupier/core/postgres/RequireSchema"
import { brandTimezone } from "@croupier/core/schedule/brandTimezone"
import * as JobPeriodsSql from "@croupier/core/schedule/JobPeriodsSql"
import type { Recurrence } from "@croupier/core/schedule/Recurrence"
import * as Scheduler from "@croupier/core/schedule/Scheduler"
import type { HeartbeatProvider } from "@croupier/core/worker/HeartbeatProvider"
import type { Leases } from "@croupier/core/worker/Lease"
import { steps } from "@croupier/core/worker/steps"
import * as Worker from "@croupier/core/worker/Worker"
import type { SqlClient } from "@effect/sql/SqlClient"
import { Duration, Effect, Layer } from "effect"
import { expireDeposits } from "./cashier/expireDeposits.js"
import type { Wallet } from "./contract/Wallet.js"
import { factKeeper } from "./facts/FactKeeper.js"
import { foldBalances } from "./fold/BalanceFold.js"
import { walletMigrations } from "./migrations/WalletMigrations.js"
import { pruneReportsJob } from "./reconciliation/pruneReports.js"
import { reconciliationJob } from "./reconciliation/Reconciliation.js"
import { sealEntries } from "./seal/LedgerSeal.js"

/** What a process may want otherwise than the default. */
export interface WalletWorkerOptions {
  /** Whether it publishes the outbox; default true. Without that, somebody else has to. */
  readonly relay?: boolean
  /** How often a loop that has found nothing looks again, up to 5 s; default 5 s. The fold does at least every second. */
  readonly every?: Duration.DurationInput
  /** How long the relay's lease stands once its holder is gone; default 10 s. */
  readonly lease?: Duration.DurationInput
  /** How often all accounts are compared with their entries; default hourly. */
  readonly reconciled?: Recurrence
}

/** What the loops stand on; the login of the `SqlClient` is one that spans brands. */
export type WalletWorkerNeeds = EventTail | HeartbeatProvider | Leases | SqlClient | WakeUps | Wallet

/**
 * What the ledger needs in the background: its outbox published, its events kept, brands' balances folded, all accounts
 * reconciled, the entries sealed, deposit requests ended that nobody paid; the loop `reconciliation` also runs the other
 * scheduled jobs: the outbox's days, and the pruning of old reports. Any number of replicas may run beside each other.
 */
export const layer = (options: WalletWorkerOptions = {}): Layer.Layer<never, never, WalletWorkerNeeds> =>
  Layer.unwrapScoped(
    Effect.gen(function* () {
      const { every = "5 seconds", lease = "10 seconds", reconciled = "hourly", relay = true } = options
      const scheduler = yield* Scheduler.make({
        name: "wallet",
        jobs: [reconciliationJob(reconciled), outboxDaysJob("wallet", "outbox-days"), pruneReportsJob],
        timezone: brandTimezone
      })
      const loops: Array<Worker.Loop<SqlClient | Wallet>> = [
        Worker.loop({ name: "balance-fold", every: Duration.min("1 second", every), tick: entries(foldBalances) }),
        Worker.loop({ name: "reconciliation", every, tick: scheduler.tick }),
        Worker.loop({ name: "ledger-seal", every, tick: entries(sealEntries) }),
        Worker.loop({
          name: "deposit-expiry",
          every,
          tick: steps(100, expireDeposits)
        }),
        yield* consumerLoop(factKeeper, { name: "fact-keeping" })
      ]
      if (relay) loops.unshift(yield* relayLoop({ domain: "wallet", lease }))
      return Worker.layer({ name: "wallet_worker", loops, readyEvery: every, ready: relay ? ready : schemaFits })
    })
  ).pipe(Layer.provide([EventStreamSql.layerSql, JobPeriodsSql.layerSql]))

const entries = <E, R>(take: (atMost: number) => Effect.Effect<{ readonly entries: number }, E, R>) =>
  steps(5000, (atMost) => Effect.map(take(atMost), ({ entries }) => entries))

const schemaFits = requireSchema(walletMigrations)

const ready = Effect.zipRight(schemaFits, outboxReadiness("wallet"))
