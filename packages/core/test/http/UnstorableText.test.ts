import { HttpApi, HttpApiBuilder, HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Either, Encoding, FastCheck, Schema } from "effect"
import * as Cursor from "../../src/http/Cursor.js"
import * as Payload from "../../src/http/Payload.js"
import * as StorableText from "../../src/http/StorableText.js"
import * as JsonBody from "../../src/internal/http/JsonBody.js"
import { sampled } from "../../src/testing/LongRun.js"
import * as TestHttp from "../../src/testing/TestHttp.js"
import * as RawSocket from "./RawSocket.js"
import { servers } from "./servers.js"

const place = Cursor.make(Schema.Tuple(Schema.String, Schema.String))
const Notes = Schema.Record({ key: Schema.String, value: Schema.Unknown })

const Api = HttpApi.make("notes").add(
  HttpApiGroup.make("notes")
    .add(HttpApiEndpoint.post("add", "/notes").setPayload(Payload.tolerant(Notes)).addSuccess(Schema.String))
    .add(
      HttpApiEndpoint.post("form", "/forms")
        .setPayload(Schema.Struct({ a: Schema.String }).pipe(HttpApiSchema.withEncoding({ kind: "UrlParams" })))
        .addSuccess(Schema.String)
    )
    .add(
      HttpApiEndpoint.post("text", "/texts")
        .setPayload(HttpApiSchema.Text({ contentType: "text/plain" }))
        .addSuccess(Schema.String)
    )
    .add(
      HttpApiEndpoint.get("list", "/notes")
        .setUrlParams(Schema.Struct({ q: Schema.optional(Schema.String), cursor: Schema.optional(Schema.String) }))
        .addSuccess(Schema.String)
        .addError(Cursor.CursorInvalid)
    )
    .add(
      HttpApiEndpoint.get("one", "/notes/:id")
        .setPath(Schema.Struct({ id: Schema.String }))
        .addSuccess(Schema.String)
    )
)

/** A handler that dies of what PostgreSQL would refuse, as every store does. */
const stored = (...texts: ReadonlyArray<string>) =>
  texts.every((text) => !/[\0\p{Surrogate}\uFFFD]/u.test(text))
    ? Effect.succeed(texts.join(" "))
    : Effect.dieMessage("invalid byte sequence")

const handlers = HttpApiBuilder.group(Api, "notes", (group) =>
  group
    .handle("add", ({ payload }) => stored(...Object.keys(payload), ...Object.values(payload).map(String)))
    .handle("form", ({ payload }) => stored(payload.a))
    .handle("text", ({ payload }) => stored(payload))
    .handle("list", ({ urlParams: { cursor, q } }) =>
      cursor === undefined ? stored(q ?? "") : Effect.flatMap(place.decode(cursor), (found) => stored(...found))
    )
    .handle("one", ({ path }) => stored(path.id))
)

