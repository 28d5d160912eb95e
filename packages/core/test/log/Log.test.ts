import { HttpServerRequest } from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Cause, Effect, FastCheck, Logger, Schema } from "effect"
import * as Log from "../../src/log/Log.js"
import * as TraceId from "../../src/log/TraceId.js"

/** The records that an effect logs, as JSON. */
const logged = (effect: Effect.Effect<unknown>): ReadonlyArray<Record<string, unknown>> => {
  const lines: Array<string> = []
  const logger = Logger.replace(
    Logger.defaultLogger,
    Log.jsonLogger("wallet_service", (line) => lines.push(line))
  )
  Effect.runSync(Effect.provide(effect, logger))
  return lines.map((line) => {
    expect(line.indexOf("\n")).toBe(line.length - 1)
    return JSON.parse(line)
  })
}

describe("a log record", () => {
  it("is one line of JSON with time, level, message, service, trace and annotations", () => {
    const [record] = logged(
      Effect.logWarning("late", { round: "r-1", units: 3n }).pipe(
        Effect.annotateLogs("loop", "relay"),
        TraceId.within("0af7651916cd43dd8448eb211c80319c")
      )
    )
    expect(record).toMatchObject({
      level: "warn",
      message: "late",
      service: "wallet_service",
      traceId: "0af7651916cd43dd8448eb211c80319c",
      loop: "relay",
      data: { round: "r-1", units: "3" }
    })
    expect(Date.parse(String(record?.time))).not.toBeNaN()
  })

  it("takes the trace from the request that it was made under", () => {
    const request = { [TraceId.key]: "a".repeat(32) } as unknown as HttpServerRequest.HttpServerRequest
    const [record] = logged(Effect.provideService(Effect.log("x"), HttpServerRequest.HttpServerRequest, request))
    expect(record?.traceId).toBe("a".repeat(32))
  })

  it.prop(
    "never holds a secret, whatever it is called by and however deep it lies",
    [
      FastCheck.constantFrom(
        "password",
        "newPassword",
        "secret",
        "accessToken",
        "Authorization",
        "cookie",
        "apiKey",
        "api_key",
        "body",
        "payload",
        "email",
        "phone",
        "accountNumber",
        "birthDate",
        "depositorName",
        "totpSecret",
        "privateKey"
      ),
      FastCheck.nat(3)
    ],
    ([name, depth]) => {
      let value: Record<string, unknown> = { [name]: "canary-7731" }
      for (let level = 0; level < depth; level++) value = { inner: [value] }
      const text = JSON.stringify(
        logged(Effect.annotateLogs(Effect.log("x", value), { [name]: "canary-7731", context: value }))
      )
      expect(text).not.toContain("canary-7731")
    }
  )

  it.each([
    ["eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJjYW5hcnktNzczMSJ9.c2lnbmF0dXJl", "eyJ"],
    ["Bearer canary-7731-token", "canary"],
    ["cannot connect to postgres://app:canary-7731@db:5432/croupier", "canary"],
    ["jane.canary@example.org is taken", "jane.canary"]
  ])("has no %s in a text or a cause", (text, secret) => {
    const records = logged(Effect.zipRight(Effect.log(text), Effect.logError("x", Cause.die(new Error(text)))))
    expect(JSON.stringify(records)).not.toContain(secret)
    expect(records).toHaveLength(2)
  })

  it("reports where a value did not decode, and not the value", () => {
    const parse = Schema.decodeUnknown(Schema.Struct({ name: Schema.Number }))({ name: "Jane Canary" })
    const [record] = logged(Effect.catchAll(parse, (error) => Effect.logError("x", Cause.die(error))))
    expect(record?.cause).toContain('["name"]')
    expect(JSON.stringify(record)).not.toContain("Canary")
  })
})
