import { type Amount, parse } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { CurrencyCode } from "@croupier/core/Currency"
import { Either, Schema } from "effect"

/** An amount for each currency, in main units with at most the currency's display decimals. A currency without one has none. */
export const AmountByCurrency = Schema.Record({ key: Schema.String, value: Schema.String }).pipe(
  Schema.filter((amounts) => flawOf(amounts) ?? true)
)
export type AmountByCurrency = typeof AmountByCurrency.Type

/** Ledger units of a currency's amount; undefined for a currency without one. */
export const amountIn = (amounts: AmountByCurrency, code: CurrencyCode): Amount | undefined => {
  const text = amounts[code]
  return text === undefined ? undefined : Either.getOrUndefined(parse(Currency.of(code), text))
}

const flawOf = (amounts: Readonly<Record<string, string>>): string | undefined => {
  for (const [code, text] of Object.entries(amounts)) {
    if (!Currency.isOffered(code)) return `${code} is not a known currency`
    const currency = Currency.of(CurrencyCode.make(code))
    const read = parse(currency, text, currency.displayScale)
    if (Either.isLeft(read)) return `${code}: ${read.left}`
  }
  return undefined
}
