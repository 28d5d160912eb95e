import assert from "node:assert/strict"
import { Effect, FastCheck } from "effect"
import type { LimitsView, WantedLimits } from "../../contract/PlayerLimits.js"
import { Players } from "../../contract/Players.js"
import { PlayerStore } from "../../internal/store/PlayerStore.js"
import { PlayerMaintenance } from "../../PlayerMaintenance.js"
import { law } from "../Law.js"
import { wantedLimits } from "../People.js"
import { GateControl } from "../PlayGateMemory.js"
import { aurora, cassini, Time } from "../World.js"
import { loggedIn, refreshed, refused, registered } from "./Expect.js"

const deposit = (amount: string): WantedLimits => ({ limits: [{ kind: "deposit", period: "day", amount }] })

/** What holds of a deposit limit per day, and what waits. */
const daily = ({ limits }: LimitsView) => {
  const found = limits.find(({ kind, period }) => kind === "deposit" && period === "day")
  return { holds: found?.amount ?? null, waits: found?.pending === null ? undefined : found?.pending?.to }
}

/** Limits. */
export const limitLaws = [
  law(
    "a lower limit holds at the gate before the answer; a raise and a removal wait a day",
    Effect.gen(function* () {
      const players = yield* Players
      const time = yield* Time
      const one = yield* registered(aurora)
      const gate = Effect.flatMap(GateControl, ({ gate }) =>
        Effect.map(gate(one.player), (state) => state?.limits.map(({ amount }) => amount))
      )
      assert.deepEqual(daily(yield* players.changeLimits({ ...one, ...deposit("500") })), {
        holds: "500",
        waits: undefined
      })
      assert.deepEqual(yield* gate, [500_000_000n])
      assert.deepEqual(daily(yield* players.changeLimits({ ...one, ...deposit("100") })).holds, "100")
      assert.deepEqual(yield* gate, [100_000_000n])

      const raised = yield* players.changeLimits({ ...one, ...deposit("900") })
      assert.deepEqual(daily(raised), { holds: "100", waits: "900" })
      const now = yield* (yield* PlayerStore).now
      const wait = raised.limits[0]!.pending!.effectiveAt - now
      assert.ok(wait > 86_400_000 - 60_000 && wait <= 86_400_000, `waits ${wait} ms`)
      yield* time.pass("23 hours")
      assert.deepEqual(daily(yield* players.limits(one)).holds, "100")
      assert.deepEqual(yield* gate, [100_000_000n])
      yield* time.pass("1 hours")
      assert.deepEqual(daily(yield* players.limits(one)), { holds: "900", waits: undefined })
      assert.deepEqual(yield* gate, [900_000_000n])

      yield* players.changeLimits({ ...one, limits: [] })
      assert.deepEqual(daily(yield* players.limits(one)), { holds: "900", waits: null })
      yield* time.pass("24 hours")
      assert.ok((yield* (yield* PlayerMaintenance).applyDueLimits) >= 1)
      assert.deepEqual(yield* gate, [])
      assert.deepEqual((yield* players.limits(one)).limits, [])
      assert.equal(yield* (yield* PlayerMaintenance).applyDueLimits, 0)
    })
  ),
  law(
    "a lowering drops the raise that waits; a smaller raise keeps its time; asking for what holds cancels it",
    Effect.gen(function* () {
      const players = yield* Players
      const time = yield* Time
      const one = yield* registered(aurora)
      const want = (amount: string) => Effect.map(players.changeLimits({ ...one, ...deposit(amount) }), daily)
      yield* want("100")
      yield* want("900")
      assert.deepEqual(yield* want("50"), { holds: "50", waits: undefined })
      yield* want("900")
      yield* time.pass("20 hours")
      assert.deepEqual(yield* want("400"), { holds: "50", waits: "400" })
      yield* time.pass("4 hours")
      assert.deepEqual(daily(yield* players.limits(one)), { holds: "400", waits: undefined })
      yield* want("800")
      assert.deepEqual(yield* want("400"), { holds: "400", waits: undefined })
    })
  ),
  law(
    "whatever is wanted, nothing that holds gets looser within a day",
    Effect.gen(function* () {
      const players = yield* Players
      const loosest = (amount: string | null | undefined) =>
        amount == null ? Number.POSITIVE_INFINITY : Number(amount)
      const held = ({ limits, sessionMinutes }: LimitsView) =>
        new Map([
          ...limits.map(({ amount, kind, period }) => [`${kind} ${period}`, loosest(amount)] as const),
          ["session", loosest(sessionMinutes.minutes === null ? null : String(sessionMinutes.minutes))] as const
        ])
      for (const wishes of FastCheck.sample(FastCheck.array(wantedLimits, { minLength: 2, maxLength: 5 }), 20)) {
        const one = yield* registered(aurora)
        let before = held(yield* players.limits(one))
        for (const wish of wishes) {
          const view = yield* players.changeLimits({ ...one, ...(wish as WantedLimits) })
          const after = held(view)
          for (const [slot, value] of before) assert.ok((after.get(slot) ?? Number.POSITIVE_INFINITY) <= value, slot)
          assert.deepEqual(yield* players.limits(one), view)
          before = after
        }
      }
    })
  ),
  law(
    "of concurrent requests the strictest takes effect",
    Effect.gen(function* () {
      const players = yield* Players
      for (let round = 0; round < 5; round++) {
        const one = yield* registered(aurora)
        const amounts = ["700", "300", "500", "200", "600", "400"]
        yield* Effect.forEach(amounts, (amount) => players.changeLimits({ ...one, ...deposit(amount) }), {
          concurrency: "unbounded"
        })
        assert.equal(daily(yield* players.limits(one)).holds, "200")
      }
    })
  ),
  law(
    "an amount that a person cannot mean is refused with its reason, and changes nothing",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      for (const amount of ["1e3", "-1", "0.5", "", "12,5", "１２", "9999999999999999999"]) {
        const error = yield* refused(players.changeLimits({ ...one, ...deposit(amount) }), "InvalidLimit")
        assert.match(
          error.detail,
          /^The deposit limit per day: an? ?(amount|the)|^The deposit limit per day: the amount/
        )
      }
      assert.deepEqual((yield* players.limits(one)).limits, [])
      const cents = yield* registered(cassini)
      assert.equal(daily(yield* players.changeLimits({ ...cents, ...deposit("0.50") })).holds, "0.5")
    })
  ),
  law(
    "a limit that did not reach the gate is sent later",
    Effect.gen(function* () {
      const players = yield* Players
      const control = yield* GateControl
      const one = yield* registered(aurora)
      yield* control.awayDuring(refused(players.changeLimits({ ...one, ...deposit("100") }), "PlayersUnavailable"))
      assert.deepEqual(daily(yield* players.limits(one)).holds, "100")
      yield* (yield* PlayerMaintenance).confirmGates
      assert.equal((yield* control.gate(one.player))?.limits.length, 1)
    })
  ),
  law(
    "a session ends when it has lasted as long as its player allows; the next may begin",
    Effect.gen(function* () {
      const players = yield* Players
      const time = yield* Time
      const one = yield* registered(aurora)
      yield* players.changeLimits({ ...one, limits: [], sessionMinutes: 30 })
      yield* time.pass("29 minutes")
      const next = yield* refreshed(aurora, one.signedIn.refreshToken)
      assert.ok(next.expiresIn <= 60, `the access token would outlive the session by ${next.expiresIn} s`)
      yield* time.pass("1 minutes")
      yield* refused(refreshed(aurora, next.refreshToken), "SessionLimitReached")
      yield* refused(refreshed(aurora, next.refreshToken), "RefreshRefused")
      yield* players.changeLimits({ ...one, limits: [], sessionMinutes: 5 })
      assert.equal((yield* refreshed(aurora, (yield* loggedIn(one)).refreshToken)).expiresIn <= 300, true)
    })
  )
]
