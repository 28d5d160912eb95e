import { Schema } from "effect"
import { iso4217 } from "./internal/iso4217.js"

/**
 * How a currency is counted. `ledgerScale` is the number of decimals of one ledger unit: 6 for every fiat currency,
 * because providers send five and six digits for all of them; `displayScale` is the scale for display and input.
 */
export interface Currency {
  readonly code: CurrencyCode
  readonly ledgerScale: number
  readonly displayScale: number
}

const fiatScale = 6

/** Coins and tokens that can be offered, by code: decimals of a ledger unit, and display decimals. */
const crypto: Readonly<Record<string, readonly [ledgerScale: number, displayScale: number]>> = {
  ADA: [6, 6],
  APT: [8, 8],
  ATOM: [6, 6],
  AVAX: [9, 8],
  BCH: [8, 8],
  BNB: [12, 8],
  BTC: [8, 8],
  DAI: [8, 2],
  DASH: [8, 8],
  DOGE: [8, 8],
  DOT: [10, 8],
  ETC: [12, 8],
  ETH: [12, 8],
  EURC: [8, 2],
  LINK: [9, 8],
  LTC: [8, 8],
  NEAR: [9, 8],
  PEPE: [8, 2],
  POL: [8, 8],
  SHIB: [8, 2],
  SOL: [9, 9],
  SUI: [9, 9],
  TON: [9, 9],
  TRX: [6, 6],
  UNI: [9, 8],
  USDC: [8, 2],
  USDT: [8, 2],
  XLM: [7, 7],
  XMR: [12, 12],
  XRP: [6, 6],
  ZEC: [8, 8]
}

const scales = new Map<string, Omit<Currency, "code">>([
  ...Object.entries(iso4217).map(([code, displayScale]) => [code, { ledgerScale: fiatScale, displayScale }] as const),
  ...Object.entries(crypto).map(([code, [ledgerScale, displayScale]]) => [code, { ledgerScale, displayScale }] as const)
])

/** No currency: play money is counted in it, and no brand offers it. */
export const noCurrency = "XXX" as CurrencyCode

/** Codes of all currencies that a brand can offer, in alphabetical order. */
export const offered: ReadonlyArray<string> = [...scales.keys()].filter((code) => code !== noCurrency).sort()

/** Whether a code is in the table: ISO 4217, and the crypto currencies named here. */
export const isKnown = (code: string): boolean => scales.has(code)

/** Whether a brand can offer a currency. */
export const isOffered = (code: string): boolean => code !== noCurrency && isKnown(code)

/** A currency's code, of ISO 4217 or of a crypto currency; one that is not in the table is refused. */
export const CurrencyCode = Schema.String.pipe(
  Schema.pattern(/^[A-Z][A-Z0-9]{1,9}$/, { message: () => "a currency code is 2 to 10 capital letters or digits" }),
  Schema.filter((code) => isKnown(code) || `${code} is not a known currency`, {
    arbitrary: () => (fc) => fc.constantFrom(...offered)
  }),
  Schema.brand("CurrencyCode")
)
export type CurrencyCode = typeof CurrencyCode.Type

const known = new Map<string, Currency>()

/** The currency of a code; throws for one that is not in the table, because its scale would be a guess. */
export const of = (code: CurrencyCode): Currency => {
  const found = known.get(code)
  if (found) return found
  const scale = scales.get(code)
  if (scale === undefined) throw new RangeError(`${code} is not a known currency`)
  const currency = { code, ...scale }
  known.set(code, currency)
  return currency
}
