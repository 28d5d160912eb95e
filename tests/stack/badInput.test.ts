import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { bodyOf } from "@croupier/sandbox/hub88/Hub88Client"
import { layer } from "@effect/vitest"
import { Array as Arrays, Effect } from "effect"
import type { Answer, Ask } from "../support/Call.js"
import { rowCounts } from "../support/rows.js"
import * as StackLayer from "../support/Stack.js"
import { aurora, Stack } from "../support/Stack.js"
import { register, registerFunded, type StackPlayer, sit } from "../support/StackPlayer.js"

const deposits = "/api/wallet/deposit-requests"
const absent = "01926d3c-7a1e-7000-8000-2f6d3a5b9c01"

/** The request and the expected response: status, code, and words that the detail must have. */
type Case = readonly [
  what: string,
  send: readonly [method: string, path: string, ask: Ask],
  status: number,
  code: string,
  says?: RegExp
]

const amount = (what: string, given: unknown, says: RegExp, code = "invalid-amount"): Case => [
  `an amount that is ${what}`,
  ["POST", deposits, { key: randomUUID(), body: { amount: given } }],
  400,
  code,
  says
]
const deposit = (what: string, ask: Ask, status: number, code: string): Case => [
  what,
  ["POST", deposits, { body: { amount: "10" }, ...ask }],
  status,
  code
]
const launch = "/api/game/games/hub88/starlight/launch"
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
const unsigned = `${base64({ alg: "none", typ: "croupier-player+jwt" })}.${base64({ sub: absent, exp: 9e9 })}.`

const cases: ReadonlyArray<Case> = [
  amount("written with an exponent", "1e3", /exponent/),
  amount("negative", "-1", /sign/),
  amount("too precise", "0.0000001", /decimals/),
  amount("a number", 10, /amount/, "invalid-request"),
  amount("in full-width digits", "１０", /decimal string/),
  amount("missing", undefined, /amount/, "invalid-request"),
  deposit("no idempotency key", {}, 400, "idempotency-key-missing"),
  deposit("an idempotency key with a space", { key: "a b" }, 400, "idempotency-key-malformed"),
  deposit("an idempotency key of 256 characters", { key: "k".repeat(256) }, 400, "idempotency-key-malformed"),
  deposit("an unknown property", { key: "k", body: { amount: "10", brand: "borealis" } }, 400, "invalid-request"),
  deposit("half a JSON document", { key: "k", body: '{"amount":' }, 400, "malformed-json"),
  deposit("no body", { key: "k", body: undefined }, 400, "malformed-json"),
  deposit(
    "a body of another type",
    { key: "k", headers: { "content-type": "text/xml" } },
    415,
    "unsupported-media-type"
  ),
  deposit("a body of 10 MB", { key: "k", body: `{"amount":"${"1".repeat(10_000_000)}"}` }, 413, "body-too-large"),
  deposit("an unknown host", { key: "k", host: "nobody.example" }, 421, "unknown-host"),
  deposit("no token", { key: "k", token: undefined }, 401, "unauthenticated"),
  deposit("a token that is none", { key: "k", token: "abc.def.ghi" }, 401, "unauthenticated"),
  deposit("a token without a signature", { key: "k", token: unsigned }, 401, "unauthenticated"),
  ["an unknown route", ["GET", "/api/wallet/nothing", {}], 404, "not-found"],
  ["a route of a service that is not there", ["GET", "/api/promotion/bonuses", {}], 404, "not-found"],
  ["a wrong method", ["DELETE", "/api/wallet/balance", {}], 405, "method-not-allowed", /GET/],
  ["an id that is none", ["GET", `${deposits}/17`, {}], 400, "invalid-request"],
  ["a cursor that is none", ["GET", "/api/wallet/transactions?cursor=%F0%9F%8E%B2", {}], 400, "cursor-invalid"],
  [
    "a launch with a platform that is none",
    ["POST", launch, { body: { platform: "tv", lang: "en" } }],
    400,
    "invalid-request",
    /platform/
  ],
  ["an internal route", ["POST", "/internal/wallet/post", { body: { groups: [] } }], 404, "not-found"],
  ["an internal route in other letters", ["GET", "/Internal/player/jwks.json", {}], 404, "not-found"],
  ["an internal route by way of a public one", ["GET", "/api/wallet/../../internal/wallet/post", {}], 404, "not-found"],
  ["a NUL in a query", ["GET", "/api/game/games?q=%00", {}], 400, "ill-formed-text"],
  ["a NUL in a path", ["GET", "/api/game/rounds/hub88/%00", {}], 400, "ill-formed-text"],
  deposit("half of a surrogate pair", { key: "k", body: '{"amount":"\\ud800"}' }, 400, "malformed-json"),
  [
    "a password with a NUL",
    ["POST", "/api/player/login", { token: undefined, body: '{"username":"a","password":"\\u0000"}' }],
    400,
    "malformed-json"
  ],
  [
    "a registration without a profile",
    ["POST", "/api/player/register", { token: undefined, body: { username: "nobody-1", password: randomUUID() } }],
    422,
    "profile-incomplete"
  ]
]

