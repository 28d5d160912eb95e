import { type OutboxCondition, outboxCondition } from "@croupier/core/events/outboxCondition"
import { longestWait } from "@croupier/core/events/outboxReadiness"
import { withSpan } from "@croupier/core/postgres/BrandTransaction"
import { Effect } from "effect"
import { each, type Finding, fault, ok, warning } from "./Finding.js"

/** The domains with an outbox, each with the worker that publishes it. */
const workers = {
  wallet: "wallet_worker",
  player: "player_worker",
  rolling: "rolling_worker",
  agent: "agent_worker"
} as const

type Domain = keyof typeof workers

/** The outboxes of all domains. */
export const eventFacts = Effect.forEach(Object.keys(workers), (domain) => withSpan()(outboxCondition(domain)))

/** The limits of the alerts in docs/runbooks/events.md. */
const limits = { lag: 300, leaseEnded: 60 }

/** Outboxes that are not published, consumers that lag, and dead letters. */
export const eventFindings = (outboxes: ReadonlyArray<OutboxCondition>): ReadonlyArray<Finding> =>
  outboxes.flatMap((outbox) => [
    relay(outbox),
    outbox.astray > 0
      ? fault(
          "events.default-partition",
          `${outbox.astray} events of ${outbox.domain} are in the default partition: their day's partition was not created in time`,
          `keep ${workerOf(outbox)} running: its hourly job creates the day partitions, and removes old events once every consumer has read them`
        )
      : ok("events.default-partition", `no event of ${outbox.domain} is in the default partition`),
    outbox.daysAhead < 2
      ? fault(
          "events.days",
          `the outbox of ${outbox.domain} has no partition for ${outbox.daysAhead === 0 ? "today" : "tomorrow"}`,
          `start ${workerOf(outbox)}: its hourly job creates the partitions ahead`
        )
      : ok("events.days", `the outbox of ${outbox.domain} has its partitions ahead`),
    ...each(
      outbox.consumers.filter(({ deadLetters }) => deadLetters > 0),
      ({ consumer, deadLetters }) =>
        fault(
          "events.dead-letters",
          `${consumer} of ${outbox.domain} has ${deadLetters} dead letters`,
          `run croupier outbox list, fix the cause, then run: croupier outbox replay --consumer ${consumer} --domain ${outbox.domain}`
        ),
      ok("events.dead-letters", `no dead letters of ${outbox.domain}`)
    ),
    ...each(
      outbox.consumers.filter(({ lag }) => lag > limits.lag),
      ({ consumer, lag }) =>
        fault(
          "events.consumers",
          `${consumer} of ${outbox.domain} is ${Math.round(lag)} s behind`,
          `start the worker that runs ${consumer} and check its log; if the consumer was removed for good, run: croupier outbox retire ${consumer} ${outbox.domain}`
        ),
      ok("events.consumers", `${outbox.consumers.length} consumers of ${outbox.domain}, none behind`)
    )
  ])

/** One cause, one finding: a halted or absent relay explains the age. */
const relay = (outbox: OutboxCondition): Finding => {
  const { age, domain, halted, leaseEnded } = outbox
  if (halted !== null) {
    return fault(
      "events.relay",
      `no batches of ${domain} are created: ${halted}`,
      `check that this is the right database, then run: croupier outbox rebase ${domain}`
    )
  }
  const start = `start ${workerOf(outbox)} with ENABLE_OUTBOX_POLLER=true`
  if (age >= longestWait) {
    return fault("events.relay", `the oldest unpublished event of ${domain} is ${Math.round(age)} s old`, start)
  }
  if (leaseEnded === null) return warning("events.relay", `no relay of ${domain} has ever run`, start)
  return leaseEnded > limits.leaseEnded
    ? warning("events.relay", `no relay of ${domain} has run for ${Math.round(leaseEnded)} s`, start)
    : ok("events.relay", `the outbox of ${domain} is published`)
}

const workerOf = ({ domain }: OutboxCondition): string => workers[domain as Domain] ?? `the worker of ${domain}`
