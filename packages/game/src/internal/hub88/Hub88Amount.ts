import * as Amount from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { Either } from "effect"

/** The protocol counts in hundred-thousandths of a main unit: `100500` is 1.00500. */
const scale = 5

/**
 * Ledger units of an amount as it was written in the body. Exact, since every ledger counts at least as finely. Left
 * says what is wrong: a sign, a fraction, an exponent, a leading zero, or more than a command may carry.
 */
export const parse = (currency: Currency.CurrencyCode, text: string): Either.Either<Amount.Amount, string> => {
  if (!/^(?:0|[1-9][0-9]{0,23})$/.test(text)) {
    return Either.left("amount is a whole number of hundred-thousandths, without sign, fraction or exponent")
  }
  const units = BigInt(text) * unitsOf(currency)
  return units > Amount.max ? Either.left("amount is too large") : Either.right(Amount.fromUnits(units))
}

/** The protocol's count for ledger units, rounded down: a balance never looks larger than it is. */
export const format = (currency: Currency.CurrencyCode, units: bigint): string => (units / unitsOf(currency)).toString()

const unitsOf = (currency: Currency.CurrencyCode): bigint => {
  const { ledgerScale } = Currency.of(currency)
  // Every currency of the table has six digits or more; a coarser one could not hold what this protocol sends.
  if (ledgerScale < scale) throw new RangeError(`${currency} counts more coarsely than hub88 does`)
  return 10n ** BigInt(ledgerScale - scale)
}
