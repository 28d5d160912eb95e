import { Clock, Effect, Ref } from "effect"
import { type Fields, isFinal } from "./Hub88Client.js"
import type { Exchange } from "./Hub88Wire.js"

/** A transaction as the provider's own books have it: what an operator reconciles against. */
export interface FeedItem {
  readonly transaction_uuid: string
  readonly reference_transaction_uuid: string | null
  readonly kind: "TK_BET" | "TK_WIN" | "TK_ROLLBACK" | "TK_FREE_BET" | "TK_FREE_WIN"
  readonly transaction_status: "TS_SUCCESS" | "TS_DECLINED" | "TS_ROLLEDBACK" | "TS_RETRY_ATTEMPTS_LIMIT_EXCEEDED"
  readonly user: string
  readonly game_code: string
  readonly round: string
  /** Hundred-thousandths; null for a rollback. */
  readonly amount: string | null
  readonly currency: string | null
  readonly inserted_at: string
}

/** What the provider believes to have happened. */
export interface Hub88Books {
  readonly enter: (call: string, fields: Fields, exchange: Exchange) => Effect.Effect<void>
  /** A page from a place on, and the place of the next one, null at the end. */
  readonly page: (
    from: number,
    limit: number
  ) => Effect.Effect<{ readonly items: ReadonlyArray<FeedItem>; readonly next: number | null }>
}

/** Empty books. */
export const make: Effect.Effect<Hub88Books> = Effect.map(Ref.make<ReadonlyArray<FeedItem>>([]), (items) => ({
  enter: (call, fields, exchange) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Ref.update(items, (all) => entered(all, itemOf(call, fields, exchange, new Date(now).toISOString())))
    ),
  page: (from, limit) =>
    Effect.map(Ref.get(items), (all) => ({
      items: all.slice(from, from + limit),
      next: from + limit < all.length ? from + limit : null
    }))
}))

/** A repeat changes its own line, and a rollback that was taken the line of what it rolls back. */
const entered = (all: ReadonlyArray<FeedItem>, item: FeedItem): ReadonlyArray<FeedItem> => {
  const known = all.some((other) => isSame(other, item))
  const lines = known ? all.map((other) => (isSame(other, item) ? item : other)) : [...all, item]
  if (item.kind !== "TK_ROLLBACK" || item.transaction_status !== "TS_SUCCESS") return lines
  return lines.map((other) =>
    other.transaction_uuid === item.reference_transaction_uuid && other.kind !== "TK_ROLLBACK"
      ? { ...other, transaction_status: "TS_ROLLEDBACK" }
      : other
  )
}

const isSame = (a: FeedItem, b: FeedItem): boolean => a.transaction_uuid === b.transaction_uuid && a.kind === b.kind

const itemOf = (call: string, fields: Fields, exchange: Exchange, at: string): FeedItem => ({
  transaction_uuid: textOf(fields.transaction_uuid) ?? "",
  reference_transaction_uuid: textOf(fields.reference_transaction_uuid),
  kind: kindOf(call, fields),
  transaction_status: !isFinal(exchange)
    ? "TS_RETRY_ATTEMPTS_LIMIT_EXCEEDED"
    : exchange.answer.status === "RS_OK"
      ? "TS_SUCCESS"
      : "TS_DECLINED",
  user: textOf(fields.user) ?? "",
  game_code: textOf(fields.game_code) ?? "",
  round: textOf(fields.round) ?? "",
  amount: textOf(fields.amount),
  currency: textOf(fields.currency),
  inserted_at: at
})

const kindOf = (call: string, fields: Fields): FeedItem["kind"] => {
  if (call === "transaction/rollback") return "TK_ROLLBACK"
  if (call === "transaction/bet") return fields.is_free === true ? "TK_FREE_BET" : "TK_BET"
  return fields.reward_uuid == null ? "TK_WIN" : "TK_FREE_WIN"
}

const textOf = (value: Fields[string]): string | null => (value == null ? null : String(value))
