import { describe, expect, it } from "@effect/vitest"
import { Effect, Encoding, Exit, FastCheck, Schema } from "effect"
import * as Cursor from "../../src/http/Cursor.js"

const cursor = Cursor.make(Schema.Struct({ version: Schema.BigInt, id: Schema.String }))

describe("a cursor", () => {
  it.effect.prop("gives back the position it was made of", [FastCheck.bigInt(), FastCheck.string()], ([version, id]) =>
    Effect.gen(function* () {
      const text = cursor.encode({ version, id })
      expect(text).toMatch(/^[A-Za-z0-9_=-]+$/)
      expect(yield* cursor.decode(text)).toEqual({ version, id })
    })
  )

  it.effect.prop("that was not issued is refused as such, never a defect", [FastCheck.string()], ([text]) =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(cursor.decode(text))
      expect(Exit.isFailure(exit) && exit.cause._tag === "Fail" && exit.cause.error._tag).toBe("CursorInvalid")
    })
  )

  it.effect("that is nested as deeply as a target can hold is refused, also next to a valid position", () =>
    Effect.gen(function* () {
      const deep = `${"[".repeat(3000)}${"]".repeat(3000)}`
      for (const text of [deep, `{"version":"1","id":"a","more":${deep}}`]) {
        const exit = yield* Effect.exit(Effect.suspend(() => cursor.decode(Encoding.encodeBase64Url(text))))
        expect(Exit.isFailure(exit) && exit.cause).toMatchObject({ _tag: "Fail", error: { _tag: "CursorInvalid" } })
      }
    })
  )

  it.each([["0"], ["101"], ["-1"], ["1.5"], ["many"], [""]])(
    "a page of %s items is refused with the range that is taken",
    (limit) => {
      expect(() => Schema.decodeUnknownSync(Cursor.Query)({ limit })).toThrow(/1 to 100|NumberFromString/)
    }
  )

  it("a page has 50 items by default", () => {
    expect(Schema.decodeUnknownSync(Cursor.Query)({})).toEqual({ limit: 50 })
  })

  it.effect.prop(
    "of a list's pages leads to each row once, in order, and the last page has none",
    [FastCheck.uniqueArray(FastCheck.integer()), FastCheck.integer({ min: 1, max: 7 })],
    ([numbers, limit]) =>
      Effect.gen(function* () {
        const rows = numbers.toSorted((a, b) => a - b)
        const { page, place } = Cursor.pages(Schema.Tuple(Schema.Int), (row: number) => [row] as const)
        const read: Array<number> = []
        let next: string | undefined
        do {
          const after = yield* place(next)
          const found = rows.filter((row) => after === undefined || row > after[0]).slice(0, limit + 1)
          const { items, nextCursor } = page(found, limit, (row) => row)
          expect(items.length).toBeLessThanOrEqual(limit)
          read.push(...items)
          next = nextCursor
        } while (next !== undefined)
        expect(read).toEqual(rows)
      })
  )
})
