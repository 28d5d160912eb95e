import * as Amount from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { Either, Option } from "effect"

/**
 * An amount as a call writes it: a decimal text in main units with up to 16 decimals, more than zero, and exact at the
 * ledger's scale. Leading and trailing zeros do not matter.
 */
export const parse = (currency: Currency.CurrencyCode, text: string): Option.Option<Amount.Amount> => {
  if (!/^[0-9]+(?:\.[0-9]{1,16})?$/.test(text)) return Option.none()
  const [whole = "", decimals = ""] = text.split(".")
  const fraction = decimals.replace(/0+$/, "")
  const plain = whole.replace(/^0+(?=.)/, "") + (fraction === "" ? "" : `.${fraction}`)
  return Option.filter(Either.getRight(Amount.parse(Currency.of(currency), plain)), (units) => units > 0n)
}

/** Units of zero or more in main units with all of the currency's display digits, rounded down: never more than there is. */
export const format = (currency: Currency.CurrencyCode, units: bigint): string => {
  const { displayScale, ledgerScale } = Currency.of(currency)
  const digits = (units / 10n ** BigInt(ledgerScale - displayScale)).toString().padStart(displayScale + 1, "0")
  const whole = digits.slice(0, digits.length - displayScale)
  return displayScale === 0 ? whole : `${whole}.${digits.slice(whole.length)}`
}
