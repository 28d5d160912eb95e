import { HttpApi, HttpApiBuilder, HttpApiEndpoint, HttpApiGroup } from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Effect, FastCheck, Schema } from "effect"
import * as Problem from "../../src/http/Problem.js"
import * as RequestTarget from "../../src/internal/http/RequestTarget.js"
import { sampled } from "../../src/testing/LongRun.js"
import * as TestHttp from "../../src/testing/TestHttp.js"
import * as RawSocket from "./RawSocket.js"
import { servers } from "./servers.js"

const Api = HttpApi.make("rounds").add(
  HttpApiGroup.make("rounds")
    .add(HttpApiEndpoint.get("balance", "/api/wallet/balance").addSuccess(Schema.String))
    .add(
      HttpApiEndpoint.get("round", "/api/game/rounds/:provider/:id")
        .setPath(Schema.Struct({ provider: Schema.String, id: Schema.String }))
        .setUrlParams(Schema.Struct({ limit: Schema.optional(Schema.String) }))
        .addSuccess(Schema.String)
    )
)
const handlers = HttpApiBuilder.group(Api, "rounds", (group) =>
  group
    .handle("balance", () => Effect.succeed("balance"))
    .handle("round", ({ path }) => Effect.succeed(`${path.provider} ${path.id}`))
)

/** Sends a target as it is, which no client library would. */
const get = (port: number, target: string) =>
  Effect.scoped(
    Effect.gen(function* () {
      const raw = yield* RawSocket.open(port)
      yield* raw.send(Buffer.from(RawSocket.request("GET", target, "", "connection: close\r\n"), "latin1"))
      const answer = yield* raw.untilClosed
      const body = answer.slice(answer.indexOf("\r\n\r\n") + 4)
      return { status: Number(answer.slice(9, 12)), body: Buffer.from(body, "latin1").toString() }
    })
  )

/** Spellings that a URL parser has turned into the right one before a web-standard handler sees them. */
const resolved = [
  "/api/wallet/./balance",
  "/api/wallet/x/../balance",
  "/api/wallet/%2e/balance",
  "/api/wallet/x/%2E%2e/balance",
  "/api/wallet/.%2e/wallet/balance",
  "/api\\wallet\\balance",
  "/api/wallet\\balance",
  "/api/wallet/balance#",
  "/api/wallet/balance#x",
  "/api/wallet/balance?a=1#x"
]

