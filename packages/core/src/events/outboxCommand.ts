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
  outbox replay <brand> <consumer> <domain> <key> have a key's dead letters taken again
  outbox replay --consumer <consumer> [--domain <domain>] [--brand <brand>] [--key <key>] [--reason <text>]
                                                  have those of many keys taken again, by a part of their reason too
  outbox retire <consumer> <domain>               let a consumer that will not come back hold back nothing more
  outbox rebase <domain>                          begin a domain's batches anew, after a restore`

/** The commands over outboxes for people, as words; answers what to print. */
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
    ? refused(`a replay needs a consumer; ${usage}`)
    : Effect.map(replayLetters(options), renderReplay)

const retired = (consumer: string, domain: string) =>
  Effect.as(retireConsumer(consumer, domain), renderRetired(consumer, domain))

const rebased = (domain: string) => Effect.map(rebaseDomain(domain), (moved) => renderRebase(domain, moved))

const refused = (message: string) => new OutboxCommandRefused({ message })
