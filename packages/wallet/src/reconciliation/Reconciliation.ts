import { uuidv7 } from "@croupier/core/Ids"
import type { Job } from "@croupier/core/schedule/Job"
import type { Recurrence } from "@croupier/core/schedule/Recurrence"
import { steps } from "@croupier/core/worker/steps"
import { stamp } from "@croupier/core/worker/Worker"
import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { DateTime, Effect, Metric } from "effect"
import type { WalletUnavailable } from "../contract/Problems.js"
import { Wallet } from "../contract/Wallet.js"
import type { LedgerRebaseNeeded } from "../internal/fold/LedgerRebaseNeeded.js"
import { compare } from "../internal/reconciliation/compare.js"
import { confirm } from "../internal/reconciliation/confirm.js"
import { markEntries } from "../internal/reconciliation/expected.js"
import { freeze } from "../internal/reconciliation/freeze.js"
import { type ReconciliationReport, reportJson } from "../internal/reconciliation/Report.js"
import { keepReport } from "../internal/reconciliation/reports.js"
import { type Variance, verdictOn } from "../internal/reconciliation/Variance.js"
import { tellHeads } from "../seal/LedgerSeal.js"

/** How many entries one step of the mark takes. */
const step = 10_000

/**
 * One run: moves the mark on in small steps, compares all accounts with their entries part by part, confirms what differs
 * under the lock of its account, freezes the wallets that are wrong (or none, see `verdictOn`), and keeps the report. A run
 * that is cut off leaves nothing but a mark that has moved on; wallets that are frozen already stay as they are.
 */
export const reconcile: Effect.Effect<
  ReconciliationReport,
  LedgerRebaseNeeded | SqlError | WalletUnavailable,
  SqlClient | Wallet
> = Effect.gen(function* () {
  const begunAt = yield* DateTime.now
  const run = uuidv7(DateTime.toEpochMillis(begunAt))
  const mark = Effect.repeat(Effect.zipLeft(markStep, stamp), { until: (next) => next === "wait" })
  yield* mark

  // Again before each part: entries after the mark are read for every part.
  const { accounts, differences: suspects } = yield* compare(Effect.asVoid(mark))
  const confirmed = yield* Effect.forEach(suspects, (suspect) => Effect.zipLeft(confirm(suspect), stamp))
  const differences = confirmed.flat()

  const state = verdictOn(differences)
  const wallet = yield* Wallet
  if (state === "frozen") {
    yield* Effect.forEach(walletsOf(differences), (of) => Effect.zipLeft(freeze(wallet, run)(of), stamp), {
      discard: true
    })
  }
  const report = { run, begunAt, endedAt: yield* DateTime.now, accounts, state, differences }
  yield* keepReport(report)
  yield* tell(report)
  return report
}).pipe(Effect.withSpan("reconcile"))

/** The run as a scheduled job of the whole stack, which also says the heads of the seal in the log. */
export const reconciliationJob = (every: Recurrence = "hourly"): Job<SqlClient | Wallet> => ({
  name: "reconciliation",
  every,
  scopes: Effect.succeed(["*"]),
  run: () => Effect.zipRight(reconcile, tellHeads)
})

const markStep = steps(step, (atMost) => Effect.map(markEntries(atMost), ({ entries }) => entries))

const walletsOf = (differences: ReadonlyArray<Variance>) => [
  ...new Map(
    differences.flatMap(({ brand, wallet }) =>
      wallet === null ? [] : [[`${brand} ${wallet}`, { brand, wallet }] as const]
    )
  ).values()
]

const found = Metric.gauge("wallet_reconciliation_differences", {
  description: "Accounts that differ from their entries in the last reconciliation"
})
const alerting = Metric.gauge("wallet_reconciliation_alert", {
  description: "1 if the last reconciliation froze no wallet and requires manual action"
})

const tell = (report: ReconciliationReport) =>
  Effect.all([
    Metric.set(found, report.differences.length),
    Metric.set(alerting, report.state === "alert" ? 1 : 0),
    report.state === "balanced"
      ? Effect.logInfo(`reconciliation: ${report.accounts} accounts balance`)
      : Effect.logError(
          report.state === "alert"
            ? "reconciliation: books differ and NO WALLET was frozen; manual action required"
            : "reconciliation: wallets differ from their entries and are frozen",
          reportJson(report)
        )
  ])