describe.each(sampled(servers, 5))("a path has one spelling on $name", ({ parsesUrls, serve }) => {
  const rounds = serve({ name: "rounds", api: Api, handlers })

  it.scopedLive.each([
    "/api//wallet/balance",
    "//api/wallet/balance",
    "/api/wallet/balance/",
    "/api/wallet/balance//",
    "/api/wallet/./balance",
    "/api/wallet/x/../balance",
    "/api/wallet/%2e/balance",
    "/api/wallet/x/%2E%2e/balance",
    "/api/wallet/.%2e/wallet/balance",
    "/api/wallet/balance;x",
    "/api/wallet;x=1/balance",
    "/api/wallet/balance%3Bx",
    "/api/Wallet/balance",
    "/API/wallet/balance",
    "/api/wallet/BALANCE",
    "/%61pi/wallet/balance",
    "/api/wallet/b%61lance",
    "/api/wallet/%62%61%6c%61%6e%63%65",
    "/api/wallet%2fbalance",
    "/api/wallet%2Fbalance",
    "/api/wallet%5cbalance",
    "/api\\wallet\\balance",
    "/api/wallet\\balance",
    "/api/wallet/balance#",
    "/api/wallet/balance#x",
    "/api/wallet/balance?a=1#x",
    "/api/wallet/balance%23",
    "/api/wallet/balance%3F",
    "/api/wallet/balance%20",
    "/api/wallet/balance|",
    "/api/wallet/balance..",
    "/api/wallet/*",
    "/api/wallet/%2562alance"
  ])("%s is not served", (target) =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(rounds)
      expect((yield* get(http.port, "/api/wallet/balance")).status).toBe(200)
      const answer = yield* get(http.port, target)
      if (parsesUrls && resolved.includes(target)) expect(answer.status).toBe(200)
      else expect(answer).toMatchObject({ status: 404, body: expect.stringContaining('"code":"not-found"') })
    })
  )

  it.scopedLive("a target that is too long is a 414", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(rounds)
      expect((yield* get(http.port, `/api/wallet/balance?${"x".repeat(8192)}`)).status).toBe(414)
    })
  )

  it.scopedLive("a parameter that is given twice is refused, instead of one of them being chosen", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(rounds)
      expect((yield* get(http.port, "/api/game/rounds/a/b?limit=1")).status).toBe(200)
      expect((yield* get(http.port, "/api/game/rounds/a/b?limit=1&limit=2")).status).toBe(400)
    })
  )

  it.scopedLive("an id of any length and of any characters but slashes reaches its handler as it is", () =>
    Effect.gen(function* () {
      const http = yield* TestHttp.start(rounds)
      for (const id of ["r-1", "원 ½", "a:b@c", "100%", "%41", "x;y", "a?b#c", "q".repeat(255), "é".repeat(255)]) {
        for (const spelling of [encodeURIComponent(id), encodeURI(id).replace(/[?#;]/g, encodeURIComponent)]) {
          expect(yield* get(http.port, `/api/game/rounds/hub88/${spelling}`)).toEqual({
            status: 200,
            body: JSON.stringify(`hub88 ${id}`)
          })
        }
      }
    })
  )
})

describe.each(sampled(servers, 5).filter(({ parsesUrls }) => !parsesUrls))(
  "an address as the target on $name",
  ({ serve }) => {
    const rounds = serve({ name: "rounds", api: Api, handlers })

    it.scopedLive.each([
      ["http://localhost/api/wallet/balance", 200],
      ["HTTP://LOCALHOST:80/api/wallet/balance", 200],
      ["http://localhost/api//wallet/balance", 404],
      ["http://elsewhere/api/wallet/balance", 400],
      ["http://user@localhost/api/wallet/balance", 400],
      ["ftp://localhost/api/wallet/balance", 400],
      ["*", 400]
    ] as const)("%s is a %s", ([target, status]) =>
      Effect.gen(function* () {
        const http = yield* TestHttp.start(rounds)
        expect((yield* get(http.port, target)).status).toBe(status)
      })
    )
  }
)

const part = FastCheck.oneof(
  FastCheck.constantFrom(
    "api",
    "API",
    "wallet",
    "%77allet",
    ".",
    "..",
    "%2e",
    "%2E%2e",
    "",
    ";x",
    "#",
    "\\",
    "%5c",
    "%2f"
  ),
  FastCheck.constantFrom(
    "%25",
    "%2561",
    "%3a",
    ":",
    "%3B",
    "%20",
    "%EC%9B%90",
    "%ec%9b%90",
    "%",
    "%zz",
    "%00",
    "\xe9",
    "a"
  ),
  FastCheck.string({ maxLength: 4 })
)
const path = FastCheck.array(FastCheck.array(part, { maxLength: 2 }), { minLength: 1, maxLength: 5 }).map(
  (segments) => `/${segments.map((parts) => parts.join("")).join("/")}`
)

describe("the spelling that is decided on", () => {
  it.prop("is its own spelling, with no empty, dotted or second one of its segments", [path], ([target]) => {
    const found = RequestTarget.read(target, "localhost")
    if (Problem.isProblem(found)) return
    expect(RequestTarget.read(found.url, "localhost")).toEqual(found)
    if (found.path === "/") return
    for (const segment of found.path.slice(1).split("/")) {
      expect(["", ".", ".."]).not.toContain(segment)
      expect(segment).toMatch(/^[\x21-\x7e]+$/)
      expect(segment).not.toMatch(/[;#\\]/)
      expect(decodeURIComponent(segment)).not.toMatch(/[/\\]/)
    }
    // A URL parser, which knows dots and backslashes, sees the same path.
    expect(new URL(`http://localhost${found.path}`).pathname).toBe(found.path)
  })

  it.prop(
    "is the same for all spellings of the same segments, and another for others",
    [path, path],
    ([one, other]) => {
      const [a, b] = [RequestTarget.read(one, "x"), RequestTarget.read(other, "x")]
      if (Problem.isProblem(a) || Problem.isProblem(b)) return
      const meaning = (found: RequestTarget.RequestTarget) => found.path.split("/").map(decodeURIComponent).join("/")
      expect(a.path === b.path).toBe(meaning(a) === meaning(b))
    }
  )
})
