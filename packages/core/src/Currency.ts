import { Schema } from "effect"

/** A currency's code: ISO 4217, or two to ten capital letters and digits for crypto currencies. */
export const CurrencyCode = Schema.String.pipe(
  Schema.pattern(/^[A-Z][A-Z0-9]{1,9}$/, { message: () => "a currency code is 2 to 10 capital letters or digits" }),
  Schema.brand("CurrencyCode")
)
export type CurrencyCode = typeof CurrencyCode.Type

/**
 * How a currency is counted. `ledgerScale` is the number of decimals of one ledger unit: 6 for every fiat currency,
 * because providers send five and six digits for all of them; `displayScale` is what a person sees and enters.
 */
export interface Currency {
  readonly code: CurrencyCode
  readonly ledgerScale: number
  readonly displayScale: number
}

const fiatScale = 6

/** Display digits of ISO 4217 for the fiat currencies that differ from two. */
const wholeUnits = ["CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF"]
const threeDigits = ["BHD", "JOD", "KWD", "OMR", "TND"]
const crypto: ReadonlyArray<readonly [code: string, ledgerScale: number, displayScale: number]> = [
  ["BTC", 8, 8],
  ["LTC", 8, 8],
  ["ETH", 12, 8],
  ["TRX", 6, 6],
  ["USDT", 8, 2],
  ["USDC", 8, 2]
]

const known = new Map<string, Currency>()

/**
 * The currency of a code. A code that is not in the table is taken for a fiat currency of two display digits, as ISO
 * 4217 has it for nearly all.
 */
export const of = (code: CurrencyCode): Currency => {
  const found = known.get(code)
  if (found) return found
  const currency = describe(code)
  known.set(code, currency)
  return currency
}

const describe = (code: CurrencyCode): Currency => {
  const coin = crypto.find((entry) => entry[0] === code)
  if (coin) return { code, ledgerScale: coin[1], displayScale: coin[2] }
  const displayScale = wholeUnits.includes(code) ? 0 : threeDigits.includes(code) ? 3 : 2
  return { code, ledgerScale: fiatScale, displayScale }
}
