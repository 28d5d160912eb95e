import { withSpan } from "@croupier/core/postgres/BrandTransaction"
import { type ProofCondition, proofCondition } from "@croupier/wallet/verify/ProofCondition"
import { type Finding, fault, ok } from "./Finding.js"

/** The background proofs of the ledger. */
export const bookFacts = withSpan()(proofCondition)

/** The seal takes entries within seconds, and reconciliation runs hourly; seconds. */
const limits = { seal: 600, reconciliation: 2 * 3600 }

/** Proofs that are stopped, and what the last reconciliation found. Neither says that the books balance: `verify` does. */
export const bookFindings = (facts: ProofCondition): ReadonlyArray<Finding> => {
  if (facts.foreignServer !== null) {
    return [
      fault(
        "books.history",
        `the ledger's entries were numbered by server ${facts.foreignServer}: fold, reconciliation and seal are stopped`,
        "check that this is the right database, then run: croupier outbox rebase wallet"
      )
    ]
  }
  return [
    ok("books.history", "the ledger's entries were numbered by this server"),
    facts.unsealed !== null && facts.unsealed > limits.seal
      ? fault(
          "books.seal",
          `an entry has been unsealed for ${minutes(facts.unsealed)}`,
          "start wallet_worker and check its log"
        )
      : ok("books.seal", "all entries are sealed in time"),
    reconciliation(facts)
  ]
}

const reconciliation = ({ oldestEntry, reconciliation: last }: ProofCondition): Finding => {
  const check = "books.reconciliation"
  if (last !== null && last.state !== "balanced") {
    return fault(
      check,
      `reconciliation ${last.run} found ${last.differences} accounts that differ from their entries (${last.state})`,
      "croupier verify lists the entries; then unfreeze through the wallet API, with a second person's approval"
    )
  }
  const since = last === null ? (oldestEntry ?? 0) : oldestEntry === null ? 0 : last.age
  return since > limits.reconciliation
    ? fault(
        check,
        `no reconciliation has completed for ${minutes(since)}`,
        "start wallet_worker and check its log; in the meantime run: croupier verify"
      )
    : ok(check, last === null ? "nothing to reconcile yet" : "the last reconciliation balanced")
}

const minutes = (seconds: number): string => `${Math.round(seconds / 60)} minutes`
