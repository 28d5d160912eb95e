import { Effect, Either, Encoding, Schema } from "effect"
import { isStorableJson } from "../internal/http/StorableCharacters.js"
import * as Problem from "./Problem.js"

/** A cursor that was not made by this list, or was cut. */
export class CursorInvalid extends Problem.make<CursorInvalid>()("CursorInvalid", {
  status: 400,
  title: "The cursor is invalid",
  description: "Pass `nextCursor` of the previous page unchanged, or start without a cursor."
}) {}

/** The most items of one page. */
export const maxLimit = 100

/** The default number of items of a page. */
export const defaultLimit = 50

/** Query parameters of a list: an opaque `cursor`, and a `limit` of 1 to 100 items. */
export const Query = Schema.Struct({
  cursor: Schema.optional(Schema.String),
  limit: Schema.optionalWith(
    Schema.NumberFromString.pipe(
      Schema.int({ message: () => `a limit is a whole number of 1 to ${maxLimit}` }),
      Schema.between(1, maxLimit, { message: () => `a limit is a whole number of 1 to ${maxLimit}` })
    ),
    { default: () => defaultLimit }
  )
})

/** Which part of a list a caller of a service wants, newest or oldest first as the list says; `limit` is 1 to 100. */
export interface ListQuery {
  readonly cursor?: string | undefined
  readonly limit: number
}

/** One page as a service answers it: `nextCursor` is there while there is more. */
export interface ListPage<Item> {
  readonly items: ReadonlyArray<Item>
  readonly nextCursor?: string | undefined
}

/** One page: `nextCursor` is there while there is more. */
export const Page = <A, I, R>(item: Schema.Schema<A, I, R>) =>
  Schema.Struct({ items: Schema.Array(item), nextCursor: Schema.optional(Schema.String) })

/**
 * A cursor over a position of the given schema. It is opaque on the wire (base64url of JSON), so a list may change what
 * it means without breaking a client; it is no secret and no permission: the query is still the caller's own.
 */
export const make = <A, I>(
  position: Schema.Schema<A, I>
): {
  readonly encode: (position: A) => string
  readonly decode: (cursor: string) => Effect.Effect<A, CursorInvalid>
} => {
  const encode = Schema.encodeSync(Schema.parseJson(position))
  const decode = Schema.decodeUnknownEither(position, { onExcessProperty: "error" })
  return {
    encode: (position) => Encoding.encodeBase64Url(encode(position)),
    decode: (cursor) =>
      Encoding.decodeBase64Url(cursor).pipe(
        Either.flatMap((bytes) => Either.try(() => strict.decode(bytes))),
        Either.flatMap((text) => parsed(text)),
        Either.flatMap((value) => decode(value)),
        // After it was read as a position: what was given may be nested too deeply to be walked.
        Either.filterOrLeft(isStorableJson, () => undefined),
        Either.mapLeft(() => new CursorInvalid())
      )
  }
}

/**
 * The pages of one list: `place` is where a given cursor continues, undefined at the beginning; `page` is made of the rows
 * from there on, of which one more than `limit` was read to know whether there is a next page.
 */
export const pages = <Row, A, I>(position: Schema.Schema<A, I>, positionOf: (row: Row) => A) => {
  const { decode, encode } = make(position)
  return {
    place: (cursor: string | undefined): Effect.Effect<A | undefined, CursorInvalid> =>
      cursor === undefined ? Effect.succeed(undefined) : decode(cursor),
    page: <Item>(rows: ReadonlyArray<Row>, limit: number, item: (row: Row) => Item) => {
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const more = rows.length > limit && last !== undefined
      return { items: shown.map(item), ...(more ? { nextCursor: encode(positionOf(last)) } : {}) }
    }
  }
}

const parsed = Schema.decodeUnknownEither(Schema.parseJson())
const strict = new TextDecoder("utf-8", { fatal: true })
