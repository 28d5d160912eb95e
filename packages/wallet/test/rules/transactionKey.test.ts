import { describe, expect, it } from "@effect/vitest"
import { FastCheck } from "effect"
import * as TransactionKey from "../../src/contract/TransactionKey.js"

const part = FastCheck.string({
  unit: FastCheck.constantFrom("a", ":", "/", "%", " ", "é"),
  minLength: 1,
  maxLength: 5
})
const kind = FastCheck.constantFrom("player" as const, "operator" as const, "service" as const)
const request = FastCheck.tuple(kind, part, part)

describe("the key of a request", () => {
  it.prop(
    "is another one for another actor or another idempotency key, whatever they hold",
    [request, request],
    ([a, b]) => {
      const key = ([kind, id, idempotencyKey]: typeof a) =>
        TransactionKey.request("adjust", { kind, id }, idempotencyKey)
      expect(key(a) === key(b)).toBe(JSON.stringify(a) === JSON.stringify(b))
    }
  )

  it("does not give one operator's key to another", () => {
    const one = TransactionKey.request("adjust", { kind: "operator", id: "ann" }, "b:c")
    const other = TransactionKey.request("adjust", { kind: "operator", id: "ann:b" }, "c")
    expect(one).not.toBe(other)
  })
})
