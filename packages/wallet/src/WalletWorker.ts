import * as DomainWorker from "@croupier/core/domain/DomainWorker"
import type { Recurrence } from "@croupier/core/schedule/Recurrence"
import { steps } from "@croupier/core/worker/steps"
import * as Worker from "@croupier/core/worker/Worker"
import { Duration, Effect, type Layer } from "effect"
import { expireDeposits } from "./cashier/expireDeposits.js"
import type { Wallet } from "./contract/Wallet.js"
import { foldBalances } from "./fold/BalanceFold.js"
import { factKeeper } from "./internal/facts/factKeeper.js"
import { pruneReportsJob } from "./internal/reconciliation/pruneReports.js"
import { walletMigrations } from "./migrations.js"
import { reconciliationJob } from "./reconciliation/Reconciliation.js"
import { sealEntries } from "./seal/LedgerSeal.js"

/** How a process runs the worker. The balance fold looks again at least every second. */
export interface WalletWorkerOptions extends DomainWorker.DomainWorkerOptions {
  /** How often all accounts are compared with their entries; default hourly. */
  readonly reconciled?: Recurrence
}

/** What the loops need; the login of the `SqlClient` is one that spans brands. */
export type WalletWorkerNeeds = DomainWorker.DomainWorkerNeeds | Wallet

/**
 * Background work for the ledger: publishes its outbox, keeps its events, folds brands' balances, reconciles all accounts,
 * seals the entries and expires unpaid deposit requests; the loop `reconciliation` also runs the other scheduled jobs.
 */
export const layer = ({
  reconciled = "hourly",
  ...options
}: WalletWorkerOptions = {}): Layer.Layer<never, never, WalletWorkerNeeds> =>
  DomainWorker.layer<DomainWorker.DomainWorkerNeeds | Wallet>(
    {
      domain: "wallet",
      migrations: walletMigrations,
      scheduler: "reconciliation",
      jobs: [reconciliationJob(reconciled), pruneReportsJob],
      loops: (every) => [
        Worker.loop({ name: "balance-fold", every: Duration.min("1 second", every), tick: entries(foldBalances) }),
        Worker.loop({ name: "ledger-seal", every, tick: entries(sealEntries) }),
        Worker.loop({ name: "deposit-expiry", every, tick: steps(100, expireDeposits) })
      ],
      consumers: [{ loop: "fact-keeping", consumer: factKeeper }]
    },
    options
  )

const entries = <E, R>(take: (atMost: number) => Effect.Effect<{ readonly entries: number }, E, R>) =>
  steps(5000, (atMost) => Effect.map(take(atMost), ({ entries }) => entries))
