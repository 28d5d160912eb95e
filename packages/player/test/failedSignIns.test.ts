import { LogSample } from "@croupier/core/log/LogSample"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Logger, Redacted, TestClock } from "effect"
import { Players } from "../src/contract.js"
import { FailedSignInSample } from "../src/internal/sessions/FailedSignIns.js"
import { client, password, registration } from "../src/testing/People.js"
import * as World from "../src/testing/World.js"
import { storeMemory } from "./storeMemory.js"

const { aurora } = World

const logged = <A, E, R>(use: (lines: ReadonlyArray<string>) => Effect.Effect<A, E, R>) => {
  const lines: Array<string> = []
  const logging = Logger.replace(
    Logger.defaultLogger,
    Logger.map(Logger.jsonLogger, (line) => void lines.push(line))
  )
  return use(lines).pipe(
    Effect.provide([logging, World.layer(storeMemory)]),
    Effect.provideService(FailedSignInSample, new LogSample({ perSecond: 1, burst: 3 }))
  )
}

const wrong = Redacted.make("wrong-horse-99")

describe("a failed sign-in", () => {
  it.effect("leaves a line with marks that can be compared, and without the name, the password and the address", () =>
    logged((lines) =>
      Effect.gen(function* () {
        const players = yield* Players
        yield* TestClock.setTime(1_750_000_000_000)
        yield* players.register(registration(aurora, undefined, "watchedname"))
        const from = { ...client, address: "203.0.113.77" }
        const attempt = (username: string, secret: Redacted.Redacted) =>
          Effect.exit(players.login({ brand: aurora, username, password: secret, client: from }))
        yield* attempt("watchedname", wrong)
        yield* attempt("WatchedName", wrong)
        yield* attempt("nobodyname", password)
        const failed = lines.filter((line) => line.includes("sign-in failed"))
        const marks = failed.map((line) => (JSON.parse(line) as Line).annotations)
        expect(marks).toHaveLength(3)
        for (const { account, brand, client: address, reason } of marks) {
          expect([brand, reason]).toEqual([aurora, "LoginFailed"])
          expect([account, address]).toEqual([expect.stringMatching(/^[0-9a-f]{12}$/), marks[0]!.client])
        }
        expect([marks[0]!.account === marks[1]!.account, marks[0]!.account === marks[2]!.account]).toEqual([
          true,
          false
        ])
        expect(lines.filter((line) => /watchedname|nobodyname|wrong-horse|203\.0\.113/i.test(line))).toEqual([])
      })
    )
  )

  it.effect("is one of a sample: a flood of them leaves a few lines, and they say how many were left out", () =>
    logged((lines) =>
      Effect.gen(function* () {
        const players = yield* Players
        for (let n = 0; n < 20; n++) {
          yield* Effect.exit(players.login({ brand: aurora, username: `name-${n}`, password: wrong, client }))
        }
        expect(lines.filter((line) => line.includes("sign-in failed"))).toHaveLength(3)
      })
    )
  )
})

interface Line {
  readonly annotations: Record<"account" | "brand" | "client" | "reason", string>
}
