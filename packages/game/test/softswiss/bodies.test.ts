import type { CurrencyCode } from "@croupier/core/Currency"
import { codeOf } from "@croupier/sandbox/softswiss/SoftswissWire"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Either, FastCheck as fc, Option } from "effect"
import * as SoftswissAmount from "../../src/internal/softswiss/SoftswissAmount.js"
import { read } from "../../src/internal/softswiss/SoftswissCall.js"
import { atWheel } from "../support/SoftswissWorld.js"

const eur = "EUR" as CurrencyCode

const player = { account_id: "aurora_abcdefghij", currency: "EUR", game_id: "g" }
const sound = { id_provider: "t", type: "bet", amount: "1" }
const bodyOf = (changes: object) =>
  Buffer.from(JSON.stringify({ ...player, round_id: "r", transactions: [sound], ...changes }))
const readAmount = (amount: unknown) =>
  read("betwin", bodyOf({ transactions: [{ id_provider: "t", type: "bet", amount }] }))

describe("softswiss amounts", () => {
  it("are decimal texts over zero, as fine as the ledger counts", () => {
    for (const text of ["1", "1.50", "0.000001", "1.0000000", "1.0000000000000000", "007", "115.00", "2000000000000"]) {
      expect(Either.isRight(readAmount(text)), text).toBe(true)
    }
    const refused = [
      "0",
      "0.00",
      "-1",
      "+1",
      "1e3",
      "1E3",
      "NaN",
      "1,5",
      ".5",
      "5.",
      "",
      " 1",
      "１",
      "0.0000001",
      "1.00000000000000000",
      "1.0000010001"
    ]
    for (const text of [...refused, "2000000000000.1", "9".repeat(1000), 1, 1.5, null, true, ["1"], { value: "1" }]) {
      expect(readAmount(text), String(text)).toEqual(Either.left("400"))
    }
  })

  it.prop("are written as they are read, never as more than there is", [fc.bigInt(1n, 10n ** 15n)], ([units]) => {
    const text = SoftswissAmount.format(eur, units)
    expect(text).toMatch(/^(?:0|[1-9][0-9]*)\.[0-9]{2}$/)
    const back = Option.getOrElse(SoftswissAmount.parse(eur, text), () => 0n)
    expect(units - back).toBeGreaterThanOrEqual(0n)
    expect(units - back).toBeLessThan(10_000n)
  })

  it("have the display digits of their currency", () => {
    const texts = ["KRW", "JPY", "EUR", "KWD", "BTC"].map((code) => [
      SoftswissAmount.format(code as CurrencyCode, 0n),
      SoftswissAmount.format(code as CurrencyCode, 115_999_999n)
    ])
    expect(texts).toEqual([
      ["0", "115"],
      ["0", "115"],
      ["0.00", "115.99"],
      ["0.000", "115.999"],
      ["0.00000000", "1.15999999"]
    ])
  })
})

describe("softswiss bodies", () => {
  const wrong: ReadonlyArray<readonly [what: string, changes: object]> = [
    ["no account", { account_id: undefined }],
    ["an account that is no text", { account_id: 7 }],
    ["a currency in small letters", { currency: "eur" }],
    ["a currency of two letters", { currency: "EU" }],
    ["no round", { round_id: "" }],
    ["a text that PostgreSQL cannot store", { round_id: "r\0" }],
    ["a text without end", { game_id: "g".repeat(129) }],
    ["an end that is not yes or no", { finished: "true" }],
    ["no list of transactions", { transactions: undefined }],
    ["transactions that are no list", { transactions: {} }],
    ["a list without transactions", { transactions: [] }],
    ["a list without transactions that ends the round", { transactions: [], finished: true }],
    ["a transaction that is no object", { transactions: ["t"] }],
    ["a transaction of another type", { transactions: [{ id_provider: "t", type: "steal", amount: "1" }] }],
    ["a transaction without id", { transactions: [{ type: "bet", amount: "1" }] }],
    ["an id with a space", { transactions: [{ id_provider: "t t", type: "bet", amount: "1" }] }],
    [
      "one id twice",
      {
        transactions: [
          { id_provider: "t", type: "bet", amount: "1" },
          { id_provider: "t", type: "win", amount: "1" }
        ]
      }
    ],
    [
      "a batch without end",
      { transactions: Array.from({ length: 101 }, (_, id) => ({ id_provider: `${id}`, type: "win", amount: "1" })) }
    ]
  ]

  it.each(wrong)("are refused with %s", (_, changes) => {
    expect(read("betwin", bodyOf(changes))).toEqual(Either.left("400"))
  })

  it("in a currency that only the protocol knows are of the wrong currency", () => {
    expect(read("balance", Buffer.from(JSON.stringify({ ...player, currency: "USDT_TRC20" })))).toEqual(
      Either.left("154")
    )
  })

  it("name the round of a rollback in a field of its own", () => {
    const reversal = { round_id: undefined, transactions: [{ id_provider: "x", original_id_provider: "t" }] }
    expect(read("rollback", bodyOf(reversal))).toEqual(Either.left("400"))
    expect(Either.isRight(read("rollback", bodyOf({ ...reversal, round_id_provider: "r" })))).toBe(true)
    expect(read("rollback", bodyOf({ round_id_provider: "r", transactions: [{ id_provider: "x" }] }))).toEqual(
      Either.left("400")
    )
  })

  it.prop("never make the reader fall over", [fc.oneof(fc.string(), fc.json())], ([text]) => {
    for (const tag of ["balance", "betwin", "rollback", "finish"] as const) {
      expect(Either.isEither(read(tag, Buffer.from(text)))).toBe(true)
    }
  })

  it.scopedLive("are answered in the protocol's words, and reach no wallet, when they are no calls at all", () =>
    Effect.gen(function* () {
      const { body, client, connection, world } = yield* atWheel
      const sound = body()
      const answers = [
        yield* client.raw("betwin", `${sound}${" ".repeat(10_000_000)}`),
        yield* client.raw("betwin", sound.slice(0, -1)),
        yield* client.raw("betwin", `[${sound}]`),
        yield* client.raw("betwin", "")
      ]
      for (const answer of answers) {
        expect(answer).toMatchObject({ httpStatus: 400, answer: { code: "invalid_argument", apiCode: "400" } })
        expect(JSON.parse(answer.text)).toEqual({
          code: "invalid_argument",
          msg: "Bad request",
          meta: { api_code: "400", api_message: "Bad request" }
        })
      }
      for (const [path, apiCode] of [
        ["steal", "404"],
        ["__proto__", "404"],
        ["", "400"],
        ["betwin/", "400"]
      ] as const) {
        expect(yield* client.raw(path, sound)).toMatchObject({ httpStatus: 400, answer: { apiCode } })
      }
      const unknown = yield* world.http.request("POST", `${new URL(connection.callbackUrl).pathname}x/balance`)
      expect(unknown).toMatchObject({ status: 400, json: { meta: { api_code: "403" } } })
      expect(yield* world.takeCalls).toEqual([])
    })
  )

  it.scopedLive("may hold unknown fields", () =>
    Effect.gen(function* () {
      const { body, client } = yield* atWheel
      const strange = body({ new: true, meta: { amount: 1e9, deep: [{}] } }, { jackpot: { fee: "1" } })
      const exchange = yield* client.raw("betwin", strange)
      expect([codeOf(exchange), exchange.answer.balance]).toEqual(["200", "98.50"])
    })
  )
})
