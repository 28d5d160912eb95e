import { fromUnits } from "@croupier/core/Amount"
import type { CurrencyCode } from "@croupier/core/Currency"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { outcomeExample, policyExample, postAnswerExample, postExample } from "../../src/contract/Examples.js"
import {
  BrandPolicy,
  type Command,
  DepositOutcome,
  PostAnswers,
  PostBatch,
  TransactionKey
} from "../../src/contract.js"
import { alice, aurora, bob, start } from "./service.js"

const currency = "EUR" as CurrencyCode
const of = { brand: aurora, wallet: alice, actor: { kind: "provider", id: "hub88" }, currency } as const
const played: ReadonlyArray<Command> = [
  {
    _tag: "deposit",
    ...of,
    key: TransactionKey.once("in", "1"),
    amount: fromUnits(20_000_000n),
    from: { kind: "bank", sub: "main" }
  },
  ...[1, 2, 3].map(
    (n): Command => ({
      _tag: "bet",
      ...of,
      key: TransactionKey.provider("hub88", "money", `b${n}`),
      amount: fromUnits(1_250_000n),
      round: { provider: "hub88", id: `r${n}` },
      game: { code: "clt_luckydice", category: "slots" }
    })
  ),
  {
    _tag: "win",
    ...of,
    key: TransactionKey.provider("hub88", "money", "w3"),
    amount: fromUnits(403_604n),
    round: { provider: "hub88", id: "r3" },
    game: { code: "clt_luckydice", category: "slots" },
    kind: "normal",
    missingBet: "refuse",
    closesRound: true
  }
]

interface Page {
  readonly items: ReadonlyArray<Record<string, unknown>>
  readonly nextCursor?: string
}

describe("a player's wallet over HTTP", () => {
  it.scopedLive("shows the balance, and nothing that is not described", () =>
    Effect.gen(function* () {
      const { as, wallet } = yield* start()
      yield* Effect.forEach(played, wallet.post)
      const { json, status } = yield* as(alice, "GET", "/api/wallet/balance")
      expect([status, json]).toEqual([200, { currency: "EUR", cash: "16.653604", bonus: "0", held: "0" }])
      expect((yield* as(bob, "GET", "/api/wallet/balance")).json).toMatchObject({ cash: "0" })
    })
  )

  it.scopedLive("lists what has moved, newest first, page by page, of one kind where asked", () =>
    Effect.gen(function* () {
      const { as, wallet } = yield* start()
      yield* Effect.forEach(played, wallet.post)
      const list = (query: string) =>
        Effect.map(as(alice, "GET", `/api/wallet/transactions${query}`), ({ json }) => json as Page)
      const first = yield* list("?limit=2")
      expect(first.items).toMatchObject([
        {
          kind: "win",
          amount: "0.403604",
          cash: "0.403604",
          bonus: "0",
          balanceAfter: { cash: "16.653604", bonus: "0" },
          round: { provider: "hub88", id: "r3" },
          game: "clt_luckydice",
          at: expect.stringMatching(/^\d{4}-.*Z$/)
        },
        { kind: "bet", amount: "1.25", cash: "-1.25" }
      ])
      const rest = yield* list(`?limit=100&cursor=${first.nextCursor}`)
      expect(rest.items.map(({ kind }) => kind)).toEqual(["bet", "bet", "deposit"])
      expect(rest).not.toHaveProperty("nextCursor")
      expect((yield* list("?kind=deposit")).items.map(({ amount }) => amount)).toEqual(["20"])
    })
  )

  it.scopedLive("lists rounds with their totals", () =>
    Effect.gen(function* () {
      const { as, wallet } = yield* start()
      yield* Effect.forEach(played, wallet.post)
      const { json } = yield* as(alice, "GET", "/api/wallet/rounds?limit=100")
      const rounds = (json as Page).items
      expect(rounds).toHaveLength(3)
      expect(rounds.find(({ id }) => id === "r3")).toMatchObject({
        status: "closed",
        stakeCash: "1.25",
        payoutCash: "0.403604"
      })
    })
  )

  for (const [query, code] of [
    ["transactions?cursor=AAAA", "cursor-invalid"],
    ["rounds?cursor=%00", "ill-formed-text"],
    ["rounds?cursor=WyJcdTAwMDAiXQ", "cursor-invalid"],
    ["rounds?cursor=WyIxIiwiYVx1MDAwMCIsImIiXQ", "cursor-invalid"],
    ["transactions?limit=0", "invalid-request"],
    ["transactions?limit=101", "invalid-request"],
    ["transactions?limit=ten", "invalid-request"],
    ["transactions?kind=gate", "invalid-request"]
  ]) {
    it.scopedLive(`refuses ${query}`, () =>
      Effect.gen(function* () {
        const { as } = yield* start()
        const { json, status } = yield* as(alice, "GET", `/api/wallet/${query}`)
        expect([status, json]).toMatchObject([400, { code }])
      })
    )
  }

  it.scopedLive("describes every route with a summary, an example and its errors", () =>
    Effect.gen(function* () {
      const { http } = yield* start()
      const { json } = yield* http.request("GET", "/internal/openapi.json")
      const operations = Object.entries((json as { paths: Record<string, Record<string, Operation>> }).paths).flatMap(
        ([path, methods]) =>
          Object.entries(methods).map(([method, operation]) => ({ at: `${method} ${path}`, operation }))
      )
      expect(operations).toHaveLength(33)
      const poor = operations.flatMap(({ at, operation: { requestBody, responses, summary } }) => {
        const answers = Object.entries(responses)
        const body = requestBody?.content["application/json"]
        const success = answers.find(([status]) => status.startsWith("2"))?.[1].content?.["application/json"]
        return [
          ...(summary ? [] : [`${at} has no summary`]),
          ...(body && body.example === undefined ? [`${at} shows no request`] : []),
          ...(success && success.example === undefined ? [`${at} shows no answer`] : []),
          ...(answers.some(([status]) => status.startsWith("4")) ? [] : [`${at} names no error`])
        ]
      })
      expect(poor).toEqual([])
    })
  )
})

describe("the examples of the API's document", () => {
  it("are what the schemas take", () => {
    const decode = <A, I>(schema: Schema.Schema<A, I>, example: unknown) =>
      Schema.decodeUnknownSync(schema, { onExcessProperty: "error" })(example)
    expect(decode(PostBatch, postExample).groups).toHaveLength(1)
    expect(decode(PostAnswers, postAnswerExample).groups).toHaveLength(1)
    expect(decode(DepositOutcome, outcomeExample).status).toBe("completed")
    expect(decode(BrandPolicy, policyExample).play).toBe("open")
  })
})

interface Operation {
  readonly summary?: string
  readonly requestBody?: { readonly content: Record<string, { readonly example?: unknown }> }
  readonly responses: Record<string, { readonly content?: Record<string, { readonly example?: unknown }> }>
}
