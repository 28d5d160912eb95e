import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { atTable } from "./support/atTable.js"

describe("bodies that are not of the protocol's form", () => {
  const wrong: ReadonlyArray<readonly [what: string, text: (sound: string) => string, status: string]> = [
    ["an amount with an exponent", (text) => text.replace("100000", "1e5"), "RS_ERROR_WRONG_TYPES"],
    ["a negative amount", (text) => text.replace("100000", "-100000"), "RS_ERROR_WRONG_TYPES"],
    ["a fraction", (text) => text.replace("100000", "100000.0"), "RS_ERROR_WRONG_TYPES"],
    ["an amount in quotes", (text) => text.replace("100000", '"100000"'), "RS_ERROR_WRONG_TYPES"],
    ["an amount that is not a number", (text) => text.replace("100000", "NaN"), "RS_ERROR_WRONG_SYNTAX"],
    ["a leading zero", (text) => text.replace("100000", "0100000"), "RS_ERROR_WRONG_SYNTAX"],
    ["a plus sign", (text) => text.replace("100000", "+100000"), "RS_ERROR_WRONG_SYNTAX"],
    ["full-width digits", (text) => text.replace("100000", "１００"), "RS_ERROR_WRONG_SYNTAX"],
    ["more than may be moved at once", (text) => text.replace("100000", "1".repeat(20)), "RS_ERROR_WRONG_TYPES"],
    ["a thousand digits", (text) => text.replace("100000", "9".repeat(1000)), "RS_ERROR_WRONG_TYPES"],
    ["a user that is no text", (text) => text.replace(/"user":"[^"]*"/, '"user":7'), "RS_ERROR_WRONG_TYPES"],
    ["a null where text must be", (text) => text.replace('"round":"round-1"', '"round":null'), "RS_ERROR_WRONG_SYNTAX"],
    ["a text with a NUL", (text) => text.replace("round-1", "round\\u0000"), "RS_ERROR_WRONG_TYPES"],
    ["a game with a NUL", (text) => text.replace("hub_fortune", "\\u0000"), "RS_ERROR_WRONG_TYPES"],
    ["no transaction id", (text) => text.replace("transaction_uuid", "transaction"), "RS_ERROR_WRONG_SYNTAX"],
    ["half an object", (text) => text.slice(0, -1), "RS_ERROR_WRONG_SYNTAX"],
    ["a list", (text) => `[${text}]`, "RS_ERROR_WRONG_SYNTAX"],
    ["nothing", () => "", "RS_ERROR_WRONG_SYNTAX"]
  ]

  it.scopedLive.each(wrong)("are refused before the wallet is asked: %s", ([, change, status]) =>
    Effect.gen(function* () {
      const { body, client, world } = yield* atTable
      const { answer, httpStatus } = yield* client.raw("transaction/bet", change(body()))
      expect({ httpStatus, status: answer.status }).toEqual({ httpStatus: 200, status })
      expect(yield* world.takeCalls).toEqual([])
    })
  )

  it.scopedLive("may hold unknown fields", () =>
    Effect.gen(function* () {
      const { body, client } = yield* atTable
      const strange = body().replace(/}$/, ',"meta":{"amount":1e9,"deep":[{}]},"new":true,"supplier_user":7}')
      expect((yield* client.raw("transaction/bet", strange)).answer).toMatchObject({
        status: "RS_OK",
        balance: 9_900_000n
      })
    })
  )

  it.scopedLive("are answered in the protocol's words when they are huge, or when no such call exists", () =>
    Effect.gen(function* () {
      const { body, client, world } = yield* atTable
      const huge = yield* client.raw("transaction/bet", `${body()}${" ".repeat(10_000_000)}`)
      expect(huge).toMatchObject({ httpStatus: 200, text: '{"status":"RS_ERROR_WRONG_SYNTAX"}' })
      for (const path of ["transaction/steal", "", "user/balance/", "__proto__", "toString"]) {
        expect(yield* client.raw(path, body())).toMatchObject({
          httpStatus: 200,
          text: '{"status":"RS_ERROR_WRONG_SYNTAX"}'
        })
      }
      for (const path of ["/none/user/balance", "/none", "/", "", "//"]) {
        const get = yield* world.http.request("GET", `/callbacks/hub88${path}`)
        expect(get).toMatchObject({ status: 200, json: { status: "RS_ERROR_WRONG_SYNTAX" } })
        const post = yield* world.http.request("POST", `/callbacks/hub88${path}`)
        const status = path.endsWith("/") ? "RS_ERROR_WRONG_SYNTAX" : "RS_ERROR_INVALID_PARTNER"
        expect(post).toMatchObject({ status: 200, json: { status } })
      }
      expect(yield* world.takeCalls).toEqual([])
    })
  )
})
