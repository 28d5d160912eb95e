import type { Amount } from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import { Either, Schema } from "effect"
import { readObject } from "../callback/CallbackText.js"
import { isIdentifier, isWord } from "../callback/Fields.js"
import { numberText } from "../callback/numberText.js"
import * as Hub88Amount from "./Hub88Amount.js"
import type { Hub88Status } from "./Hub88Status.js"

interface Player {
  readonly user: string
  readonly requestId: string
  readonly token: string | undefined
  readonly game: string | undefined
}

interface Transaction extends Player {
  readonly id: string
  readonly round: string
  readonly closesRound: boolean
}

interface Money extends Transaction {
  readonly game: string
  readonly amount: Amount
  readonly currency: CurrencyCode
}

/** A call of the protocol, read. */
export type Hub88Call =
  | (Player & { readonly _tag: "info" | "balance" })
  | (Money & { readonly _tag: "bet"; readonly free: boolean; readonly promo: boolean })
  | (Money & {
      readonly _tag: "win"
      /** The bet it pays; only a supplier's promotion names none. */
      readonly bet: string | undefined
      readonly kind: "normal" | "free-round" | "promo"
    })
  | (Transaction & { readonly _tag: "rollback"; readonly original: string })

/** What is wrong with a body, with as much of it as an answer echoes. */
export interface Unreadable {
  readonly status: Hub88Status
  readonly user: string | undefined
  readonly requestId: string | undefined
}

const paths: Readonly<Record<string, Hub88Call["_tag"]>> = {
  "user/info": "info",
  "user/balance": "balance",
  "transaction/bet": "bet",
  "transaction/win": "win",
  "transaction/rollback": "rollback"
}

/** Which call a path is; none for a path that the protocol does not have. */
export const tagOf = (path: string): Hub88Call["_tag"] | undefined =>
  Object.hasOwn(paths, path) ? paths[path] : undefined

/**
 * Reads a body. Fields that no call of the protocol has may be there with any storable contents; a field that belongs to
 * the shape of another call is refused, since the body was made for that one.
 */
export const read = (tag: Hub88Call["_tag"], body: Uint8Array): Either.Either<Hub88Call, Unreadable> => {
  const object = readObject(body)
  if (Either.isLeft(object)) {
    const status = object.left === "text" ? "RS_ERROR_WRONG_TYPES" : "RS_ERROR_WRONG_SYNTAX"
    return Either.left({ status, user: undefined, requestId: undefined })
  }
  const { fields, text } = object.right
  try {
    return Either.right(readFields(tag, fields, text))
  } catch (fault) {
    if (!(fault instanceof WrongField)) throw fault
    const { request_uuid, user } = fields
    return Either.left({
      status: fault.status,
      user: typeof user === "string" ? user : undefined,
      requestId: typeof request_uuid === "string" ? request_uuid : undefined
    })
  }
}

type Fields = Readonly<Record<string, unknown>>

class WrongField {
  constructor(readonly status: Hub88Status) {}
}

const isCurrency = Schema.is(CurrencyCode)

/** Fields of other calls, which identify a body that was made for one of them. */
const foreign: Readonly<Record<Hub88Call["_tag"], ReadonlyArray<string>>> = {
  info: ["transaction_uuid", "round", "amount"],
  balance: ["transaction_uuid", "round", "amount"],
  bet: ["reference_transaction_uuid"],
  win: [],
  rollback: ["amount", "currency"]
}

const checkShape = (tag: Hub88Call["_tag"], fields: Fields): void => {
  if (foreign[tag].some((name) => isPresent(fields, name))) throw new WrongField("RS_ERROR_WRONG_SYNTAX")
  // Only an information call names neither.
  if (tag === "balance" && !isPresent(fields, "token") && !isPresent(fields, "game_code")) {
    throw new WrongField("RS_ERROR_WRONG_SYNTAX")
  }
  // A promotion may name no bet, but only a win says so.
  if (tag === "win" && fields.reference_transaction_uuid === undefined) throw new WrongField("RS_ERROR_WRONG_SYNTAX")
}

const isPresent = (fields: Fields, name: string): boolean => fields[name] !== undefined && fields[name] !== null

const readFields = (tag: Hub88Call["_tag"], fields: Fields, text: string): Hub88Call => {
  checkShape(tag, fields)
  const player: Player = {
    user: word(fields, "user"),
    requestId: word(fields, "request_uuid"),
    token: optional(fields, "token", word),
    game: optional(fields, "game_code", word)
  }
  if (tag === "info" || tag === "balance") return { _tag: tag, ...player }
  const transaction: Transaction = {
    ...player,
    id: identifier(fields, "transaction_uuid"),
    round: word(fields, "round"),
    closesRound: flag(fields, "round_closed")
  }
  if (tag === "rollback") {
    return { _tag: tag, ...transaction, original: identifier(fields, "reference_transaction_uuid") }
  }
  const currency = word(fields, "currency")
  if (!isCurrency(currency)) {
    throw new WrongField(/^[A-Z][A-Z0-9]{1,9}$/.test(currency) ? "RS_ERROR_WRONG_CURRENCY" : "RS_ERROR_WRONG_TYPES")
  }
  const money: Money = {
    ...transaction,
    game: word(fields, "game_code"),
    currency,
    amount: amount(fields, text, currency)
  }
  const promo = flag(fields, "is_supplier_promo")
  if (tag === "bet") {
    // A promotion's bet passes every limit, so it takes nothing; with an amount it is the promotion's win.
    if (promo && money.amount > 0n) throw new WrongField("RS_ERROR_WRONG_SYNTAX")
    return { _tag: tag, ...money, free: flag(fields, "is_free"), promo }
  }
  const reward = optional(fields, "reward_uuid", word)
  return {
    _tag: tag,
    ...money,
    bet: promo
      ? optional(fields, "reference_transaction_uuid", identifier)
      : identifier(fields, "reference_transaction_uuid"),
    kind: promo ? "promo" : reward !== undefined || flag(fields, "is_free") ? "free-round" : "normal"
  }
}

const word = (fields: Fields, name: string): string => {
  const value = present(fields, name)
  if (!isWord(value)) throw new WrongField("RS_ERROR_WRONG_TYPES")
  return value
}

/** A transaction's id: the documents say a UUID, so visible ASCII is generous. */
const identifier = (fields: Fields, name: string): string => {
  const value = present(fields, name)
  if (!isIdentifier(value)) throw new WrongField("RS_ERROR_WRONG_TYPES")
  return value
}

const flag = (fields: Fields, name: string): boolean => {
  const value = fields[name] ?? false
  if (typeof value !== "boolean") throw new WrongField("RS_ERROR_WRONG_TYPES")
  return value
}

const amount = (fields: Fields, text: string, currency: CurrencyCode): Amount => {
  if (typeof present(fields, "amount") !== "number") throw new WrongField("RS_ERROR_WRONG_TYPES")
  const parsed = Hub88Amount.parse(currency, numberText(text, "amount") ?? "")
  if (Either.isLeft(parsed)) throw new WrongField("RS_ERROR_WRONG_TYPES")
  return parsed.right
}

const present = (fields: Fields, name: string): unknown => {
  const value = fields[name]
  if (value === undefined || value === null) throw new WrongField("RS_ERROR_WRONG_SYNTAX")
  return value
}

const optional = (fields: Fields, name: string, read: (fields: Fields, name: string) => string): string | undefined =>
  isPresent(fields, name) ? read(fields, name) : undefined
