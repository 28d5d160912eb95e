import assert from "node:assert/strict"
import * as EventKind from "@croupier/core/events/EventKind"
import { Effect, Either, FastCheck } from "effect"
import type { PlayerLimitsChanged } from "../../contract/Events.js"
import type { WantedLimits } from "../../contract/PlayerLimits.js"
import { type PlayerRef, Players } from "../../contract/Players.js"
import { PlayerMaintenance } from "../../PlayerMaintenance.js"
import { law } from "../Law.js"
import { person, registration, wantedLimits } from "../People.js"
import { GateControl } from "../PlayGateMemory.js"
import { Published } from "../Published.js"
import { aurora, borealis, cassini, Time } from "../World.js"
import { refused, registered, verified } from "./Expect.js"

const actor = { kind: "operator", id: "o1" } as const

/** The events of a player; each is of its kind, and they are numbered from 1 without a gap. */
const published = (player: PlayerRef) =>
  Effect.flatMap(Published, ({ of }) =>
    Effect.map(of(player), (events) => {
      assert.deepEqual(
        events.map(({ keyVersion }) => keyVersion),
        events.map((_, index) => BigInt(index + 1))
      )
      for (const event of events) {
        const kind = EventKind.kinds.get(event.type)
        assert.ok(kind !== undefined, event.type)
        assert.deepEqual(Either.getOrThrow(EventKind.read(kind, event)), event.payload)
      }
      return events.map(({ payload, type }) => ({ type, payload }))
    })
  )

const typesOf = (player: PlayerRef) =>
  Effect.map(published(player), (events) => events.map(({ type }) => type.slice("player.".length)))

const daily = (amount: string) => ({ limits: [{ kind: "deposit", period: "day", amount } as const] })

