import { describe, expect, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { array, fields, text } from "../../src/internal/sql/Composite.js"

const field = FastCheck.option(
  FastCheck.oneof(
    FastCheck.string(),
    FastCheck.constantFrom("", '"', "\\", ",", "(", ")", 'a"b\\c', " ", "NULL", "é,漢")
  )
)

describe("rows on the wire", () => {
  it.prop(
    "every text is read back unchanged, with NULL and the empty one distinguished",
    [FastCheck.array(field, { minLength: 1 })],
    ([row]) => {
      expect(fields(`(${row.map(text).join(",")})`)).toEqual(row)
    }
  )

  it.prop(
    "quotes doubled by the server are read like those we escape",
    [FastCheck.array(field, { minLength: 1 })],
    ([row]) => {
      const written = row.map((value) => (value === null ? "" : `"${value.replace(/["\\]/g, "$&$&")}"`))
      expect(fields(`(${written.join(",")})`)).toEqual(row)
    }
  )

  it("an array quotes what would end it", () => {
    expect(array([])).toBe("{}")
    expect(array(["(a,b)", '("c d")', "\\"])).toBe('{"(a,b)","(\\"c d\\")","\\\\"}')
  })
})
