import assert from "node:assert/strict"
import { Effect, Redacted } from "effect"
import { Players } from "../../contract/Players.js"
import { law } from "../Law.js"
import { client, password } from "../People.js"
import { GateControl } from "../PlayGateMemory.js"
import { aurora, borealis, Time } from "../World.js"
import { launchRevoked, loggedIn, refreshed, refused, registered, revoked, sessionOf } from "./Expect.js"

/** Sessions, refresh tokens and passwords. */
export const sessionLaws = [
  law(
    "a chain of refreshes keeps one session alive, each token once",
    Effect.gen(function* () {
      const one = yield* registered(aurora)
      let { refreshToken } = one.signedIn
      for (let step = 0; step < 5; step++) {
        const next = yield* refreshed(aurora, refreshToken)
        assert.notEqual(next.refreshToken, refreshToken)
        assert.equal(sessionOf(next), one.session)
        refreshToken = next.refreshToken
      }
      yield* revoked(one.signedIn, false)
    })
  ),
  law(
    "the direct predecessor gets the same successor again for ten seconds, in parallel too",
    Effect.gen(function* () {
      const one = yield* registered(aurora)
      const first = one.signedIn.refreshToken
      const answers = yield* Effect.all(
        Array.from({ length: 8 }, () => refreshed(aurora, first)),
        {
          concurrency: "unbounded"
        }
      )
      assert.equal(new Set(answers.map(({ refreshToken }) => refreshToken)).size, 1)
      yield* (yield* Time).pass("9 seconds")
      assert.equal((yield* refreshed(aurora, first)).refreshToken, answers[0]!.refreshToken)
      yield* refreshed(aurora, answers[0]!.refreshToken)
    })
  ),
  law(
    "the direct predecessor after ten seconds ends the session",
    Effect.gen(function* () {
      const one = yield* registered(aurora)
      const next = yield* refreshed(aurora, one.signedIn.refreshToken)
      yield* (yield* Time).pass("10 seconds")
      yield* refused(refreshed(aurora, one.signedIn.refreshToken), "RefreshRefused")
      yield* refused(refreshed(aurora, next.refreshToken), "RefreshRefused")
      yield* revoked(next, true)
    })
  ),
  law(
    "an older token ends the session at once, and no other session",
    Effect.gen(function* () {
      const one = yield* registered(aurora)
      const other = yield* loggedIn(one)
      const second = yield* refreshed(aurora, one.signedIn.refreshToken)
      const third = yield* refreshed(aurora, second.refreshToken)
      yield* refused(refreshed(aurora, one.signedIn.refreshToken), "RefreshRefused")
      yield* refused(refreshed(aurora, third.refreshToken), "RefreshRefused")
      yield* revoked(third, true)
      yield* revoked(other, false)
      yield* refreshed(aurora, other.refreshToken)
    })
  ),
  law(
    "a token that was never given out is refused and ends nothing: altered, of another brand, or no token at all",
    Effect.gen(function* () {
      const one = yield* registered(aurora)
      const { refreshToken } = one.signedIn
      const altered = refreshToken.slice(0, -4) + (refreshToken.endsWith("AAAA") ? "BBBB" : "AAAA")
      for (const text of [altered, "", "x".repeat(70), `${refreshToken}A`]) {
        yield* refused(refreshed(aurora, text), "RefreshRefused")
      }
      yield* refused(refreshed(borealis, refreshToken), "RefreshRefused")
      yield* refreshed(aurora, refreshToken)
    })
  ),
  law(
    "a session that is not prolonged for thirty days has ended",
    Effect.gen(function* () {
      const one = yield* registered(aurora)
      yield* (yield* Time).pass("30 days")
      yield* refused(refreshed(aurora, one.signedIn.refreshToken), "RefreshRefused")
      assert.deepEqual(yield* (yield* Players).sessions(one), [])
    })
  ),
  law(
    "logout ends the session that asks and its access token, and may be repeated",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      const other = yield* loggedIn(one)
      yield* players.logout(one)
      yield* players.logout(one)
      yield* refused(refreshed(aurora, one.signedIn.refreshToken), "RefreshRefused")
      yield* revoked(one.signedIn, true)
      yield* revoked(other, false)
    })
  ),
  law(
    "a player sees their active sessions, which of them is current, and where they came from",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      const other = yield* players.login({ ...one.request, client: { address: "198.51.100.9", device: null } })
      yield* registered(aurora)
      const seen = yield* players.sessions(one)
      assert.deepEqual(
        new Map(seen.map(({ address, current, device, id }) => [id, { address, current, device }])),
        new Map([
          [sessionOf(other), { address: "198.51.100.9", current: false, device: null }],
          [one.session, { ...client, current: true }]
        ])
      )
    })
  ),
  law(
    "a new password ends the other sessions and every game that was launched; the old one opens nothing any more",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      const other = yield* loggedIn(one)
      const newPassword = Redacted.make("another-horse-99")
      const change = { ...one, currentPassword: password, newPassword }
      yield* refused(players.changePassword({ ...change, currentPassword: newPassword }), "WrongPassword")
      yield* refused(players.changePassword({ ...change, newPassword: Redacted.make("short") }), "WeakPassword")
      yield* players.changePassword(change)
      yield* revoked(other, true)
      yield* revoked(one.signedIn, false)
      yield* launchRevoked(one.signedIn)
      yield* refused(refreshed(aurora, other.refreshToken), "RefreshRefused")
      yield* refreshed(aurora, one.signedIn.refreshToken)
      yield* refused(loggedIn(one), "LoginFailed")
      yield* players.login({ ...one.request, password: newPassword })
    })
  ),
  law(
    "a refresh that is refused for now leaves the token as it was",
    Effect.gen(function* () {
      const { block, unblock } = yield* GateControl
      const one = yield* registered(aurora)
      const author = { kind: "operator", id: "o1" } as const
      yield* block(one.player, { scope: "login", source: "operator", reason: "", author, until: null })
      yield* refused(refreshed(aurora, one.signedIn.refreshToken), "LoginRefused")
      yield* (yield* Time).pass("1 minutes")
      yield* unblock(one.player, "operator")
      yield* refreshed(aurora, one.signedIn.refreshToken)
    })
  ),
  law(
    "a login that is blocked at the gate is refused, and so is a refresh; a block that has ended refuses nothing",
    Effect.gen(function* () {
      const one = yield* registered(aurora)
      const { block } = yield* GateControl
      const author = { kind: "operator", id: "o1" } as const
      const operator = { scope: "login", source: "operator", reason: "", author } as const
      yield* block(one.player, { ...operator, until: 1 })
      const next = yield* refreshed(aurora, one.signedIn.refreshToken)
      yield* block(one.player, { ...operator, until: null })
      assert.equal((yield* refused(loggedIn(one), "LoginRefused")).reason, "blocked")
      assert.equal((yield* refused(refreshed(aurora, next.refreshToken), "LoginRefused")).reason, "blocked")
    })
  )
]
