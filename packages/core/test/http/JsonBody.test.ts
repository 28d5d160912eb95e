import { describe, expect, it } from "@effect/vitest"
import { Either, FastCheck } from "effect"
import * as JsonBody from "../../src/internal/http/JsonBody.js"

const read = (text: string) => JsonBody.read(Buffer.from(text))
const nested = (depth: number) => `${"[".repeat(depth)}${" ".repeat(4000)}${"]".repeat(depth)}`

describe("a JSON body", () => {
  it.prop("is read as JSON.parse reads it", [FastCheck.json({ maxDepth: 8 })], ([text]) => {
    expect(Either.getOrThrow(read(text))).toEqual(JSON.parse(text))
  })

  it.prop("of any other text is refused without quoting it", [FastCheck.string({ minLength: 4 })], ([text]) => {
    const result = read(text)
    if (Either.isRight(result)) expect(JSON.parse(text)).toEqual(result.right)
    else if (!/^[\w. ]*$/.test(text)) expect(result.left.message).not.toContain(text)
  })

  it("may be a hundred levels deep, and brackets inside of strings are no levels", () => {
    expect(Either.isRight(read(nested(100)))).toBe(true)
    expect(Either.isLeft(read(nested(101)))).toBe(true)
    const quoted = JSON.stringify({ a: `${"[".repeat(3000)}"\\` })
    expect(Either.isRight(read(quoted))).toBe(true)
  })

  it("holds no U+0000 in any text or name, since no database keeps it; six characters that look like one are a text", () => {
    for (const text of ['{"a":"\\u0000"}', '[["x\\u0000y"]]', '{"\\u0000":1}', '"\\\\\\u0000"']) {
      expect(Either.getOrUndefined(Either.flip(read(text)))?.message).toMatch(/U\+0000/)
    }
    expect(Either.getOrThrow(read('"\\\\u0000"'))).toBe("\\u0000")
  })
})
