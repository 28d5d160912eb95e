import assert from "node:assert/strict"
import { Effect } from "effect"
import { Players } from "../../contract/Players.js"
import { exclude } from "../../internal/exclusions/exclude.js"
import { PlayerStore } from "../../internal/store/PlayerStore.js"
import { PlayerMaintenance } from "../../PlayerMaintenance.js"
import { law } from "../Law.js"
import { person, registration } from "../People.js"
import { GateControl } from "../PlayGateMemory.js"
import { aurora, borealis, cassini, Time } from "../World.js"
import {
  blocked,
  loggedIn,
  operator,
  refreshed,
  refused,
  registered,
  revoked,
  shut,
  signedInRestricted,
  verified
} from "./Expect.js"

const actor = operator

const noMarks = { verified: [], claimed: [] }

/** A process that ends between the two passes of an exclusion, of which the first has found only the player itself. */
const onlyFirstPass = (store: PlayerStore["Type"]): PlayerStore["Type"] => ({
  ...store,
  exclude: (person, pass, decide, review) =>
    pass === "first"
      ? store.exclude({ ...person, identities: new Map([[person.self.brand, noMarks]]) }, pass, decide, review)
      : Effect.dieMessage("the process has ended")
})

/** Exclusion. */
export const exclusionLaws = [
  law(
    "an exclusion holds on every brand of the licence for a verified person before its answer, and on no other licence's",
    Effect.gen(function* () {
      const players = yield* Players
      const who = person()
      const here = yield* registered(aurora, registration(aurora, who))
      const there = yield* registered(borealis, registration(borealis, { ...who, phone: "+82 10 0000 0000" }))
      const elsewhere = yield* registered(cassini, registration(cassini, who))
      const stranger = yield* registered(borealis)
      for (const one of [here, there, elsewhere]) yield* verified(one)
      yield* players.exclude({ ...here, length: "6-months" })
      for (const one of [here, there]) {
        assert.deepEqual(yield* blocked(one.player, "exclusion"), shut)
        yield* revoked(one.signedIn, true)
        yield* refused(refreshed(one.brand, one.signedIn.refreshToken), "RefreshRefused")
        yield* signedInRestricted(one)
        assert.equal((yield* players.exclusions(one)).length, 1)
      }
      for (const one of [elsewhere, stranger]) {
        assert.deepEqual(yield* blocked(one.player, "exclusion"), [])
        yield* refreshed(one.brand, one.signedIn.refreshToken)
      }
    })
  ),
  law(
    "a time-out ends by itself after a day",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      const exclusion = yield* players.exclude({ ...one, length: "24-hours" })
      assert.equal(exclusion.endsAt! - exclusion.from, 86_400_000)
      const time = yield* Time
      yield* time.pass("23 hours")
      yield* signedInRestricted(one)
      yield* time.pass("1 hours")
      yield* loggedIn(one)
      assert.deepEqual(yield* players.exclusions(one), [])
    })
  ),
  law(
    "no exclusion shortens another: the longest holds at the gate",
    Effect.gen(function* () {
      const players = yield* Players
      const control = yield* GateControl
      const one = yield* registered(aurora)
      yield* players.exclude({ ...one, length: "for-ever" })
      yield* players.exclude({ ...one, length: "24-hours" })
      const until = (yield* control.gate(one.player))?.blocks.map(({ until }) => until)
      assert.deepEqual(until, [null, null, null, null])
      yield* (yield* Time).pass("48 hours")
      yield* signedInRestricted(one)
    })
  ),
  law(
    "an exclusion ends a day after its end is asked for, which is possible only after its minimum duration, on all brands",
    Effect.gen(function* () {
      const players = yield* Players
      const time = yield* Time
      const who = person()
      const one = yield* registered(aurora, registration(aurora, who))
      const two = yield* registered(borealis, registration(borealis, who))
      for (const each of [one, two]) yield* verified(each)
      const { id } = yield* players.exclude({ ...one, length: "6-months" })
      const end = players.endExclusion({ ...one, exclusion: id, actor })
      yield* time.pass("180 days")
      yield* refused(end, "ExclusionNotOver")
      yield* time.pass("5 days")
      yield* signedInRestricted(one)
      const ended = yield* end
      assert.deepEqual(yield* end, ended)
      yield* time.pass("23 hours")
      yield* signedInRestricted(two)
      yield* time.pass("2 hours")
      yield* loggedIn(one)
      yield* loggedIn(two)
      yield* refused(
        players.endExclusion({ ...one, exclusion: "00000000-0000-7000-8000-000000000000", actor }),
        "ExclusionNotFound"
      )
    })
  ),
  law(
    "a restricted session stays restricted however often it is prolonged, and a sign-in after the exclusion is full",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      yield* players.exclude({ ...one, length: "24-hours" })
      const first = yield* signedInRestricted(one)
      const second = yield* refreshed(aurora, first.refreshToken)
      yield* (yield* Time).pass("25 hours")
      const third = yield* refreshed(aurora, second.refreshToken)
      assert.deepEqual([second.restricted, third.restricted], [true, true])
      assert.equal((yield* loggedIn(one)).restricted, false)
      yield* players.setStatus({ ...one, status: "suspended", reason: "check", actor: { kind: "operator", id: "o1" } })
      yield* refused(loggedIn(one), "LoginRefused")
    })
  ),
  law(
    "a permanent exclusion is permanent",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      const { id } = yield* players.exclude({ ...one, length: "for-ever" })
      yield* (yield* Time).pass("20000 days")
      yield* refused(players.endExclusion({ ...one, exclusion: id, actor }), "ExclusionNotOver")
    })
  ),
  law(
    "an exclusion that was cut off after its first pass is spread by the loop to the other brands of the licence",
    Effect.gen(function* () {
      const players = yield* Players
      const store = yield* PlayerStore
      const { spreadExclusions } = yield* PlayerMaintenance
      const who = person()
      const here = yield* registered(aurora, registration(aurora, who))
      const there = yield* registered(borealis, registration(borealis, who))
      const stranger = yield* registered(borealis)
      for (const one of [here, there]) yield* verified(one)
      const ended = exclude({ ...here, length: "1-year" })
      yield* Effect.exit(Effect.provideService(ended, PlayerStore, onlyFirstPass(store)))
      assert.deepEqual(yield* blocked(there.player, "exclusion"), [])
      assert.ok((yield* spreadExclusions) >= 1)
      for (const one of [here, there]) {
        assert.deepEqual(yield* blocked(one.player, "exclusion"), shut)
        assert.equal((yield* players.exclusions(one)).length, 1)
      }
      yield* revoked(there.signedIn, true)
      assert.deepEqual(yield* blocked(stranger.player, "exclusion"), [])
      const changes = (yield* (yield* GateControl).gate(there.player))?.changes
      yield* spreadExclusions
      assert.deepEqual((yield* (yield* GateControl).gate(there.player))?.changes, changes)
    })
  ),
  law(
    "an exclusion that did not reach the gate is sent later, on all brands",
    Effect.gen(function* () {
      const players = yield* Players
      const control = yield* GateControl
      const who = person()
      const one = yield* registered(aurora, registration(aurora, who))
      const two = yield* registered(borealis, registration(borealis, who))
      for (const each of [one, two]) yield* verified(each)
      yield* control.awayDuring(refused(players.exclude({ ...one, length: "1-year" }), "PlayersUnavailable"))
      yield* revoked(two.signedIn, true)
      yield* (yield* PlayerMaintenance).confirmGates
      assert.deepEqual(yield* blocked(one.player, "exclusion"), shut)
      assert.deepEqual(yield* blocked(two.player, "exclusion"), shut)
    })
  )
]