layer(StackLayer.layer, { excludeTestServices: true, timeout: "120 seconds" })("what clients get wrong", (it) => {
  it.effect("is answered by one clear problem each, and writes no row", () =>
    Effect.gen(function* () {
      const player = yield* registerFunded(aurora, "100")
      const before = yield* rowCounts
      for (const [what, [method, path, ask], status, code, says] of cases) {
        const answer = yield* player.ask(method, path, ask)
        const told = problemOf(answer)
        assert.deepEqual({ what, status: answer.status, code: told.code }, { what, status, code })
        assert.equal(answer.headers["content-type"], "application/problem+json", what)
        assert.equal(told.status, status, what)
        if (says !== undefined) assert.match(told.detail, says, what)
      }
      assert.deepEqual(yield* rowCounts, before)
    })
  )

  it.effect("in a callback is answered in the provider's words, and writes no row", () =>
    Effect.gen(function* () {
      const { providers } = yield* Stack
      const player = yield* registerFunded(aurora, "100")
      const { seat } = yield* sit(player)
      const client = yield* providers.aurora!.client("aurora")
      const bet = (amount: string) =>
        bodyOf({
          user: seat.user,
          token: seat.token,
          game_code: seat.game,
          transaction_uuid: randomUUID(),
          request_uuid: randomUUID(),
          round: "r",
          amount: 42n,
          currency: seat.currency
        }).replace(":42,", `:${amount},`)
      const before = yield* rowCounts
      for (const wrong of ["1e3", "-1", "1.5", '"100"', "１００", "null", "9".repeat(40)]) {
        const { answer, httpStatus } = yield* client.raw("transaction/bet", bet(wrong))
        assert.equal(httpStatus, 200, wrong)
        assert.match(answer.status!, /^RS_ERROR_WRONG_(?:SYNTAX|TYPES)$/, wrong)
      }
      const forged = yield* client.raw("transaction/bet", bet("42"), "c2lnbmF0dXJl")
      assert.equal(forged.answer.status, "RS_ERROR_INVALID_SIGNATURE")
      const unsigned = yield* client.raw("transaction/bet", bet("42"), null)
      assert.equal(unsigned.answer.status, "RS_ERROR_INVALID_SIGNATURE")
      const huge = yield* client.raw("transaction/bet", bet(`42,"x":"${"y".repeat(10_000_000)}"`))
      assert.match(huge.text, /^\{"status":"RS_ERROR_/)
      assert.deepEqual(yield* rowCounts, before)
    })
  )

  it.effect("a deposit request asked again under its key is answered by the same bytes; another body is refused", () =>
    Effect.gen(function* () {
      const [player, other] = [yield* register(aurora), yield* register(aurora)]
      const key = randomUUID()
      const ask = (who: StackPlayer, amount: string) => who.ask("POST", deposits, { key, body: { amount } })
      const together = yield* Effect.all(
        Arrays.makeBy(10, () => ask(player, "50")),
        { concurrency: "unbounded" }
      )
      const again = yield* ask(player, "50")
      assert.deepEqual(new Set([...together, again].map(({ status, text }) => `${status} ${text}`)).size, 1)
      assert.equal(together.filter(({ headers }) => headers["idempotent-replayed"] === undefined).length, 1)
      assert.deepEqual([again.status, again.headers["idempotent-replayed"]], [201, "true"])
      const before = yield* rowCounts
      const changed = yield* ask(player, "51")
      assert.deepEqual([changed.status, problemOf(changed).code], [422, "idempotency-key-reused"])
      assert.deepEqual(yield* rowCounts, before)
      const others = yield* ask(other, "50")
      assert.equal(others.status, 201)
      assert.equal(others.headers["idempotent-replayed"], undefined)
      assert.notEqual(idOf(others), idOf(again))
    })
  )

  it.effect("another player's deposit request is answered as one that does not exist", () =>
    Effect.gen(function* () {
      const [player, other] = [yield* register(aurora), yield* register(aurora)]
      const made = yield* player.ask("POST", deposits, { key: randomUUID(), body: { amount: "50" } })
      for (const method of ["GET", "DELETE"]) {
        const [foreign, missing] = [
          yield* other.ask(method, `${deposits}/${idOf(made)}`),
          yield* other.ask(method, `${deposits}/${absent}`)
        ]
        assert.equal(foreign.status, 404)
        assert.deepEqual({ ...problemOf(foreign), traceId: "" }, { ...problemOf(missing), traceId: "" })
      }
      assert.equal((yield* player.ask("GET", `${deposits}/${idOf(made)}`)).status, 200)
    })
  )
})

const problemOf = ({ json, text }: Answer) => {
  assert.ok(json !== undefined, text)
  return json as { readonly status: number; readonly code: string; readonly detail: string; readonly traceId: string }
}
const idOf = ({ json }: Answer): string => (json as { readonly id: string }).id
