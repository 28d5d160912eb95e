import * as Amount from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { InvalidInput } from "@croupier/core/promise/CroupierError"
import { invalidInput } from "@croupier/core/promise/plainError"
import { Effect, Either, Schema } from "effect"
import { Command } from "../../contract/Command.js"
import { unstorableText } from "../posting/groupRefusal.js"

/** Reads plain input by a schema; fails with one sentence that names the member. */
export const decode = <A, I>(schema: Schema.Schema<A, I>, input: unknown): Effect.Effect<A, InvalidInput> =>
  Effect.suspend(() => {
    const given = withoutUndefined(input)
    const text = unstorableText(given)
    if (text !== undefined) {
      return Effect.fail(new InvalidInput("invalid-input", `${JSON.stringify(text)} cannot be stored as text`))
    }
    return Effect.mapError(Schema.decodeUnknown(schema)(given), invalidInput)
  })

/** Checks a command on the wire; an unknown currency is reported first, since amounts depend on it. */
export const decodeCommand = (command: typeof Command.Encoded): Effect.Effect<Command, InvalidInput> =>
  Effect.suspend(() => {
    if ("currency" in command && !Currency.isOffered(command.currency)) return unknownCurrency(command.currency)
    return decode(Command, command)
  })

/** A currency that can be offered. */
export const decodeCurrency = (code: string): Effect.Effect<Currency.CurrencyCode, InvalidInput> =>
  Currency.isOffered(code) ? decode(Currency.CurrencyCode, code) : unknownCurrency(code)

/** An amount in main units of a currency, as ledger units. */
export const decodeAmount = (
  currency: Currency.CurrencyCode,
  text: string
): Effect.Effect<Amount.Amount, InvalidInput> =>
  Either.match(Amount.parse(Currency.of(currency), text), {
    onLeft: (detail) => Effect.fail(new InvalidInput("invalid-amount", `amount: ${detail}`)),
    onRight: Effect.succeed
  })

const unknownCurrency = (code: unknown) =>
  Effect.fail(new InvalidInput("unknown-currency", `currency: ${String(code)} is not a known currency`))

/** A member that is undefined counts as absent, at any depth. */
const withoutUndefined = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutUndefined)
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : [[name, withoutUndefined(member)]]))
  )
}
