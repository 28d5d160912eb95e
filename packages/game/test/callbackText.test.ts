import { createHmac } from "node:crypto"
import { request } from "node:http"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { atTable } from "./support/atTable.js"
import { atWheel } from "./support/SoftswissWorld.js"

interface Sent {
  readonly method?: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Sends exactly these bytes; clients of higher levels refuse to write most of them. */
const send = (baseUrl: string, { body, headers, method = "POST", path }: Sent) =>
  Effect.async<{ readonly status: number | undefined; readonly text: string }>((resume) => {
    const { hostname, port } = new URL(baseUrl)
    const sent = request({ hostname, port, method, path, headers: { ...headers, "content-length": body.length } })
    sent.on("response", (answer) => {
      let text = ""
      answer.on("data", (part) => {
        text += String(part)
      })
      answer.on("end", () => resume(Effect.succeed({ status: answer.statusCode, text })))
    })
    sent.on("error", (error) => resume(Effect.die(error)))
    sent.end(body)
  })

/** What no database stores, and what would be stored in its place. */
const illFormed: ReadonlyArray<readonly [what: string, spoil: (sound: string) => Buffer]> = [
  ["half of a surrogate pair in an identifier", (text) => Buffer.from(text.replace("round-1", "\\ud83d"))],
  ["the other half, in capitals", (text) => Buffer.from(text.replace("round-1", "x\\uDFB2x"))],
  ["the halves in the wrong order", (text) => Buffer.from(text.replace("round-1", "\\udfb2\\ud83d"))],
  ["a NUL in an identifier", (text) => Buffer.from(text.replace("round-1", "a\\u0000"))],
  ["a NUL in a field that no call has", (text) => Buffer.from(text.replace(/}$/, ',"x":{"y":["\\u0000"]}}'))],
  ["half of a pair in a key", (text) => Buffer.from(text.replace(/}$/, ',"\\ud800":1}'))],
  ["a NUL in a key of an inner object", (text) => Buffer.from(text.replace(/}$/, ',"meta":{"a\\u0000b":1}}'))],
  ["half of a pair behind a repeated key", (text) => Buffer.from(text.replace(/}$/, ',"x":"\\udc00","x":"sound"}'))],
  ["bytes that are no UTF-8", (text) => spliced(text, [0xc3, 0x28])],
  ["an overlong encoding", (text) => spliced(text, [0xc0, 0xaf])],
  ["a surrogate in UTF-8", (text) => spliced(text, [0xed, 0xa0, 0x80])],
  ["a character cut in the middle", (text) => spliced(text, [0xf0, 0x9f, 0x8e])]
]

const spliced = (text: string, bytes: ReadonlyArray<number>): Buffer => {
  const [before = "", after = ""] = text.split("round-1")
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)])
}

const methods = ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "SEARCH"]

const targets: ReadonlyArray<readonly [what: string, suffix: string, headers: Record<string, string>]> = [
  ["a NUL in the path", "%00", {}],
  ["an encoding that is none in the path", "%ff", {}],
  ["a NUL in the query", "?q=%00", {}],
  ["a surrogate in the query", "?q=%ed%a0%80", {}],
  ["half of an escape in the query", "?q=%", {}],
  ["a header that is no UTF-8", "", { "x-note": "\xc3\x28" }]
]

