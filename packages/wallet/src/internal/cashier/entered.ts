import { type Amount, parse } from "@croupier/core/Amount"
import type { Currency } from "@croupier/core/Currency"
import { Effect, Either } from "effect"
import { InvalidAmount } from "../../contract/Problems.js"

/** An entered amount: more than zero, and no more digits than are displayed. `what` begins the error message. */
export const entered = (currency: Currency, text: string, what: string): Effect.Effect<Amount, InvalidAmount> =>
  Either.match(parse(currency, text, currency.displayScale), {
    onLeft: (detail) => new InvalidAmount({ detail: sentence(detail) }),
    onRight: (amount) =>
      amount === 0n ? new InvalidAmount({ detail: `${what} must be more than zero.` }) : Effect.succeed(amount)
  })

/** The detail of a refusal for users. */
export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
