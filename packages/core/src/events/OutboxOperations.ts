import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Option, Schema } from "effect"
import { BrandKey } from "../Brand.js"
import { brandKeys } from "../brands/brandKeys.js"
import { type DeadLetter, listDeadLetters } from "../internal/events/DeadLetters.js"
import { OutboxCommandRefused } from "../internal/events/OutboxCommandRefused.js"
import { retire } from "../internal/events/retire.js"
import { rebase } from "./rebase.js"
import { wantReplay } from "./wantedReplays.js"

type Operation<A> = Effect.Effect<A, OutboxCommandRefused | SqlError, SqlClient.SqlClient>

/** The dead letters of all brands, in stream order; at most 1000. */
export const allDeadLetters: Effect.Effect<ReadonlyArray<DeadLetter>, SqlError, SqlClient.SqlClient> = Effect.flatMap(
  brandKeys,
  listDeadLetters
)

/** Which dead letters are replayed: those of a consumer that match all other filters. */
export type ReplayOptions = {
  readonly [name in "brand" | "consumer" | "domain" | "key" | "reason"]?: string | undefined
}

/** Has a consumer replay dead letters; answers how many, and of how many keys. Refused where there are none. */
export const replayLetters = ({
  brand: given,
  consumer,
  domain,
  key,
  reason
}: ReplayOptions): Operation<{ readonly consumer: string; readonly letters: number; readonly keys: number }> =>
  Effect.gen(function* () {
    if (consumer === undefined) return yield* refused("replay requires a consumer")
    const brand = Schema.decodeUnknownOption(BrandKey)(given)
    if (given !== undefined && Option.isNone(brand)) return yield* refused(`invalid brand "${given}"`)
    if (key !== undefined && !isUuid(key))
      return yield* refused(`invalid key "${key}": must be a UUID, as shown by list`)
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
    return { consumer, letters, keys }
  })

/** Retires a consumer permanently; refuses one that runs or does not exist. */
export const retireConsumer = (consumer: string, domain: string): Operation<void> =>
  Effect.gen(function* () {
    const answer = yield* retire(consumer, domain)
    if (answer === "no such consumer") return yield* refused(`${domain} has no consumer "${consumer}"`)
    if (answer === "running") return yield* refused(`${consumer} of ${domain} is running: stop its workers first`)
  })

/** Restarts a domain's batches; answers how many events were in none. */
export const rebaseDomain = (domain: string): Operation<number> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const rows = yield* sql`SELECT FROM pg_tables WHERE schemaname = ${`croupier_${domain}`} AND tablename = 'outbox'`
    if (rows.length === 0) return yield* refused(`domain "${domain}" has no outbox`)
    return Number(yield* rebase(domain))
  })

const isUuid = Schema.is(Schema.UUID)

const refused = (message: string) => new OutboxCommandRefused({ message })
