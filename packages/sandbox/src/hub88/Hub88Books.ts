import { Clock, Effect, Ref } from "effect"
import { type Fields, isFinal } from "./Hub88Client.js"
import type { Exchange } from "./Hub88Wire.js"

/** A transaction as the provider's own books have it: what an operator reconciles against. */
export interface FeedItem {
  readonly operator_id: string
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

/** The transaction in the provider's books. */
export interface Hub88Books {
  readonly enter: (operatorId: string, call: string, fields: Fields, exchange: Exchange) => Effect.Effect<void>
  /** A page from a place on of the lines that are wanted, and the place of the next one, null at the end. */
  readonly page: (
    from: number,
    limit: number,
    wanted?: (item: FeedItem) => boolean
  ) => Effect.Effect<{ readonly items: ReadonlyArray<FeedItem>; readonly next: number | null }>
  /** Puts other lines in the place of all, for books that are wrong on purpose. */
  readonly change: (lines: (all: ReadonlyArray<FeedItem>) => ReadonlyArray<FeedItem>) => Effect.Effect<void>
}

/** Empty books. */
export const make: Effect.Effect<Hub88Books> = Effect.map(Ref.make<ReadonlyArray<FeedItem>>([]), (items) => ({
  enter: (operatorId, call, fields, exchange) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Ref.update(items, (all) => entered(all, itemOf(operatorId, call, fields, exchange, new Date(now).toISOString())))
    ),
  page: (from, limit, wanted = () => true) =>
    Effect.map(Ref.get(items), (all) => {
      const found = all.filter(wanted)
      return { items: found.slice(from, from + limit), next: from + limit < found.length ? from + limit : null }
    }),
  change: (lines) => Ref.update(items, lines)
}))

/** A repeat changes its own line, and a rollback that was taken the line of what it rolls back. */
const entered = (all: ReadonlyArray<FeedItem>, item: FeedItem): ReadonlyArray<FeedItem> => {
  const known = all.some((other) => isSame(other, item))
  const lines = known ? all.map((other) => (isSame(other, item) ? repeated(other, item) : other)) : [...all, item]
  if (item.kind !== "TK_ROLLBACK" || item.transaction_status !== "TS_SUCCESS") return lines
  return lines.map((other) =>
    other.transaction_uuid === item.reference_transaction_uuid && other.kind !== "TK_ROLLBACK"
      ? { ...other, transaction_status: "TS_ROLLEDBACK" }
      : other
  )
}

/** A repeat keeps the time of the first attempt, and what was rolled back stays so. */
const repeated = (before: FeedItem, item: FeedItem): FeedItem => ({
  ...item,
  inserted_at: before.inserted_at,
  transaction_status:
    before.transaction_status === "TS_ROLLEDBACK" && item.transaction_status === "TS_SUCCESS"
      ? "TS_ROLLEDBACK"
      : item.transaction_status
})

const isSame = (a: FeedItem, b: FeedItem): boolean => a.transaction_uuid === b.transaction_uuid && a.kind === b.kind

const itemOf = (operatorId: string, call: string, fields: Fields, exchange: Exchange, at: string): FeedItem => ({
  operator_id: operatorId,
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
