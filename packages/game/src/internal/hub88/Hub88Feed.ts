import * as Currency from "@croupier/core/Currency"
import { Effect, Either, Schema } from "effect"
import type { Adapter } from "../callback/Adapter.js"
import { FeedFailed, type FeedItem, type FeedPage } from "../feed/Feed.js"
import { postSigned } from "../launch/postSigned.js"
import * as Hub88Amount from "./Hub88Amount.js"
import { ourKey } from "./Hub88Keys.js"
import * as Hub88Signature from "./Hub88Signature.js"

/** It runs in the background, and a page is long. */
const bounds = { patience: 8_000, largest: 8 * 1024 * 1024 }

/** `POST {provider}/operator/generic/v2/transactions/list`, signed with our key. */
export const feed: NonNullable<Adapter["feed"]> = (credential, { cursor, from, of, to }) => {
  const body = JSON.stringify({
    operator_id: credential.operatorId,
    start_time: new Date(from).toISOString(),
    end_time: new Date(to).toISOString(),
    ...(of === undefined ? {} : { user: of.account, round: of.round }),
    ...(cursor === undefined ? {} : { cursor }),
    limit: 1000
  })
  const url = `${credential.baseUrl.replace(/\/$/, "")}/operator/generic/v2/transactions/list`
  return postSigned(url, body, { [Hub88Signature.header]: Hub88Signature.make(ourKey(credential), body) }, bounds).pipe(
    Effect.mapError((detail) => new FeedFailed({ detail })),
    Effect.flatMap((text) => read(text))
  )
}

/** The amount is written as a text, since it may be longer than a float is exact. */
const Item = Schema.Struct({
  transaction_uuid: Schema.String,
  reference_transaction_uuid: Schema.NullOr(Schema.String),
  kind: Schema.Literal("TK_BET", "TK_WIN", "TK_ROLLBACK", "TK_FREE_BET", "TK_FREE_WIN"),
  transaction_status: Schema.Literal("TS_SUCCESS", "TS_DECLINED", "TS_ROLLEDBACK", "TS_RETRY_ATTEMPTS_LIMIT_EXCEEDED"),
  user: Schema.String,
  round: Schema.String,
  amount: Schema.NullOr(Schema.String),
  currency: Schema.NullOr(Currency.CurrencyCode),
  inserted_at: Schema.String.pipe(Schema.filter((text) => !Number.isNaN(Date.parse(text)) || "no instant"))
})
const Page = Schema.parseJson(Schema.Struct({ transactions: Schema.Array(Item), cursor: Schema.NullOr(Schema.String) }))

const statuses = {
  TS_SUCCESS: "taken",
  TS_DECLINED: "declined",
  TS_ROLLEDBACK: "rolled-back",
  TS_RETRY_ATTEMPTS_LIMIT_EXCEEDED: "given-up"
} as const

const kinds = {
  TK_BET: "bet",
  TK_FREE_BET: "bet",
  TK_WIN: "win",
  TK_FREE_WIN: "win",
  TK_ROLLBACK: "rollback"
} as const

const read = (text: string): Effect.Effect<FeedPage, FeedFailed> =>
  Effect.gen(function* () {
    const page = yield* Schema.decode(Page)(text)
    return { items: yield* Effect.forEach(page.transactions, itemOf), next: page.cursor ?? undefined }
  }).pipe(Effect.mapError((error) => new FeedFailed({ detail: typeof error === "string" ? error : error.message })))

const itemOf = (item: typeof Item.Type): Either.Either<FeedItem, string> =>
  Either.map(amountOf(item), (amount) => ({
    id: item.transaction_uuid,
    kind: kinds[item.kind],
    original: item.kind === "TK_ROLLBACK" ? item.reference_transaction_uuid : null,
    account: item.user,
    round: item.round,
    amount,
    status: statuses[item.transaction_status],
    at: Date.parse(item.inserted_at)
  }))

/** A free bet takes nothing from the player, whatever its amount. */
const amountOf = ({ amount, currency, kind }: typeof Item.Type): Either.Either<bigint | null, string> => {
  if (kind === "TK_ROLLBACK") return Either.right(null)
  if (kind === "TK_FREE_BET") return Either.right(0n)
  if (amount === null || currency === null) return Either.left("a bet or win without an amount")
  return Either.map(Hub88Amount.parse(currency, amount), (units) => (kind === "TK_BET" ? -units : units))
}
