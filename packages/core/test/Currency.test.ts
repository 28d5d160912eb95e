import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "@effect/vitest"
import { Either, Schema } from "effect"
import * as Amount from "../src/Amount.js"
import { Brand } from "../src/Brand.js"
import * as Currency from "../src/Currency.js"

const root = fileURLToPath(new URL("../../../", import.meta.url))
const of = (code: string) => Currency.of(Currency.CurrencyCode.make(code))

describe("a currency", () => {
  it("of ISO 4217 has the minor digits of the standard, and the table is the one that its source makes", () => {
    execFileSync("node", ["scripts/currencies.mjs", "--check"], { cwd: root })
    const digits = {
      0: [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "UYI",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF"
      ],
      2: ["AED", "EUR", "GBP", "IDR", "LBP", "MGA", "MRU", "SLE", "USD", "VES", "XCG", "ZWG"],
      3: ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"],
      4: ["CLF", "UYW"]
    }
    for (const [scale, codes] of Object.entries(digits)) {
      for (const code of codes)
        expect([code, of(code).displayScale, of(code).ledgerScale]).toEqual([code, Number(scale), 6])
    }
  })

  it("of crypto is shown and counted in its own digits", () => {
    for (const [code, ledgerScale, displayScale] of [
      ["BTC", 8, 8],
      ["ETH", 12, 8],
      ["USDT", 8, 2],
      ["SOL", 9, 9],
      ["BNB", 12, 8],
      ["XRP", 6, 6],
      ["TON", 9, 9],
      ["DOGE", 8, 8]
    ] as const) {
      expect(of(code)).toEqual({ code, ledgerScale, displayScale })
    }
    expect(Amount.parse(of("SOL"), "0.000000001")).toEqual(Either.right(1n))
  })

  it("never counts more coarsely than five digits, nor shows more than it counts", () => {
    for (const code of Currency.offered) {
      const { displayScale, ledgerScale } = of(code)
      expect(ledgerScale >= 5 && displayScale <= ledgerScale, code).toBe(true)
    }
  })

  it("that is not in the table is refused, and has no scale", () => {
    const decode = Schema.decodeUnknownEither(Currency.CurrencyCode)
    for (const code of ["ABC", "FOO", "XAU", "XTS", "SATS"]) {
      expect(String(decode(code))).toMatch(`${code} is not a known currency`)
      expect(() => Currency.of(code as Currency.CurrencyCode)).toThrow(/not a known currency/)
    }
    const brand = Schema.decodeUnknownEither(Brand.pipe(Schema.pick("currencies", "reportingCurrency")))
    expect(Either.isLeft(brand({ currencies: ["EUR", "ABC"], reportingCurrency: "EUR" }))).toBe(true)
    expect(Either.isLeft(brand({ currencies: ["XXX"], reportingCurrency: "EUR" }))).toBe(true)
    expect(Either.isRight(brand({ currencies: ["EUR", "TON"], reportingCurrency: "EUR" }))).toBe(true)
  })
})
