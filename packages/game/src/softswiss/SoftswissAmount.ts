import * as Amount from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { Either, Option } from "effect"

/** An amount as a call writes it: a decimal text in main units, more than nothing, as fine as the ledger counts. */
export const parse = (currency: Currency.CurrencyCode, text: string): Option.Option<Amount.Amount> =>
  Option.filter(Either.getRight(Amount.parse(Currency.of(currency), text)), (units) => units > 0n)

/** Units of zero or more in main units with all of the currency's display digits, rounded down: never more than there is. */
export const format = (currency: Currency.CurrencyCode, units: bigint): string => {
  const { displayScale, ledgerScale } = Currency.of(currency)
  const digits = (units / 10n ** BigInt(ledgerScale - displayScale)).toString().padStart(displayScale + 1, "0")
  const whole = digits.slice(0, digits.length - displayScale)
  return displayScale === 0 ? whole : `${whole}.${digits.slice(whole.length)}`
}
