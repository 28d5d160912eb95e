import { SqlError } from "@effect/sql/SqlError"
import { describe, expect, it } from "@effect/vitest"
import { Cause } from "effect"
import { fromCause } from "../../src/internal/http/FailureResponse.js"

const failed = (code: string | undefined) =>
  new SqlError({ cause: Object.assign(new Error("the server's words"), code === undefined ? {} : { code }) })

describe("an uncaught failure of the store", () => {
  it.each([
    ["a connection that the server ended", "57P01"],
    ["a server that is starting", "57P03"],
    ["a server without room", "53300"],
    ["a connection that broke", "ECONNRESET"],
    ["no answer at all", undefined]
  ])("%s is a 503 to retry, logged and not disclosed", (_, code) => {
    const { fault, response } = fromCause(Cause.die(failed(code)), "trace")
    expect([response.status, response.headers["retry-after"]]).toEqual([503, "1"])
    expect(fault).toBeDefined()
    expect(JSON.stringify(response.body)).not.toContain("the server's words")
  })

  it.each(["23505", "42601", "42501"])("a statement that is wrong (%s) stays a fault of ours: 500", (code) => {
    expect(fromCause(Cause.fail(failed(code)), "trace").response.status).toBe(500)
  })
})
