import assert from "node:assert/strict"
import { Effect, Redacted } from "effect"
import { Players } from "../../contract/Players.js"
import { PlayerStore } from "../../internal/store/PlayerStore.js"
import { PlayerMaintenance } from "../../PlayerMaintenance.js"
import { dayIn } from "../../rules/Age.js"
import { law } from "../Law.js"
import { client, password, person, registration } from "../People.js"
import { GateControl } from "../PlayGateMemory.js"
import { aurora, borealis, cassini, dusk, OutsideRegister } from "../World.js"
import { blocked, loggedIn, refused, registered } from "./Expect.js"

/** Registration and login. */
export const registrationLaws = [
  law(
    "a new player is signed in, has an open wallet in the brand's first currency, and reads back the profile",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      const { player } = one.signedIn
      assert.deepEqual(player, { id: one.player, code: player.code, username: one.request.username, status: "active" })
      assert.match(player.code, /^[a-z0-9]{10}$/)
      assert.ok(one.signedIn.expiresIn > 0)
      const gate = yield* (yield* GateControl).gate(one.player)
      assert.equal(gate?.currency, "KRW")
      const me = yield* players.me(one)
      const { email, phone, profile } = one.request
      assert.deepEqual(me.person, { ...profile, phone, email })
      assert.equal(me.currency, "KRW")
      assert.equal(me.previousLoginAt, null)
    })
  ),
  law(
    "a currency is taken from the brand's list and no other",
    Effect.gen(function* () {
      const players = yield* Players
      const usd = yield* players.register({ ...registration(aurora), currency: "USD" as never })
      assert.equal((yield* players.me({ brand: aurora, player: usd.player.id })).currency, "USD")
      const error = yield* refused(
        players.register({ ...registration(aurora), currency: "EUR" as never }),
        "CurrencyNotAvailable"
      )
      assert.deepEqual(error.offered, ["KRW", "USD"])
    })
  ),
  law(
    "a username is one player's, capitals or not, and another brand's own affair",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      const { username } = one.request
      yield* refused(players.register(registration(aurora, person(), username.toUpperCase())), "UsernameTaken")
      const other = yield* registered(borealis, registration(borealis, person(), username))
      assert.notEqual(other.player, one.player)
      const again = yield* players.login({ brand: borealis, username: ` ${username.toUpperCase()}`, password, client })
      assert.equal(again.player.id, other.player)
      yield* refused(players.me({ brand: borealis, player: one.player }), "PlayerNotFound")
    })
  ),
  law(
    "what the licence requires must be there, and the error names what is not",
    Effect.gen(function* () {
      const players = yield* Players
      const request = registration(aurora)
      const none = yield* refused(players.register({ ...request, profile: {} }), "ProfileIncomplete")
      assert.deepEqual([...none.missing].sort(), ["birthDate", "country", "name"])
      const { birthDate: _, ...rest } = request.profile
      const atCape = yield* refused(
        players.register({ ...request, brand: cassini, profile: rest }),
        "ProfileIncomplete"
      )
      assert.deepEqual(atCape.missing, ["birthDate"])
    })
  ),
  law(
    "the minimum age is the licence's, and is reached on the birthday in the brand's timezone",
    Effect.gen(function* () {
      const players = yield* Players
      const today = dayIn("Asia/Seoul", yield* (yield* PlayerStore).now)
      const [year, month, day] = today.split("-").map(Number) as [number, number, number]
      const eighteen = new Date(Date.UTC(year - 18, month - 1, day))
      const tomorrow = new Date(eighteen.getTime() + 86_400_000)
      const born = (date: Date) => date.toISOString().slice(0, 10)
      yield* registered(aurora, registration(aurora, { ...person(), birthDate: born(eighteen) }))
      const young = registration(aurora, { ...person(), birthDate: born(tomorrow) })
      assert.equal((yield* refused(players.register(young), "TooYoung")).minimumAge, 18)
      const atCape = registration(cassini, { ...person(), birthDate: born(eighteen) })
      assert.equal((yield* refused(players.register(atCape), "TooYoung")).minimumAge, 21)
    })
  ),
  law(
    "a closed brand registers no player",
    Effect.gen(function* () {
      const players = yield* Players
      yield* refused(players.register(registration(dusk)), "BrandClosed")
      yield* refused(players.login({ brand: dusk, username: "anybody", password, client }), "BrandClosed")
    })
  ),
  law(
    "a password is refused for its length, its fame or being the username, and for nothing else",
    Effect.gen(function* () {
      const players = yield* Players
      const weak = ["short77", "x".repeat(129), "Password123", "qwertyuiop", "aaaaaaaaaa", "abcabcabc"]
      for (const text of weak) {
        yield* refused(players.register({ ...registration(aurora), password: Redacted.make(text) }), "WeakPassword")
      }
      const request = registration(aurora)
      yield* refused(players.register({ ...request, password: Redacted.make(request.username) }), "WeakPassword")
      yield* registered(aurora, { ...request, password: Redacted.make("비밀번호가길어요") })
    })
  ),
  law(
    "an unknown username and a wrong password are the same failure, and so is an impossible name",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      const attempt = (username: string) =>
        refused(
          players.login({ brand: aurora, username, password: Redacted.make("wrong-horse-1"), client }),
          "LoginFailed"
        )
      const failures = [
        yield* attempt(one.request.username),
        yield* attempt(registration(aurora).username),
        yield* attempt("no such name!")
      ]
      for (const failure of failures) assert.deepEqual({ ...failure }, { ...failures[0] })
    })
  ),
  law(
    "me names the login before this one",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      yield* loggedIn(one)
      const first = (yield* players.me(one)).previousLoginAt
      assert.notEqual(first, null)
    })
  ),
  law(
    "no player is registered before the wallet is open: a repeat completes it, and so does the loop",
    Effect.gen(function* () {
      const players = yield* Players
      const control = yield* GateControl
      const [one, two] = [registration(aurora), registration(aurora)]
      yield* control.awayDuring(refused(players.register(one), "PlayersUnavailable"))
      yield* control.awayDuring(refused(players.register(two), "PlayersUnavailable"))
      yield* refused(players.register({ ...one, password: Redacted.make("not-the-password-1") }), "UsernameTaken")
      const completed = yield* players.register(one)
      assert.ok(yield* control.gate(completed.player.id))
      yield* refused(players.register(one), "UsernameTaken")

      yield* (yield* PlayerMaintenance).confirmGates
      const { player } = yield* control.awayDuring(players.login(two))
      assert.ok(yield* control.gate(player.id))
    })
  ),
  law(
    "a login completes what a registration left open",
    Effect.gen(function* () {
      const players = yield* Players
      const control = yield* GateControl
      const one = registration(aurora)
      yield* control.awayDuring(refused(players.register(one), "PlayersUnavailable"))
      const { player } = yield* players.login(one)
      assert.ok(yield* control.gate(player.id))
    })
  ),
  law(
    "a person of an outside register may neither deposit nor bet, and registration is answered like any other",
    Effect.gen(function* () {
      const outside = yield* OutsideRegister
      const [one, two] = [yield* registered(aurora), registration(borealis)]
      yield* outside.add(one.request.email!)
      yield* loggedIn(one)
      assert.deepEqual(yield* blocked(one.player, "review"), ["bet", "deposit"])
      yield* outside.add(two.email!)
      const other = yield* registered(borealis, two)
      assert.deepEqual(yield* blocked(other.player, "review"), ["bet", "deposit"])
    })
  )
]
