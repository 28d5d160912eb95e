import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Option, Schema } from "effect"
import { BrandKey } from "../Brand.js"
import { listDeadLetters } from "./DeadLetters.js"
import { rebase } from "./rebase.js"
import { wantReplay } from "./wantedReplays.js"

/** What was asked cannot be done; the message says which commands there are, or what is wrong with this one. */
export class OutboxCommandRefused extends Schema.TaggedError<OutboxCommandRefused>()("OutboxCommandRefused", {
  message: Schema.String
}) {}

const usage = `there is
  outbox list                                     dead letters, oldest first
  outbox replay <brand> <consumer> <domain> <key> have a key's dead letters taken again
  outbox rebase <domain>                          begin a domain's batches anew, after a restore`

/** The commands over outboxes for people, as words; answers what to print. */
export const outboxCommand = (
  words: ReadonlyArray<string>
): Effect.Effect<string, OutboxCommandRefused | SqlError, SqlClient.SqlClient> => {
  const [command, ...rest] = words
  if (command === "list" && rest.length === 0) return list
  if (command === "replay" && rest.length === 4) return replay(rest)
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

const replay = ([given = "", consumer = "", domain = "", key = ""]: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const brand = Schema.decodeUnknownOption(BrandKey)(given)
    if (Option.isNone(brand)) return yield* refused(`"${given}" is no brand`)
    if (!isUuid(key)) return yield* refused(`"${key}" is no key: a UUID, as list has it`)
    const count = yield* wantReplay({ brand: brand.value, consumer, domain, key })
    if (count === 0) return yield* refused(`${consumer} has no dead letters of ${domain} with key ${key} in ${given}`)
    return `${consumer} takes ${count} dead letters again within some seconds; its log says how it went`
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
