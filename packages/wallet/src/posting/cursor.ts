import { CursorInvalid } from "@croupier/core/http/Cursor"
import { Uuid } from "@croupier/core/Ids"
import { Effect, Schema } from "effect"
import type { Page } from "../contract/History.js"
import type { Round, Transaction, Withdrawal } from "../rules/state.js"

/** The place in a wallet's history after which the next page begins: the version of the last line given. */
export const historyCursor = (last: Transaction): string => encode([last.version.toString()])

/** The place in a wallet's rounds, newest first, after which the next page begins. */
export const roundCursor = (last: Round): string => encode([String(last.openedAt), last.provider, last.id])

/** The place in a list of withdrawals, newest first, after which the next page begins. */
export const withdrawalCursor = (last: Withdrawal): string => encode([String(last.requestedAt), last.id])

const encode = (parts: ReadonlyArray<string>): string => Buffer.from(JSON.stringify(parts)).toString("base64url")

const Version = Schema.parseJson(Schema.Tuple(Schema.BigInt))
const Place = Schema.parseJson(Schema.Tuple(Schema.NumberFromString.pipe(Schema.int()), Schema.String, Schema.String))

const Moment = Schema.parseJson(Schema.Tuple(Schema.NumberFromString.pipe(Schema.int()), Uuid))

const decode =
  <A>(schema: Schema.Schema<A, string>) =>
  (cursor: string | undefined): Effect.Effect<A | undefined, CursorInvalid> =>
    cursor === undefined
      ? Effect.succeed(undefined)
      : Schema.decode(schema)(Buffer.from(cursor, "base64url").toString()).pipe(
          Effect.mapError(() => new CursorInvalid())
        )

/** The version that a history cursor names. */
export const historyPlace = decode(Version)

/** When the last round of a page was opened, its provider and its id. */
export const roundPlace = decode(Place)

/** When the last withdrawal of a page was requested, and its id. */
export const withdrawalPlace = decode(Moment)

/** A page out of the rows from its place on, of which one more than the limit was read to know whether there is a next. */
export const pageOf = <Row, Item>(
  rows: ReadonlyArray<Row>,
  limit: number,
  item: (row: Row) => Item,
  cursor: (row: Row) => string
): Page<Item> => {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(item),
    ...(rows.length > limit && last !== undefined ? { nextCursor: cursor(last) } : {})
  }
}