/** What players publish. */
export const eventLaws = [
  law(
    "a registration is published once, with its codes and nothing of the person",
    Effect.gen(function* () {
      const players = yield* Players
      const form = { ...registration(aurora), referralCode: "seoul-7" }
      const one = yield* registered(aurora, form)
      yield* refused(players.register(registration(aurora, person(), form.username)), "UsernameTaken")
      const { code } = yield* players.me(one)
      const payload = { code, currency: "KRW", referralCode: "seoul-7", promoCode: null }
      assert.deepEqual(yield* published(one), [{ type: "player.registered", payload }])
    })
  ),
  law(
    "a status is published when it changes, also where the gate was not reachable; a refused change is not",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      const set = (status: "active" | "suspended" | "closed") =>
        players.setStatus({ ...one, status, reason: "documents", actor })
      yield* set("active")
      yield* (yield* GateControl).awayDuring(refused(set("suspended"), "PlayersUnavailable"))
      yield* set("suspended")
      yield* set("closed")
      yield* refused(set("active"), "StatusNotAllowed")
      yield* (yield* PlayerMaintenance).confirmGates
      const [, ...changes] = yield* published(one)
      assert.deepEqual(changes, [
        { type: "player.status-changed", payload: { from: "active", to: "suspended", actor } },
        { type: "player.status-changed", payload: { from: "suspended", to: "closed", actor } }
      ])
    })
  ),
  law(
    "limits are published when other ones hold: a stricter one at once, a looser one when it becomes due",
    Effect.gen(function* () {
      const players = yield* Players
      const { applyDueLimits } = yield* PlayerMaintenance
      const one = yield* registered(aurora)
      yield* players.changeLimits({ ...one, limits: [] })
      yield* players.changeLimits({ ...one, ...daily("100"), sessionMinutes: 30 })
      yield* players.changeLimits({ ...one, ...daily("100"), sessionMinutes: 30 })
      yield* players.changeLimits({ ...one, ...daily("200"), sessionMinutes: 30 })
      yield* refused(players.changeLimits({ ...one, ...daily("1e3") }), "InvalidLimit")
      yield* (yield* Time).pass("23 hours")
      yield* applyDueLimits
      assert.equal((yield* published(one)).length, 2)
      yield* (yield* Time).pass("2 hours")
      yield* applyDueLimits
      yield* applyDueLimits
      const [, ...changes] = yield* published(one)
      const payload = {
        currency: "KRW",
        ...daily("100"),
        sessionMinutes: 30,
        actor: { kind: "player", id: one.player }
      }
      const raised = { ...payload, ...daily("200"), actor: { kind: "system", id: "player-limits" } }
      assert.deepEqual(changes, [
        { type: "player.limits-changed", payload },
        { type: "player.limits-changed", payload: raised }
      ])
    })
  ),
  law(
    "a request before the loop has applied a due limit still publishes what is in effect",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      yield* players.changeLimits({ ...one, ...daily("100") })
      yield* players.changeLimits({ ...one, ...daily("200") })
      yield* (yield* Time).pass("25 hours")
      yield* players.changeLimits({ ...one, ...daily("200") })
      yield* (yield* PlayerMaintenance).applyDueLimits
      assert.deepEqual(yield* typesOf(one), ["registered", "limits-changed", "limits-changed"])
      const last = (yield* published(one)).at(-1)?.payload as { readonly limits: unknown }
      assert.deepEqual(last.limits, daily("200").limits)
    })
  ),
  law(
    "an exclusion is published by each of the person's accounts on the licence's brands, and its end as well",
    Effect.gen(function* () {
      const players = yield* Players
      const who = person()
      const here = yield* registered(aurora, registration(aurora, who))
      const there = yield* registered(borealis, registration(borealis, who))
      const elsewhere = yield* registered(cassini, registration(cassini, who))
      for (const one of [here, there]) yield* verified(one)
      const begun = yield* players.exclude({ ...here, length: "6-months" })
      yield* refused(players.endExclusion({ ...here, exclusion: begun.id, actor }), "ExclusionNotOver")
      yield* (yield* Time).pass("200 days")
      const ended = yield* players.endExclusion({ ...there, exclusion: begun.id, actor })
      yield* players.endExclusion({ ...there, exclusion: begun.id, actor })
      for (const one of [here, there]) {
        const [, ...changes] = yield* published(one)
        assert.deepEqual(
          changes.map(({ type, payload }) => [type, (payload as typeof begun).id, (payload as typeof begun).endsAt]),
          [
            ["player.excluded", begun.id, null],
            ["player.excluded", begun.id, ended.endsAt]
          ]
        )
      }
      assert.deepEqual(yield* typesOf(elsewhere), ["registered"])
    })
  ),
  law(
    "whatever limits a player asks for, and whenever, consumers know the current ones",
    Effect.gen(function* () {
      const players = yield* Players
      for (const wishes of FastCheck.sample(FastCheck.array(wantedLimits, { minLength: 2, maxLength: 5 }), 5)) {
        const one = yield* registered(aurora)
        for (const wish of wishes) {
          yield* players.changeLimits({ ...one, ...(wish as WantedLimits) })
          yield* (yield* Time).pass("13 hours")
          yield* (yield* PlayerMaintenance).applyDueLimits
          const { limits, sessionMinutes } = yield* players.limits(one)
          const holding = limits.flatMap(({ amount, kind, period }) =>
            amount === null ? [] : [{ kind, period, amount }]
          )
          const last = (yield* published(one)).findLast(({ type }) => type === "player.limits-changed")?.payload
          const { limits: told, sessionMinutes: minutes } = (last as PlayerLimitsChanged | undefined) ?? nothing
          assert.deepEqual([told, minutes], [holding, sessionMinutes.minutes])
        }
      }
    })
  ),
  law(
    "changes at the same moment are numbered one after the other",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      yield* Effect.forEach(["5", "4", "3", "2", "1"], (amount) => players.changeLimits({ ...one, ...daily(amount) }), {
        concurrency: "unbounded"
      })
      yield* players.exclude({ ...one, length: "24-hours" })
      const types = yield* typesOf(one)
      assert.deepEqual([types[0], types.at(-1)], ["registered", "excluded"])
    })
  )
]

const nothing = { limits: [], sessionMinutes: null }
