import assert from "node:assert/strict"
import type { Actor } from "@croupier/core/Actor"
import { Effect } from "effect"
import { Players } from "../../contract/Players.js"
import { PlayerStore } from "../../internal/store/PlayerStore.js"
import { PlayerMaintenance } from "../../PlayerMaintenance.js"
import { law } from "../Law.js"
import { person, registration } from "../People.js"
import { GateControl } from "../PlayGateMemory.js"
import { aurora, borealis, cassini, OutsideRegister, Time } from "../World.js"
import { blocked, loggedIn, operator, refreshed, refused, registered, revoked, shut, verified } from "./Expect.js"

/** The scopes that are blocked while a person decides. */
const underReview = ["bet", "deposit"]

/** What another person may know and claim of a player, a mark at a time. */
const claims = (who: ReturnType<typeof person> & { readonly nationalId: string }) => [
  { ...person(), name: who.name, birthDate: who.birthDate },
  { ...person(), email: who.email },
  { ...person(), phone: who.phone },
  { ...person(), nationalId: who.nationalId }
]

const identified = () => ({ ...person(), nationalId: `ID${person().phone}` })

/** Who is the same person, and what follows from that. */
export const identityLaws = [
  law(
    "another person who claims a player's name, e-mail, phone or national id and self-excludes does not affect the player",
    Effect.gen(function* () {
      const players = yield* Players
      const who = identified()
      const victim = yield* registered(aurora, registration(aurora, who))
      for (const claim of claims(who)) {
        for (const brand of [aurora, borealis]) {
          const stranger = yield* registered(brand, registration(brand, claim))
          yield* players.exclude({ ...stranger, length: "for-ever" })
        }
      }
      assert.deepEqual((yield* (yield* GateControl).gate(victim.player))?.blocks, [])
      assert.deepEqual(yield* players.exclusions(victim), [])
      yield* revoked(victim.signedIn, false)
      yield* refreshed(aurora, victim.signedIn.refreshToken)
      yield* loggedIn(victim)
      assert.deepEqual((yield* (yield* GateControl).gate(victim.player))?.blocks, [])
    })
  ),
  law(
    "a registration with a mark of an excluded player is answered like any other, and may neither deposit nor bet",
    Effect.gen(function* () {
      const players = yield* Players
      const who = identified()
      const excluded = yield* registered(aurora, registration(aurora, who))
      yield* players.exclude({ ...excluded, length: "for-ever" })
      const clean = yield* registered(borealis)
      for (const claim of claims(who)) {
        const one = yield* registered(borealis, registration(borealis, claim))
        assert.deepEqual(Object.keys(one.signedIn), Object.keys(clean.signedIn))
        assert.deepEqual(yield* blocked(one.player, "review"), underReview)
        assert.deepEqual(yield* blocked(one.player, "exclusion"), [])
        yield* loggedIn(one)
      }
      for (const other of [clean, yield* registered(cassini, registration(cassini, who))]) {
        assert.deepEqual(yield* blocked(other.player, "review"), [])
      }
    })
  ),
  law(
    "a registration that broke off is resumed as the person who was stored, whatever profile the repeat has",
    Effect.gen(function* () {
      const players = yield* Players
      const control = yield* GateControl
      const who = identified()
      const excluded = yield* registered(aurora, registration(aurora, who))
      yield* players.exclude({ ...excluded, length: "for-ever" })
      const [resumed, looped, logged] = [who, who, who].map((claim) => registration(borealis, claim))
      for (const request of [resumed!, looped!, logged!]) {
        yield* control.awayDuring(refused(players.register(request), "PlayersUnavailable"))
      }
      const again = yield* players.register({ ...registration(borealis, person(), resumed!.username) })
      assert.deepEqual(yield* blocked(again.player.id, "review"), underReview)
      yield* (yield* PlayerMaintenance).confirmGates
      const store = yield* PlayerStore
      const confirmed = yield* store.findByUsername(borealis, looped!.username)
      assert.deepEqual(yield* blocked(confirmed!.id, "review"), underReview)
      const { player } = yield* players.login(logged!)
      assert.deepEqual(yield* blocked(player.id, "review"), underReview)
    })
  ),
  law(
    "an exclusion acts on a verified mark: the same person elsewhere is excluded, an unverified claim of the mark is reviewed",
    Effect.gen(function* () {
      const players = yield* Players
      const who = identified()
      const older = yield* registered(borealis, registration(borealis, { ...person(), phone: who.phone }))
      const here = yield* registered(aurora, registration(aurora, who))
      const there = yield* registered(borealis, registration(borealis, who))
      yield* (yield* Time).pass("1 seconds")
      const claimant = yield* registered(borealis, registration(borealis, { ...person(), email: who.email }))
      for (const one of [here, there]) yield* verified(one, "national-id")
      yield* players.exclude({ ...here, length: "1-year" })
      assert.deepEqual(yield* blocked(there.player, "exclusion"), shut)
      assert.equal((yield* players.exclusions(there)).length, 1)
      assert.deepEqual(yield* blocked(claimant.player, "exclusion"), [])
      assert.deepEqual(yield* blocked(claimant.player, "review"), underReview)
      yield* loggedIn(older)
      assert.deepEqual((yield* (yield* GateControl).gate(older.player))?.blocks, [])
    })
  ),
  law(
    "a mark that is verified after an exclusion excludes the same person, and the owner of a mark is not held for a claim",
    Effect.gen(function* () {
      const players = yield* Players
      const who = identified()
      const here = yield* registered(aurora, registration(aurora, who))
      const there = yield* registered(borealis, registration(borealis, who))
      const owner = yield* registered(borealis, registration(borealis, { ...person(), phone: who.phone }))
      yield* verified(owner, "phone")
      yield* players.exclude({ ...here, length: "1-year" })
      assert.deepEqual((yield* (yield* GateControl).gate(owner.player))?.blocks, [])
      yield* verified(here)
      assert.deepEqual(yield* blocked(there.player, "exclusion"), [])
      assert.deepEqual((yield* verified(there)).verified, ["name-and-birth"])
      assert.deepEqual(yield* blocked(there.player, "exclusion"), shut)
      const later = yield* registered(aurora, registration(aurora, who))
      yield* verified(later)
      assert.deepEqual(yield* blocked(later.player, "exclusion"), shut)
      yield* refused(verified(owner, "national-id"), "MarkNotFound")
      const self = { kind: "player", id: owner.player } as const
      yield* refused(
        players.verifyMark({ ...owner, mark: "email", method: "confirmation", actor: self }),
        "ActorNotAllowed"
      )
    })
  ),
  law(
    "an operator decides a review: cleared, the account deposits and bets and is not held again; confirmed, it is excluded",
    Effect.gen(function* () {
      const players = yield* Players
      const who = identified()
      const excluded = yield* registered(aurora, registration(aurora, who))
      yield* players.exclude({ ...excluded, length: "6-months" })
      const [one, two] = [
        yield* registered(borealis, registration(borealis, { ...person(), phone: who.phone })),
        yield* registered(borealis, registration(borealis, who))
      ]
      const reviewOf = (player: typeof one) =>
        Effect.map(players.reviews({ brand: borealis }), (open) =>
          open.find((review) => review.player === player.player)
        )
      const decide = (player: typeof one, review: string, decision: "clear" | "confirm", actor: Actor = operator) =>
        players.decideReview({ brand: borealis, player: player.player, review, decision, actor })
      const [first, second] = [(yield* reviewOf(one))!, (yield* reviewOf(two))!]
      assert.deepEqual([first.reason, first.decision], ["exclusion", null])
      yield* refused(decide(one, first.id, "clear", { kind: "service", id: "recon" }), "ActorNotAllowed")
      yield* refused(decide(one, second.id, "clear"), "ReviewNotFound")
      const cleared = yield* decide(one, first.id, "clear")
      assert.equal(cleared.decision, "clear")
      assert.deepEqual(yield* decide(one, first.id, "clear"), cleared)
      yield* refused(decide(one, first.id, "confirm"), "ReviewDecided")
      yield* loggedIn(one)
      assert.deepEqual(yield* blocked(one.player, "review"), [])
      assert.equal(yield* reviewOf(one), undefined)

      yield* decide(two, second.id, "confirm")
      assert.deepEqual(yield* blocked(two.player, "exclusion"), shut)
      assert.deepEqual(yield* blocked(two.player, "review"), [])
      assert.equal((yield* players.exclusions(two)).length, 1)
    })
  ),
  law(
    "every entry point asks the registers about the stored person: refresh, and the return of a suspended player",
    Effect.gen(function* () {
      const players = yield* Players
      const outside = yield* OutsideRegister
      const [one, two] = [yield* registered(aurora), yield* registered(aurora)]
      for (const { request } of [one, two]) yield* outside.add(request.email!)
      yield* refreshed(aurora, one.signedIn.refreshToken)
      yield* players.setStatus({ ...two, status: "suspended", reason: "test", actor: operator })
      yield* players.setStatus({ ...two, status: "active", reason: "test", actor: operator })
      for (const { player } of [one, two]) assert.deepEqual(yield* blocked(player, "review"), underReview)
    })
  )
]