describe("hub88 callbacks", () => {
  const seated = Effect.gen(function* () {
    const table = yield* atTable
    const { seat, world } = table
    const path = `/callbacks/hub88/${(yield* world.credentials.list(seat.user.split("_")[0] as never))[0]!.id}`
    const sound = table.body({ round: "round-1" })
    const post = (changes: Partial<Sent> = {}) => {
      const body = changes.body ?? Buffer.from(sound)
      const signature = world.provider.keys.sign(body as never)
      return send(world.http.baseUrl, {
        path: `${path}/transaction/bet`,
        ...changes,
        body,
        headers: { "x-hub88-signature": signature, ...changes.headers }
      })
    }
    return { world, post, path, sound }
  })

  it.scopedLive.each(illFormed)("are finally refused, and nothing is stored, with %s", ([, spoil]) =>
    Effect.gen(function* () {
      const { post, sound, world } = yield* seated
      const answer = yield* post({ body: spoil(sound) })
      expect(answer).toEqual({
        status: 200,
        text: expect.stringMatching(/^{"status":"RS_ERROR_WRONG_(?:SYNTAX|TYPES)"}$/)
      })
      expect(yield* world.takeCalls).toEqual([])
    })
  )

  it.scopedLive.each(targets)("are finally refused with %s", ([, suffix, headers]) =>
    Effect.gen(function* () {
      const { path, post, world } = yield* seated
      const answer = yield* post({ path: `${path}/transaction/bet${suffix}`, headers })
      expect(answer).toEqual({ status: 200, text: '{"status":"RS_ERROR_WRONG_SYNTAX"}' })
      expect(yield* world.takeCalls).toEqual([])
    })
  )

  it.scopedLive.each(methods)("move no money with the method %s, whatever a header says the method is", (method) =>
    Effect.gen(function* () {
      const { post, world } = yield* seated
      for (const override of ["x-http-method-override", "x-http-method", "x-method-override"]) {
        const answer = yield* post({ method, headers: { [override]: "POST" } })
        expect(answer.status).toBe(200)
        if (method !== "HEAD") expect(answer.text).toBe('{"status":"RS_ERROR_WRONG_SYNTAX"}')
      }
      expect(yield* world.takeCalls).toEqual([])
      const override = yield* post({ headers: { "x-http-method-override": "GET" } })
      expect(override.text).toContain('"RS_OK"')
    })
  )

  it.scopedLive("keep text in any script, also where it is written in escapes", () =>
    Effect.gen(function* () {
      const { post, sound } = yield* seated
      const text = sound.replace("round-1", "라운드 🎲 \\ud83c\\udfb2 \\\\ud800").replace(/}$/, ',"\\u00e9":"\\u0001"}')
      const answer = yield* post({
        body: Buffer.from(text),
        headers: { "x-note": Buffer.from("é").toString("latin1") }
      })
      expect(answer.text).toContain('"RS_OK"')
    })
  )
})

describe("softswiss callbacks", () => {
  const seated = Effect.gen(function* () {
    const { body, connection, world } = yield* atWheel
    const path = new URL(connection.callbackUrl).pathname
    const sound = body()
    const post = (changes: Partial<Sent> = {}) => {
      const bytes = changes.body ?? Buffer.from(sound)
      const signature = createHmac("sha256", connection.secret).update(bytes).digest("hex")
      return send(world.http.baseUrl, {
        path: `${path}/betwin`,
        ...changes,
        body: bytes,
        headers: { "x-request-sign": signature, ...changes.headers }
      })
    }
    return { world, post, path, sound }
  })

  const refused = { status: 400, text: expect.stringContaining('"api_code":"400"') }

  it.scopedLive.each(illFormed)("are finally refused, and nothing is stored, with %s", ([, spoil]) =>
    Effect.gen(function* () {
      const { post, sound, world } = yield* seated
      expect(yield* post({ body: spoil(sound) })).toEqual(refused)
      expect(yield* world.takeCalls).toEqual([])
    })
  )

  it.scopedLive.each(targets)("are finally refused with %s", ([, suffix, headers]) =>
    Effect.gen(function* () {
      const { path, post, world } = yield* seated
      expect(yield* post({ path: `${path}/betwin${suffix}`, headers })).toEqual(refused)
      expect(yield* world.takeCalls).toEqual([])
    })
  )

  it.scopedLive.each(methods)("move no money with the method %s, whatever a header says the method is", (method) =>
    Effect.gen(function* () {
      const { post, world } = yield* seated
      const answer = yield* post({ method, headers: { "x-http-method-override": "POST" } })
      expect(answer).toEqual(method === "HEAD" ? { status: 400, text: "" } : refused)
      expect(yield* world.takeCalls).toEqual([])
    })
  )

  it.scopedLive("take bodies of up to 64 KiB and refuse a byte more", () =>
    Effect.gen(function* () {
      const { post, sound, world } = yield* seated
      const padded = (length: number) => Buffer.from(sound + " ".repeat(length - sound.length))
      expect(yield* post({ body: padded(65_537) })).toEqual(refused)
      expect(yield* world.takeCalls).toEqual([])
      expect((yield* post({ body: padded(65_536) })).status).toBe(200)
    })
  )
})
