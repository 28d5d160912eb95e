import assert from "node:assert/strict"
import { Effect } from "effect"
import { Players } from "../../contract/Players.js"
import { PlayerMaintenance } from "../../PlayerMaintenance.js"
import { law } from "../Law.js"
import { registration } from "../People.js"
import { GateControl } from "../PlayGateMemory.js"
import { aurora, borealis } from "../World.js"
import { blocked, loggedIn, refreshed, refused, registered, revoked, shut } from "./Expect.js"

const actor = { kind: "operator", id: "o1" } as const

/** Status and erasure. */
export const statusLaws = [
  law(
    "a suspended player is blocked at the gate and signed out everywhere before the answer, and let in again once active",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      const other = yield* loggedIn(one)
      const change = { ...one, reason: "documents", actor }
      const view = yield* players.setStatus({ ...change, status: "suspended" })
      assert.equal(view.status, "suspended")
      assert.deepEqual(yield* blocked(one.player, "status"), shut)
      yield* revoked(one.signedIn, true)
      yield* revoked(other, true)
      yield* refused(refreshed(aurora, other.refreshToken), "RefreshRefused")
      assert.equal((yield* refused(loggedIn(one), "LoginRefused")).reason, "suspended")

      yield* players.setStatus({ ...change, status: "active" })
      assert.deepEqual(yield* blocked(one.player, "status"), [])
      yield* revoked(yield* loggedIn(one), false)
      yield* refused(refreshed(aurora, other.refreshToken), "RefreshRefused")
    })
  ),
  law(
    "a status is set once however often it is asked for, and a closed player stays closed",
    Effect.gen(function* () {
      const players = yield* Players
      const control = yield* GateControl
      const one = yield* registered(aurora)
      const change = { ...one, reason: "requested", actor }
      yield* players.setStatus({ ...change, status: "closed" })
      yield* players.setStatus({ ...change, status: "closed" })
      assert.equal((yield* control.gate(one.player))?.changes.length, 1)
      const error = yield* refused(players.setStatus({ ...change, status: "active" }), "StatusNotAllowed")
      assert.deepEqual([error.from, error.to], ["closed", "active"])
      assert.equal((yield* refused(loggedIn(one), "LoginRefused")).reason, "closed")
    })
  ),
  law(
    "a status that did not reach the gate is sent later, in its order, by the next call or by the loop",
    Effect.gen(function* () {
      const players = yield* Players
      const control = yield* GateControl
      const [one, two] = [yield* registered(aurora), yield* registered(aurora)]
      const change = { reason: "check", actor }
      yield* control.awayDuring(
        refused(players.setStatus({ ...one, ...change, status: "suspended" }), "PlayersUnavailable")
      )
      yield* control.awayDuring(
        refused(players.setStatus({ ...two, ...change, status: "suspended" }), "PlayersUnavailable")
      )
      yield* revoked(one.signedIn, true)
      yield* players.setStatus({ ...one, ...change, status: "active" })
      assert.deepEqual(yield* blocked(one.player, "status"), [])
      assert.equal((yield* control.gate(one.player))?.changes.length, 2)
      assert.ok((yield* (yield* PlayerMaintenance).confirmGates) >= 1)
      assert.deepEqual(yield* blocked(two.player, "status"), shut)
      const changes = (yield* control.gate(two.player))?.changes
      yield* (yield* PlayerMaintenance).confirmGates
      assert.deepEqual((yield* control.gate(two.player))?.changes, changes)
    })
  ),
  law(
    "a player refused by the gate does not hold up the others",
    Effect.gen(function* () {
      const players = yield* Players
      const control = yield* GateControl
      const [one, two] = [yield* registered(aurora), yield* registered(aurora)]
      for (const each of [one, two]) {
        const change = players.setStatus({ ...each, status: "suspended", reason: "check", actor })
        yield* control.awayDuring(refused(change, "PlayersUnavailable"))
      }
      yield* control.confuse(one.player)
      yield* (yield* PlayerMaintenance).confirmGates
      assert.deepEqual(yield* blocked(one.player, "status"), [])
      assert.deepEqual(yield* blocked(two.player, "status"), shut)
    })
  ),
  law(
    "a player with an unreachable gate does not hold up the others, and the loop says that it failed",
    Effect.gen(function* () {
      const players = yield* Players
      const control = yield* GateControl
      const [one, two] = [yield* registered(aurora), yield* registered(aurora)]
      for (const each of [one, two]) {
        const change = players.setStatus({ ...each, status: "suspended", reason: "check", actor })
        yield* control.awayDuring(refused(change, "PlayersUnavailable"))
      }
      const { confirmGates } = yield* PlayerMaintenance
      yield* control.lostDuring(one.player, refused(confirmGates, "PlayersUnavailable"))
      assert.deepEqual(yield* blocked(one.player, "status"), [])
      assert.deepEqual(yield* blocked(two.player, "status"), shut)
      yield* confirmGates
      assert.deepEqual(yield* blocked(one.player, "status"), shut)
    })
  ),
  law(
    "a player of another brand is unknown here to every caller",
    Effect.gen(function* () {
      const players = yield* Players
      const { player } = yield* registered(aurora)
      const elsewhere = { brand: borealis, player }
      yield* refused(players.me(elsewhere), "PlayerNotFound")
      yield* refused(players.limits(elsewhere), "PlayerNotFound")
      yield* refused(players.bankAccounts(elsewhere), "PlayerNotFound")
      yield* refused(players.setStatus({ ...elsewhere, status: "closed", reason: "check", actor }), "PlayerNotFound")
      yield* refused(players.changeLimits({ ...elsewhere, limits: [] }), "PlayerNotFound")
      yield* refused(players.exclude({ ...elsewhere, length: "for-ever" }), "PlayerNotFound")
    })
  ),
  law(
    "personal data is erased of a closed player only, permanently, and the username is free again",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      yield* refused(players.forget({ ...one, actor }), "PlayerNotClosed")
      yield* players.addBankAccount({ ...one, bank: "Kookmin", holder: "Kim", number: "11022033044" })
      yield* players.setStatus({ ...one, status: "closed", reason: "requested", actor })
      yield* players.forget({ ...one, actor })
      yield* players.forget({ ...one, actor })
      const me = yield* players.me(one)
      assert.deepEqual(me.person, {})
      assert.notEqual(me.username, one.request.username)
      assert.deepEqual(yield* players.bankAccounts(one), [])
      assert.deepEqual(yield* players.sessions(one), [])
      yield* refused(loggedIn(one), "LoginFailed")
      yield* registered(aurora, registration(aurora, undefined, one.request.username))
    })
  )
]
