import { type Amount, parse } from "@croupier/core/Amount"
import type { Currency } from "@croupier/core/Currency"
import { Effect, Either } from "effect"
import { InvalidAmount } from "../../contract/Problems.js"

/** What a person enters: more than nothing, and no more digits than he sees. `what` begins the sentence otherwise. */
export const entered = (currency: Currency, text: string, what: string): Effect.Effect<Amount, InvalidAmount> =>
  Either.match(parse(currency, text, currency.displayScale), {
    onLeft: (detail) => new InvalidAmount({ detail: sentence(detail) }),
    onRight: (amount) =>
      amount === 0n ? new InvalidAmount({ detail: `${what} must be more than zero.` }) : Effect.succeed(amount)
  })

/** A refusal's detail as people are told it. */
export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
