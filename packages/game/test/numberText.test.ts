import { describe, expect, it } from "@effect/vitest"
import { FastCheck as fc } from "effect"
import { numberText } from "../src/internal/callback/numberText.js"

describe("the text of a number in JSON", () => {
  it.prop(
    "is the literal text, whatever else is in the object",
    [fc.dictionary(fc.string(), fc.jsonValue()), fc.bigInt(), fc.dictionary(fc.string(), fc.jsonValue())],
    ([before, count, after]) => {
      delete before.amount
      delete after.amount
      const join = (object: object) => JSON.stringify(object).slice(1, -1)
      const json = `{${[join(before), `"amount": ${count}`, join(after)].filter((part) => part !== "").join(",")}}`
      expect(numberText(json, "amount")).toBe(count.toString())
    }
  )

  it.prop(
    "agrees with JSON.parse about what the number is",
    [fc.double({ noNaN: true, noDefaultInfinity: true })],
    ([number]) => {
      expect(Number(numberText(JSON.stringify({ amount: number }), "amount"))).toBe(number === 0 ? 0 : number)
    }
  )

  it.each([
    ['{"amount":1e3}', "1e3"],
    ['{"amount":1,"amount":2}', "2"],
    ['{"am\\u006funt":7}', "7"],
    ['{"meta":{"amount":9},"amount":8}', "8"],
    ['{"amount":8,"meta":[{"amount":9}]}', "8"],
    ['{"x":"\\",\\"amount\\":5","amount":6}', "6"],
    ['{"x":"amount","amount":6}', "6"],
    ['{"amount":"5"}', undefined],
    ['{"amount":null}', undefined],
    ['{"amount":{"amount":5}}', undefined],
    ['{"x":"amount"}', undefined],
    ["{}", undefined]
  ])("of %s is %s", (json, text) => {
    expect(numberText(json, "amount")).toBe(text)
  })
})
