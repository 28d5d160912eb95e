import { sampled } from "@croupier/core/testing/LongRun"
import { afterAll, beforeAll, describe, expect, it } from "@effect/vitest"
import { Effect, Exit, Scope } from "effect"
import { servers } from "./hosts.js"
import { alice, aurora, rowsOf, startOn, type TestWallet } from "./service.js"

const deposits = "/api/wallet/deposit-requests"
const post = "/internal/wallet/post"
const key = { "idempotency-key": "k1" }
const command = {
  _tag: "deposit",
  brand: aurora,
  wallet: alice,
  actor: { kind: "service", id: "recon_service" },
  key: "recon/money/1",
  currency: "EUR",
  amount: "10",
  from: { kind: "bank", sub: "main" }
}
const groups = (...given: ReadonlyArray<unknown>) => ({ groups: [given] })

/** The request, and the expected response: status, code, and words that the detail must have. */
type Case = readonly [
  what: string,
  send: { readonly path: string; readonly body: unknown; readonly headers?: Record<string, string> },
  status: number,
  code: string,
  says?: RegExp
]

const entered = (what: string, amount: unknown, code: string, says: RegExp): Case => [
  `a player enters ${what}`,
  { path: deposits, body: { amount }, headers: key },
  400,
  code,
  says
]
const sent = (what: string, amount: unknown, says: RegExp): Case => [
  `a service sends ${what}`,
  { path: post, body: groups({ ...command, amount }) },
  400,
  "invalid-request",
  says
]

const cases: ReadonlyArray<Case> = [
  entered("an exponent", "1e3", "invalid-amount", /no exponent/),
  entered("a sign", "-1", "invalid-amount", /no sign/),
  entered("a plus sign", "+1", "invalid-amount", /no sign/),
  entered("more digits than the ledger has", "0.0000001", "invalid-amount", /at most 2 decimals/),
  entered("more digits than people see", "1.001", "invalid-amount", /at most 2 decimals/),
  entered("a number", 10, "invalid-request", /"amount".*string/),
  entered("full-width digits", "１０", "invalid-amount", /decimal string/),
  entered("more than the maximum", "2000000000001", "invalid-amount", /over the maximum/),
  entered("twenty digits", "99999999999999999999", "invalid-amount", /decimal string/),
  entered("nothing", "0", "invalid-amount", /more than zero/),
  entered("an empty text", "", "invalid-amount", /decimal string/),
  entered("a leading zero", "010", "invalid-amount", /decimal string/),
  entered("a comma", "1,5", "invalid-amount", /decimal string/),
  entered("null", null, "invalid-request", /"amount"/),
  sent("an exponent", "1e3", /no exponent/),
  sent("a sign", "-1", /no sign/),
  sent("more digits than the ledger has", "0.0000001", /at most 6 decimals/),
  sent("a number", 10, /amount.*decimal string/),
  sent("full-width digits", "１０", /decimal string/),
  sent("more than the maximum", "2000000000001", /over the maximum/),
  ["a key is missing", { path: deposits, body: { amount: "10" } }, 400, "idempotency-key-missing"],
  [
    "a key is empty",
    { path: deposits, body: { amount: "10" }, headers: { "idempotency-key": "" } },
    400,
    "idempotency-key-malformed"
  ],
  [
    "a key is too long",
    { path: deposits, body: { amount: "10" }, headers: { "idempotency-key": "k".repeat(256) } },
    400,
    "idempotency-key-malformed"
  ],
  [
    "a key holds a space",
    { path: deposits, body: { amount: "10" }, headers: { "idempotency-key": "a b" } },
    400,
    "idempotency-key-malformed"
  ],
  [
    "an unknown property",
    { path: deposits, body: { amount: "10", bonus: "5" }, headers: key },
    400,
    "invalid-request",
    /bonus/
  ],
  [
    "an unknown property of a command",
    { path: post, body: groups({ ...command, fee: "1" }) },
    400,
    "invalid-request",
    /fee/
  ],
  ["an unknown command", { path: post, body: groups({ ...command, _tag: "mint" }) }, 400, "invalid-request"],
  [
    "a command without an actor",
    { path: post, body: groups({ ...command, actor: undefined }) },
    400,
    "invalid-request",
    /actor/
  ],
  [
    "a key of no source",
    { path: post, body: groups({ ...command, key: "1" }) },
    400,
    "invalid-request",
    /transaction key/
  ],
  ["no group at all", { path: post, body: { groups: [] } }, 400, "invalid-request"],
  [
    "more commands than a request holds",
    { path: post, body: groups(...Array(257).fill(command)) },
    400,
    "invalid-request",
    /256 commands/
  ],
  ["malformed JSON", { path: deposits, body: '{"amount":', headers: key }, 400, "malformed-json"],
  ["no body", { path: deposits, body: "", headers: key }, 400, "malformed-json"],
  [
    "another media type",
    { path: deposits, body: "amount=10", headers: { ...key, "content-type": "text/plain" } },
    415,
    "unsupported-media-type"
  ],
  [
    "ten megabytes",
    { path: deposits, body: `{"amount":"${"1".repeat(10_000_000)}"}`, headers: key },
    413,
    "body-too-large",
    /131072/
  ],
  [
    "ten megabytes of commands",
    { path: post, body: `{"groups":"${"1".repeat(10_000_000)}"}` },
    413,
    "body-too-large",
    /1048576/
  ],
  [
    "a wrong token",
    { path: deposits, body: { amount: "10" }, headers: { ...key, authorization: "Bearer x" } },
    401,
    "unauthenticated"
  ],
  [
    "a player's token at an internal route",
    { path: post, body: groups(command), headers: { authorization: `Bearer ${aurora}:${alice}` } },
    401,
    "unauthenticated"
  ],
  [
    "no token at an internal route",
    { path: post, body: groups(command), headers: { authorization: "" } },
    401,
    "unauthenticated"
  ],
  [
    "a player without a wallet",
    {
      path: deposits,
      body: { amount: "10" },
      headers: { ...key, authorization: `Bearer ${aurora}:01926d3c-7a1e-7000-8000-00000000dead` }
    },
    404,
    "wallet-not-found"
  ],
  [
    "an id that is no id",
    {
      path: "/internal/wallet/deposit-requests/1/complete",
      body: { brand: aurora, actor: command.actor },
      headers: key
    },
    400,
    "invalid-request"
  ],
  [
    "a request that was never made",
    {
      path: "/internal/wallet/deposit-requests/01926d3c-7a1e-7000-8000-00000000dead/complete",
      body: { brand: aurora, actor: command.actor },
      headers: key
    },
    404,
    "deposit-request-not-found"
  ]
]

