import { Revocations } from "@croupier/core/auth/Revocations"
import { expect, it } from "@effect/vitest"
import { Effect, TestClock } from "effect"
import { Players } from "../src/contract.js"
import { loggedIn, registered, sessionOf } from "../src/testing/laws/Expect.js"
import * as World from "../src/testing/World.js"
import { storeMemory } from "./storeMemory.js"

it.effect(
  "a session limit ends the games of sessions at its minute, those that were open when it was lowered too",
  () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 10, 22))
      const players = yield* Players
      const { isLaunchRevoked } = yield* Revocations
      const one = yield* registered(World.aurora)
      const isOver = (session: string) =>
        isLaunchRevoked({ subject: one.player, session, issuedAt: Date.UTC(2026, 10, 22) })
      yield* players.changeLimits({ ...one, limits: [], sessionMinutes: 60 })
      const second = sessionOf(yield* loggedIn(one))
      yield* TestClock.adjust("10 minutes")
      yield* players.changeLimits({ ...one, limits: [], sessionMinutes: 30 })
      const third = sessionOf(yield* loggedIn(one))
      const states = () => [one.session, second, third].map(isOver)
      yield* TestClock.adjust("19 minutes")
      expect(states()).toEqual([false, false, false])
      yield* TestClock.adjust("1 minutes")
      expect(states()).toEqual([true, true, false])
      // Raising waits for a day, and what has begun keeps the end that it had.
      yield* players.changeLimits({ ...one, limits: [], sessionMinutes: 600 })
      yield* TestClock.adjust("10 minutes")
      expect(states()).toEqual([true, true, true])
    }).pipe(Effect.provide(World.layer(storeMemory)))
)
