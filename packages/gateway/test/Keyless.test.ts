import { JwksSource, KeysUnavailable } from "@croupier/core/auth/JwksSource"
import { expect, it } from "@effect/vitest"
import { Effect, Layer, Logger } from "effect"
import * as House from "./House.js"

const away = Layer.succeed(JwksSource, {
  fetch: (issuer) => Effect.fail(new KeysUnavailable({ issuer, detail: "away" }))
})

it.scopedLive("requests while an issuer's keys are missing are a 503 each, and a few log lines in all", () => {
  const lines: Array<unknown> = []
  const logging = Logger.replace(
    Logger.defaultLogger,
    Logger.make(({ message }) => void lines.push(message))
  )
  return Effect.gen(function* () {
    const { call, bearer } = yield* House.make({}, away)
    for (let n = 0; n < 20; n++) {
      const authorization = yield* bearer(House.aPlayer("aurora"))
      const answer = yield* call({ path: "/api/wallet/balance", headers: { authorization } })
      expect(answer).toMatchObject({ status: 503, headers: { "retry-after": expect.any(String) } })
    }
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.length).toBeLessThanOrEqual(4)
  }).pipe(Effect.provide(logging))
})
