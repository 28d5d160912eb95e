import { parseArgs } from "node:util"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Option, Schema } from "effect"
import { BrandKey } from "../Brand.js"
import { reasonOf } from "../postgres/Reason.js"
import { listDeadLetters } from "./DeadLetters.js"
import { rebase } from "./rebase.js"
import { retire } from "./retire.js"
import { wantReplay } from "./wantedReplays.js"

/** What was asked cannot be done; the message says which commands there are, or what is wrong with this one. */
export class OutboxCommandRefused extends Schema.TaggedError<OutboxCommandRefused>()("OutboxCommandRefused", {
  message: Schema.String
}) {}

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

const list = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const brands = yield* sql<{ key: BrandKey }>`SELECT key FROM croupier_core.brand`
  const letters = yield* listDeadLetters(brands.map(({ key }) => key))
  if (letters.length === 0) return "no dead letters"
  return letters
    .map(({ consumer, domain, event, reason, parkedAt }) =>
      [
        parkedAt.toISOString(),
        event.brand,
        consumer,
        domain,
        event.key,
        `${event.type} ${event.keyVersion}`,
        reason
      ].join("  ")
    )
    .join("\n")
})

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

type ReplayOptions = { readonly [name in "brand" | "consumer" | "domain" | "key" | "reason"]?: string | undefined }

const replay = ({ brand: given, consumer, domain, key, reason }: ReplayOptions) =>
  Effect.gen(function* () {
    if (consumer === undefined) return yield* refused(`a replay needs a consumer; ${usage}`)
    const brand = Schema.decodeUnknownOption(BrandKey)(given)
    if (given !== undefined && Option.isNone(brand)) return yield* refused(`"${given}" is no brand`)
    if (key !== undefined && !isUuid(key)) return yield* refused(`"${key}" is no key: a UUID, as list has it`)
    const { letters, keys } = yield* wantReplay({
      consumer,
      ...(domain === undefined ? {} : { domain }),
      ...(Option.isNone(brand) ? {} : { brand: brand.value }),
      ...(key === undefined ? {} : { key }),
      ...(reason === undefined ? {} : { reason })
    })
    if (letters === 0) {
      const asked = Object.entries({ domain, brand: given, key, reason })
        .flatMap(([name, value]) => (value === undefined ? [] : [` ${name} "${value}"`]))
        .join(",")
      return yield* refused(`${consumer} has no dead letters${asked === "" ? "" : ` with${asked}`}`)
    }
    return `${consumer} takes ${letters} dead letters again, of ${keys} keys, within some seconds; its log says how it went`
  })

const retired = (consumer: string, domain: string) =>
  Effect.gen(function* () {
    const answer = yield* retire(consumer, domain)
    if (answer === "no such consumer") return yield* refused(`${domain} has no consumer "${consumer}"`)
    if (answer === "running") return yield* refused(`${consumer} of ${domain} is running: stop its workers first`)
    return `${consumer} of ${domain} is retired: it holds back nothing, and takes nothing more under this name`
  })

const rebased = (domain: string) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const rows = yield* sql`SELECT FROM pg_tables WHERE schemaname = ${`croupier_${domain}`} AND tablename = 'outbox'`
    if (rows.length === 0) return yield* refused(`"${domain}" is no domain with an outbox`)
    const moved = yield* rebase(domain)
    return `the batches of ${domain} begin anew; ${moved} events that were in none come first`
  })

const isUuid = Schema.is(Schema.UUID)

const refused = (message: string) => new OutboxCommandRefused({ message })