describe.each(sampled(servers, 5))("bad input over a real socket of $name: one clear problem, and no row", ({ on }) => {
  const scope = Effect.runSync(Scope.make())
  let service: TestWallet
  beforeAll(async () => {
    service = await Effect.runPromise(Scope.extend(startOn(on), scope))
  })
  afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

  for (const [what, { body, headers, path }, status, code, says] of cases) {
    it.live(what, () =>
      Effect.gen(function* () {
        const { as, internally, ledger } = service
        const before = rowsOf(ledger)
        const send = path.startsWith("/api/")
          ? as(alice, "POST", path, body, headers)
          : internally("POST", path, body, headers)
        const answer = yield* send
        expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "application/problem+json"])
        expect(answer.json).toMatchObject({
          status,
          code,
          type: `urn:croupier:problem:${code}`,
          traceId: expect.any(String)
        })
        if (says) expect((answer.json as { detail: string }).detail).toMatch(says)
        expect(answer.text).not.toMatch(/\bat .*\.(?:ts|js):/)
        expect(rowsOf(ledger)).toBe(before)
      })
    )
  }

  it.live("an unknown wallet is refused in its place, and its neighbours in the request are not", () =>
    Effect.gen(function* () {
      const { internally, ledger } = service
      const stranger = { ...command, wallet: "01926d3c-7a1e-7000-8000-00000000dead" }
      const answer = yield* internally("POST", post, { groups: [[stranger], [{ ...command, key: "recon/money/2" }]] })
      expect(answer.json).toMatchObject({
        groups: [
          { _tag: "answered", results: [{ _tag: "refused", reason: "wallet-not-found", balance: null }] },
          { _tag: "answered", results: [{ _tag: "ok", balance: { cash: "10" } }] }
        ]
      })
      expect(ledger.entries).toHaveLength(2)
    })
  )
})
