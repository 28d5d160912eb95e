import { describe, expect, it } from "@effect/vitest"
import { Either, FastCheck, Schema } from "effect"
import * as Amount from "../src/Amount.js"
import * as Currency from "../src/Currency.js"

const krw = Currency.of("KRW" as Currency.CurrencyCode)
const btc = Currency.of("BTC" as Currency.CurrencyCode)
const Deposit = Amount.inCurrency(
  Schema.Struct({
    currency: Currency.CurrencyCode,
    amount: Amount.Amount,
    cap: Schema.optional(Amount.Amount),
    floor: Schema.NullOr(Amount.Amount)
  })
)

describe("Amount", () => {
  it.prop("reads what it wrote, to the unit, in every scale", [FastCheck.bigInt(0n, Amount.max)], ([units]) => {
    for (const currency of [krw, btc]) {
      expect(Amount.parse(currency, Amount.format(currency, units))).toEqual(Either.right(units))
    }
  })

  it.each([
    ["1e3", "exponent"],
    ["-1", "sign"],
    ["+1", "sign"],
    ["0.0000001", "at most 6 decimals"],
    ["１２", "decimal string"],
    ["", "decimal string"],
    ["01", "decimal string"],
    ["1.", "decimal string"],
    [".5", "decimal string"],
    ["1,000", "decimal string"],
    [" 1", "decimal string"],
    ["NaN", "decimal string"],
    ["2000000000000.000001", "maximum"],
    ["9999999999999999999", "decimal string"]
  ])("refuses %s and says why", (text, why) => {
    expect(Either.getLeft(Amount.parse(krw, text))).toMatchObject({ value: expect.stringContaining(why) })
  })

  it("reads a balance or a sum past the largest amount of a command, and no command's amount", () => {
    const Row = Amount.inCurrency(
      Schema.Struct({ currency: Currency.CurrencyCode, amount: Amount.Amount, balance: Schema.NullOr(Amount.Total) })
    )
    const decode = Schema.decodeUnknownEither(Row)
    for (const balance of ["2000000000000.000001", "9300000000000", "1000000000000000000000000"]) {
      const read = decode({ currency: "LBP", amount: "1", balance })
      expect(Either.flatMap(read, Schema.encodeEither(Row))).toMatchObject({ right: { balance } })
    }
    expect(String(decode({ currency: "LBP", amount: "2000000000000.000001", balance: null }))).toMatch(/maximum/)
    expect(String(decode({ currency: "LBP", amount: "1", balance: "1000000000000000000000000.1" }))).toMatch(/maximum/)
  })

  it("what a person enters has no more digits than the display scale", () => {
    expect(Amount.parse(krw, "100.5", krw.displayScale)).toEqual(Either.left("an amount in KRW has no decimals here"))
    expect(Amount.parse(krw, "100", krw.displayScale)).toEqual(Either.right(100_000_000n))
  })

  it("a struct reads its amounts at its own currency's scale, and names the field that is wrong", () => {
    const decode = Schema.decodeUnknownEither(Deposit)
    expect(decode({ currency: "KRW", amount: "1.5", floor: null })).toEqual(
      Either.right({ currency: "KRW", amount: 1_500_000n, floor: null })
    )
    expect(decode({ currency: "BTC", amount: "1.5", floor: "2" })).toMatchObject({
      right: { amount: 150_000_000n, floor: 200_000_000n }
    })
    const wrong = decode({ currency: "KRW", amount: "1e3", floor: null })
    expect(Either.isLeft(wrong) && String(wrong.left)).toMatch(/\["amount"\][\s\S]*exponent/)
    expect(Either.isLeft(decode({ currency: "KRW", amount: 1, floor: null }))).toBe(true)
    expect(
      Schema.encodeSync(Deposit)({
        currency: krw.code,
        amount: Amount.fromUnits(12_500_000_000n),
        floor: Amount.fromUnits(403_604n)
      })
    ).toEqual({ currency: "KRW", amount: "12500", floor: "0.403604" })
  })
})