describe.each(sampled(servers, 5))(
  "text that cannot be stored is refused at the door of a service on $name",
  (server) => {
    const notes = server.serve({ name: "notes", api: Api, handlers })
    const bodies: ReadonlyArray<readonly [string, string | Uint8Array, RegExp]> = [
      ["an escaped NUL in a string", '{"a":"x\\u0000"}', /U\+0000/],
      ["an escaped NUL in a key", '{"x\\u0000":"a"}', /U\+0000/],
      ["an escaped NUL deep down", '{"a":[{"b":["\\u0000"]}]}', /U\+0000/],
      ["a raw NUL", '{"a":"\0"}', /U\+0000/],
      ["half of a surrogate pair in a string", '{"a":"\\ud800"}', /surrogate/],
      ["the lower half in capitals", '{"a":"\\uDC00x"}', /surrogate/],
      ["two upper halves", '{"a":"\\ud83d\\ud83d\\ude00"}', /surrogate/],
      ["halves in the wrong order", '{"a":"\\ude00\\ud83d"}', /surrogate/],
      ["a half after an escaped backslash that looks like one", '{"a":"\\\\ud83d\\ude00"}', /surrogate/],
      ["half of a surrogate pair in a key", '{"\\udfff":"a"}', /surrogate/],
      ["a half in a property that a later one of the same name hides", '{"a":"\\ud800","a":"x"}', /surrogate/],
      ["bytes that are no UTF-8", Buffer.from('{"a":"\xff"}', "latin1"), /UTF-8/],
      ["an overlong slash", Buffer.from('{"a":"\xc0\xaf"}', "latin1"), /UTF-8/],
      ["an overlong NUL", Buffer.from('{"a":"\xc0\x80"}', "latin1"), /UTF-8/],
      ["a surrogate half in three bytes", Buffer.from('{"a":"\xed\xa0\x80"}', "latin1"), /UTF-8/],
      ["a character that is cut", Buffer.from('{"a":"\xf0\x9f\x8e"}', "latin1"), /UTF-8/],
      ["an escaped backspace", '{"a":"\\b"}', /control/],
      ["an escaped control character", '{"a":"\\u001b[31m"}', /control/],
      ["a raw DEL", '{"a":"\x7f"}', /control/]
    ]

    it.scopedLive.each(bodies)("in a JSON body: %s", ([_, body, detail]) =>
      Effect.gen(function* () {
        const http = yield* TestHttp.start(notes)
        const answer = yield* http.request("POST", "/notes", { body })
        expect(answer.json).toMatchObject({
          status: 400,
          code: "malformed-json",
          detail: expect.stringMatching(detail)
        })
      })
    )

    it.scopedLive.each([
      ["/notes?q=%00", 400],
      ["/notes?q=a%00b", 400],
      ["/notes?%00=a", 400],
      ["/notes?q=%C0%80", 400],
      ["/notes?q=%ED%A0%80", 400],
      ["/notes?q=%ff", 400],
      ["/notes?q=%1b", 400],
      ["/notes?q=100%", 400],
      ["/notes/%00", 400],
      ["/notes/a%00b", 400],
      ["/notes/%C0%AE", 400],
      ["/notes/%ff", 400],
      ["/notes/%7f", 400],
      ["/notes/\xff", 400],
      ["/notes?q=\xff", 400],
      ["/notes?q=%EC%9B%90%F0%9F%8E%B2+%2B%25", 200],
      ["/notes/%EC%9B%90%F0%9F%8E%B2%20%25", 200]
    ] as const)("in path and query: %s is a %s", ([target, status]) =>
      Effect.gen(function* () {
        const http = yield* TestHttp.start(notes)
        const raw = yield* RawSocket.open(http.port)
        yield* raw.send(Buffer.from(RawSocket.request("GET", target, "", "connection: close\r\n"), "latin1"))
        const answer = yield* raw.untilClosed
        expect(answer).toContain(`HTTP/1.1 ${status} `)
        // Bytes that are not ASCII are no HTTP, which the parser finds first.
        const code = target.includes("\xff") ? "malformed-request" : "ill-formed-text"
        if (status === 400 && (server.isOurs || code === "ill-formed-text"))
          expect(answer).toContain(`"code":"${code}"`)
      })
    )

    it.scopedLive.each([
      ["a NUL", "a=%00"],
      ["no UTF-8", "a=%ff"],
      ["raw bytes", Buffer.from("a=\xff", "latin1")]
    ] as const)("in a form: %s", ([_, body]) =>
      Effect.gen(function* () {
        const http = yield* TestHttp.start(notes)
        const headers = { "content-type": "application/x-www-form-urlencoded" }
        expect((yield* http.request("POST", "/forms", { body, headers })).json).toMatchObject({
          status: 400,
          code: "ill-formed-text"
        })
        expect((yield* http.request("POST", "/forms", { body: "a=%EC%9B%90+1", headers })).json).toBe("원 1")
      })
    )

    it.scopedLive.each([
      ["a NUL", "a\0"],
      ["no UTF-8", Buffer.from("\xff", "latin1")]
    ] as const)("in a body of plain text: %s", ([_, body]) =>
      Effect.gen(function* () {
        const http = yield* TestHttp.start(notes)
        const headers = { "content-type": "text/plain" }
        expect((yield* http.request("POST", "/texts", { body, headers })).json).toMatchObject({
          status: 400,
          code: "ill-formed-text"
        })
      })
    )

    it.scopedLive.each(['["\\u0000","a"]', '["a","\\ud800"]', '["\\u001b","a"]'])("in a forged cursor: %s", (json) =>
      Effect.gen(function* () {
        const http = yield* TestHttp.start(notes)
        const answer = yield* http.request("GET", `/notes?cursor=${Encoding.encodeBase64Url(json)}`)
        expect(answer.json).toMatchObject({ status: 400, code: "cursor-invalid" })
      })
    )
  }
)

describe("text that can be stored", () => {
  const text = FastCheck.string({ unit: "binary", maxLength: 20 })

  it.prop(
    "is distinguished from what cannot by one function, in any place of a text",
    [text, text],
    ([before, after]) => {
      expect(StorableText.isStorable(before + after)).toBe(!before.includes("\0") && !after.includes("\0"))
      for (const bad of ["\0", "\ud800", "\udfff"]) {
        const whole = `${before} ${bad} ${after}`
        expect(StorableText.isStorable(whole)).toBe(false)
        expect(Either.isLeft(JsonBody.read(Buffer.from(JSON.stringify({ a: whole }))))).toBe(true)
        expect(StorableText.flawOfJson(Buffer.from(JSON.stringify([whole])))).toBeDefined()
      }
    }
  )

  it.prop("passes in a JSON body in every way to write it", [FastCheck.string({ unit: "grapheme" })], ([given]) => {
    const escaped = given.replace(/[^\x20-\x7e]|["\\]/gs, (unit) =>
      [...Array(unit.length)].map((_, at) => `\\u${unit.charCodeAt(at).toString(16).padStart(4, "0")}`).join("")
    )
    expect(Either.getOrThrow(JsonBody.read(Buffer.from(`["${escaped}"]`)))).toEqual([given])
    expect(Either.getOrThrow(JsonBody.read(Buffer.from(JSON.stringify([given]))))).toEqual([given])
  })
})
