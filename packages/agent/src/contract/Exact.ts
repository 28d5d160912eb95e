import { format } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { Schema } from "effect"

/** Exact units in one ledger unit: commissions are counted with six digits more than the ledger has. */
export const perUnit = 1_000_000n

/** An exact, signed amount of money as a decimal string in main units, with up to six digits more than the ledger has. */
export const ExactDecimal = Schema.String.pipe(Schema.pattern(/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/)).annotations({
  identifier: "ExactDecimal",
  description: "a signed amount as a decimal string in main units, exact to six digits below the ledger's",
  examples: ["3000", "-12.000000000001"]
})

/** Writes exact units as a decimal string in main units. */
export const text = (code: Currency.CurrencyCode, exact: bigint): string => {
  const currency = Currency.of(code)
  return format({ ...currency, ledgerScale: currency.ledgerScale + 6 }, exact)
}

/** Writes signed ledger units as a decimal string in main units. */
export const unitsText = (code: Currency.CurrencyCode, units: bigint): string => format(Currency.of(code), units)
