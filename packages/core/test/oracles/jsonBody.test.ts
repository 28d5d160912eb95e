import { describe, expect, it } from "@effect/vitest"
import { Either, FastCheck, Schema } from "effect"
import secure from "secure-json-parse"
import * as Payload from "../../src/http/Payload.js"
import * as JsonBody from "../../src/internal/http/JsonBody.js"

const name = FastCheck.constantFrom("__proto__", "constructor", "prototype", "a", "b")
/** JSON texts with the names that pollute prototypes at any depth, which no object literal can hold. */
const { document } = FastCheck.letrec<{ document: string; object: string }>((tie) => ({
  document: FastCheck.oneof(
    { maxDepth: 4 },
    FastCheck.constantFrom("1", '"x"', "null", "true"),
    tie("object"),
    FastCheck.array(tie("document"), { maxLength: 3 }).map((items) => `[${items}]`)
  ),
  object: FastCheck.array(FastCheck.tuple(name, tie("document")), { maxLength: 3 }).map(
    (members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`)}}`
  )
}))

const secured = (text: string) => Either.try(() => secure.parse(text) as unknown)
const read = (text: string) => JsonBody.read(Buffer.from(text))

const objectsOf = (value: unknown): ReadonlyArray<object> =>
  typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(objectsOf)] : []

describe("a JSON body, compared with secure-json-parse", () => {
  it.prop("is the same value where both read it", [FastCheck.oneof(FastCheck.json(), document)], ([text]) => {
    const theirs = secured(text)
    if (Either.isRight(theirs)) expect(read(text)).toEqual(Either.right(theirs.right))
  })

  // On purpose we read what secure-json-parse refuses: such a name is an own property like others, and what follows is the
  // schema, which takes known properties only.
  it.prop("with a name that pollutes is read, and no object has another prototype for it", [document], ([text]) => {
    const value = Either.getOrThrow(read(text))
    expect(value).toEqual(secure.parse(text, undefined, { protoAction: "ignore", constructorAction: "ignore" }))
    for (const object of objectsOf(value)) {
      expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(object))
    }
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  const fields = Schema.Struct({ a: Schema.optional(Schema.Unknown), b: Schema.optional(Schema.Unknown) })

  it.prop(
    "that secure-json-parse refuses at its top, a closed payload refuses and a tolerant one leaves out",
    [document],
    ([text]) => {
      const value = Either.getOrThrow(read(`{"a":1,"__proto__":${text}}`))
      expect(Either.isLeft(secured(`{"a":1,"__proto__":${text}}`))).toBe(true)
      expect(Either.isLeft(Schema.decodeUnknownEither(Payload.closed(fields))(value))).toBe(true)
      const taken = Schema.decodeUnknownSync(Payload.tolerant(fields))(value)
      expect([Object.keys(taken), Object.getPrototypeOf(taken)]).toEqual([["a"], Object.prototype])
    }
  )
})
