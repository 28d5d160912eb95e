import { Amount, Currency } from "@croupier/core"
import { describe, expect, it } from "@effect/vitest"
import { Either, FastCheck as fc } from "effect"
import * as Hub88Amount from "../src/internal/hub88/Hub88Amount.js"

const currencies = ["KRW", "EUR", "JPY", "BTC", "ETH"].map((code) => Currency.CurrencyCode.make(code))
const anyCurrency = fc.constantFrom(...currencies)
const unitsOf = (currency: Currency.CurrencyCode) => 10n ** BigInt(Currency.of(currency).ledgerScale - 5)

describe("hub88 amounts", () => {
  it.prop(
    "become ledger units exactly and come back the same",
    [anyCurrency, fc.bigInt(0n, 10n ** 11n)],
    ([currency, count]) => {
      const units = Either.getOrThrow(Hub88Amount.parse(currency, count.toString()))
      expect(units).toBe(count * unitsOf(currency))
      expect(Hub88Amount.format(currency, units)).toBe(count.toString())
    }
  )

  it.prop(
    "never show more than there is, and never a whole count less",
    [anyCurrency, fc.bigInt(0n, Amount.max)],
    ([currency, units]) => {
      const shown = BigInt(Hub88Amount.format(currency, units)) * unitsOf(currency)
      expect(shown <= units && units - shown < unitsOf(currency)).toBe(true)
    }
  )

  it.prop("are refused unless they are plain digits", [fc.string()], ([text]) => {
    fc.pre(!/^(0|[1-9][0-9]*)$/.test(text))
    expect(Either.isLeft(Hub88Amount.parse(currencies[0]!, text))).toBe(true)
  })

  it("count 100500 as 1.005, and refuse what a command may not carry", () => {
    const krw = currencies[0]!
    expect(Either.getOrThrow(Hub88Amount.parse(krw, "100500"))).toBe(1_005_000n)
    expect(Either.isRight(Hub88Amount.parse(krw, (Amount.max / 10n).toString()))).toBe(true)
    expect(Either.isLeft(Hub88Amount.parse(krw, (Amount.max / 10n + 1n).toString()))).toBe(true)
  })
})
