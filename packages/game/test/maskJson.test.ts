import { describe, expect, it } from "@effect/vitest"
import { FastCheck as fc } from "effect"
import { maskJson } from "../src/internal/calls/maskJson.js"

const kept = new Set(["a", "list"])

describe("a masked body", () => {
  it("keeps named fields as they were written, and hides whatever else there is", () => {
    const text =
      '{"a": 12345678901234567890.10, "token":"secret", "list":[{"a":"x","name":"Kim"},{"b":[1,{"a":2}]}], "z":{"a":1}}'
    expect(maskJson(text, kept)).toBe(
      '{"a":12345678901234567890.10,"token":"***","list":[{"a":"x","name":"***"},{"b":"***"}],"z":"***"}'
    )
  })

  it("is nothing where there is no object", () => {
    for (const text of ["", "null", "[1]", '"a"', '{"a":', "{'a':1}"]) expect(maskJson(text, kept)).toBeUndefined()
  })

  it.prop(
    "is what the parsed object says without its other fields, whatever the object",
    [fc.dictionary(fc.constantFrom("a", "list", "token", 'q"\\,}'), fc.jsonValue())],
    ([value]) => {
      const hidden = (one: unknown): unknown =>
        Array.isArray(one)
          ? one.map(hidden)
          : typeof one === "object" && one !== null
            ? Object.fromEntries(
                Object.entries(one).map(([name, inner]) => [name, kept.has(name) ? hidden(inner) : "***"])
              )
            : one
      expect(JSON.parse(maskJson(JSON.stringify(value, null, 1), kept)!)).toEqual(
        JSON.parse(JSON.stringify(hidden(value)))
      )
    }
  )
})
