import type { Amount } from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import { Either, Option, Schema } from "effect"
import { readObject } from "../callback/CallbackText.js"
import { isIdentifier, isWord } from "../callback/Fields.js"
import * as SoftswissAmount from "./SoftswissAmount.js"
import type { SoftswissError } from "./SoftswissCode.js"

interface Player {
  readonly account: string
  readonly currency: CurrencyCode
}

/** A bet or a win of a batch. */
export interface SoftswissTransaction {
  readonly id: string
  readonly type: "bet" | "win"
  readonly amount: Amount
}

/** A rollback of a batch. */
export interface SoftswissReversal {
  readonly id: string
  readonly original: string
}

/** A call of the protocol, read. A batch holds at least one transaction. */
export type SoftswissCall =
  | (Player & { readonly _tag: "balance" })
  | (Player & {
      readonly _tag: "betwin"
      readonly game: string
      readonly round: string
      readonly finished: boolean
      readonly transactions: ReadonlyArray<SoftswissTransaction>
    })
  | (Player & {
      readonly _tag: "rollback"
      readonly round: string
      readonly finished: boolean
      readonly transactions: ReadonlyArray<SoftswissReversal>
    })
  | (Player & { readonly _tag: "finish"; readonly round: string })

/** Which call a path is; none for a path that the protocol does not have. */
export const tagOf = (path: string): SoftswissCall["_tag"] | undefined => tags.find((tag) => tag === path)

/**
 * Reads a body; Left is what is wrong with it. Fields that no call of the protocol has may be there with any storable
 * contents; a field that belongs to the shape of another call is refused, since the body was made for that one.
 */
export const read = (tag: SoftswissCall["_tag"], body: Uint8Array): Either.Either<SoftswissCall, SoftswissError> => {
  const object = readObject(body)
  if (Either.isLeft(object)) return Either.left("400")
  try {
    return Either.right(readFields(tag, object.right.fields))
  } catch (fault) {
    if (fault instanceof WrongField) return Either.left(fault.code)
    throw fault
  }
}

const tags = ["balance", "betwin", "rollback", "finish"] as const

/** No honest batch is nearly as long; the wallet would take some more. */
const longestBatch = 100

type Fields = Readonly<Record<string, unknown>>

class WrongField {
  constructor(readonly code: SoftswissError) {}
}

const isCurrency = Schema.is(CurrencyCode)

/** Fields of other calls, which identify a body that was made for one of them; a batch is identified by its own fields. */
const foreign: Readonly<Record<SoftswissCall["_tag"], ReadonlyArray<string>>> = {
  balance: ["transactions", "round_id", "round_id_provider"],
  betwin: [],
  rollback: [],
  finish: ["transactions"]
}

const refuseForeign = (fields: Fields, names: ReadonlyArray<string>): void => {
  if (names.some((name) => fields[name] !== undefined && fields[name] !== null)) throw new WrongField("400")
}

const readFields = (tag: SoftswissCall["_tag"], fields: Fields): SoftswissCall => {
  refuseForeign(fields, foreign[tag])
  const player = { account: word(fields, "account_id"), currency: currency(fields) }
  switch (tag) {
    case "balance":
      return { _tag: tag, ...player }
    case "betwin":
      return {
        _tag: tag,
        ...player,
        game: word(fields, "game_id", 128),
        round: word(fields, "round_id"),
        finished: flag(fields, "finished"),
        transactions: batch(fields, (item) => transaction(item, player.currency))
      }
    case "rollback":
      return {
        _tag: tag,
        ...player,
        round: word(fields, "round_id_provider"),
        finished: flag(fields, "finished"),
        transactions: batch(fields, reversal)
      }
    case "finish":
      return { _tag: tag, ...player, round: word(fields, "round_id") }
  }
}

const transaction = (fields: Fields, currency: CurrencyCode): SoftswissTransaction => {
  const { amount, type } = fields
  if (type !== "bet" && type !== "win") throw new WrongField("400")
  const units = typeof amount === "string" ? SoftswissAmount.parse(currency, amount) : Option.none()
  if (Option.isNone(units)) throw new WrongField("400")
  return { id: identifier(fields, "id_provider"), type, amount: units.value }
}

const reversal = (fields: Fields): SoftswissReversal => {
  refuseForeign(fields, ["type", "amount"])
  return { id: identifier(fields, "id_provider"), original: identifier(fields, "original_id_provider") }
}

const batch = <A extends { readonly id: string }>(fields: Fields, item: (fields: Fields) => A): ReadonlyArray<A> => {
  const { transactions } = fields
  if (!Array.isArray(transactions) || transactions.length === 0 || transactions.length > longestBatch) {
    throw new WrongField("400")
  }
  const items = transactions.map((each) => item(objectOf(each)))
  if (new Set(items.map(({ id }) => id)).size < items.length) throw new WrongField("400")
  return items
}

/** The protocol knows more codes than there are currencies of ours, so one that no player of ours has is well-formed. */
const currency = (fields: Fields): CurrencyCode => {
  const code = word(fields, "currency")
  if (!/^[A-Z][A-Z0-9_]{2,31}$/.test(code)) throw new WrongField("400")
  if (!isCurrency(code)) throw new WrongField("154")
  return code
}

const word = (fields: Fields, name: string, longest?: number): string => {
  const value = fields[name]
  if (!isWord(value, longest)) throw new WrongField("400")
  return value
}

const identifier = (fields: Fields, name: string): string => {
  const value = fields[name]
  if (!isIdentifier(value)) throw new WrongField("400")
  return value
}

const flag = (fields: Fields, name: string): boolean => {
  const value = fields[name] ?? false
  if (typeof value !== "boolean") throw new WrongField("400")
  return value
}

const objectOf = (value: unknown): Fields => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new WrongField("400")
  return value as Fields
}
