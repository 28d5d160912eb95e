import { parseArgs } from "node:util"
import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { OutboxCommandRefused } from "../internal/events/OutboxCommandRefused.js"
import { reasonOf } from "../postgres/SqlErrors.js"
import { allDeadLetters, type ReplayOptions, rebaseDomain, replayLetters, retireConsumer } from "./OutboxOperations.js"
import { renderLetters, renderRebase, renderReplay, renderRetired } from "./OutboxReport.js"

export { OutboxCommandRefused } from "../internal/events/OutboxCommandRefused.js"

/** The commands, one a line. */
export const usage = `usage: outbox <command>
  outbox list                                     dead letters, oldest first
  outbox replay <brand> <consumer> <domain> <key> replay the dead letters of one key
  outbox replay --consumer <consumer> [--domain <domain>] [--brand <brand>] [--key <key>] [--reason <text>]
                                                  replay dead letters by filter, including text in the reason
  outbox retire <consumer> <domain>               retire a removed consumer so that it no longer blocks the outbox
  outbox rebase <domain>                          restart a domain's batch numbering after a restore`

/** The operator commands for outboxes, as words; answers what to print. */
export const outboxCommand = (
  words: ReadonlyArray<string>
): Effect.Effect<string, OutboxCommandRefused | SqlError, SqlClient.SqlClient> => {
  const [command, ...rest] = words
  if (words.includes("--help") || words.includes("-h")) return Effect.succeed(usage)
  if (command === "list" && rest.length === 0) return list
  if (command === "replay") return Effect.flatMap(replayOptions(rest), replay)
  if (command === "retire" && rest.length === 2) return retired(rest[0] ?? "", rest[1] ?? "")
  if (command === "rebase" && rest.length === 1) return rebased(rest[0] ?? "")
  return refused(usage)
}

const list = Effect.map(allDeadLetters, renderLetters)

/** The four words of one key, or options. */
const replayOptions = (words: ReadonlyArray<string>) => {
  const [brand = "", consumer = "", domain = "", key = ""] = words
  if (words.length === 4 && !words.some((word) => word.startsWith("-"))) {
    return Effect.succeed({ brand, consumer, domain, key })
  }
  const option = { type: "string" } as const
  const options = { consumer: option, domain: option, brand: option, key: option, reason: option }
  return Effect.try({
    try: () => parseArgs({ args: [...words], options }).values,
    catch: (error) => refused(`${reasonOf(error)}; ${usage}`)
  })
}

const replay = (options: ReplayOptions) =>
  options.consumer === undefined
    ? refused(`replay requires a consumer; ${usage}`)
    : Effect.map(replayLetters(options), renderReplay)

const retired = (consumer: string, domain: string) =>
  Effect.as(retireConsumer(consumer, domain), renderRetired(consumer, domain))

const rebased = (domain: string) => Effect.map(rebaseDomain(domain), (moved) => renderRebase(domain, moved))

const refused = (message: string) => new OutboxCommandRefused({ message })
