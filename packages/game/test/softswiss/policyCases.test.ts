import { randomUUID } from "node:crypto"
import { softswissPolicy } from "@croupier/game/softswiss/softswissPolicy"
import type { Played } from "@croupier/sandbox/softswiss/SoftswissSession"
import { codeOf } from "@croupier/sandbox/softswiss/SoftswissWire"
import { violations } from "@croupier/wallet/testing/memoryBooks"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { atWheel, one } from "../support/SoftswissWorld.js"
import { aurora } from "../support/World.js"

const { cases } = softswissPolicy

/** What a provider is told, in short: the code, the balance, and our ids. */
const told = ({ exchange }: Played) => [
  codeOf(exchange),
  exchange.answer.balance,
  ...(exchange.answer.transactions ?? []).map(({ id }) => (id === "" ? "no id" : "our id"))
]

describe("cells of the softswiss policy", () => {
  it.scopedLive("same id, same content: the very bytes of the first answer, whatever has happened since", () =>
    Effect.gen(function* () {
      const { session } = yield* atWheel
      const bet = yield* session.betwin({
        transactions: [
          { type: "bet", amount: "4" },
          { type: "win", amount: "1" }
        ]
      })
      const back = yield* session.rollback({ of: [bet.ids[0]!, randomUUID()], round: bet.round })
      const closed = yield* session.finish(bet.round)
      yield* session.betwin(one("bet", "7"))
      for (const exchange of [bet.exchange, back.exchange, closed]) {
        expect(codeOf(exchange)).toBe("200")
        expect((yield* session.repeat(exchange)).text).toBe(exchange.text)
      }
    })
  )

  const others: ReadonlyArray<readonly [what: string, changes: object, transaction: object]> = [
    ["amount", {}, { amount: "1.51" }],
    ["type", {}, { type: "win" }],
    ["round", { round_id: "round-2" }, {}],
    ["game", { game_id: "acme:Another" }, { type: "win" }],
    ["end of its round", { finished: true }, {}]
  ]

  it.scopedLive("same id, other content: refused, and nothing moves", () =>
    Effect.gen(function* () {
      const { body, client, session } = yield* atWheel
      expect(codeOf(yield* client.raw("betwin", body()))).toBe("200")
      for (const [what, changes, transaction] of others) {
        const again = yield* client.raw("betwin", body(changes, transaction))
        expect([what, codeOf(again)]).toEqual([what, cases["other-content"].answer])
      }
      expect((yield* session.balance).answer.balance).toBe("98.50")
    })
  )

  it.scopedLive("win whose bet is unknown: credited, since it names none, and a person gets to see the round", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* atWheel
      const win = yield* session.betwin(one("win", "3"))
      expect(told(win)).toEqual([cases["win-without-bet"].answer, "103.00", "our id"])
      expect((yield* world.games.round(player, "softswiss", win.round)).review).toBe(true)
    })
  )

  it.scopedLive("rollback whose bet is unknown: no error and no id; the bet can never take effect", () =>
    Effect.gen(function* () {
      const { session } = yield* atWheel
      const [id, round] = [randomUUID(), randomUUID()]
      const back = yield* session.rollback({ of: [id], round })
      expect(told(back)).toEqual([cases["rollback-without-bet"].answer, "100.00", "no id"])
      const late = yield* session.betwin({ ...one("bet", "3", id), round })
      expect(told(late)).toEqual([cases["bet-after-rollback"].answer, undefined])
      expect((yield* session.balance).answer.balance).toBe("100.00")
    })
  )

  it.scopedLive(
    "win after the rollback of its bet: credited and reviewed; refused only when its own id was rolled back",
    () =>
      Effect.gen(function* () {
        const { player, session, world } = yield* atWheel
        const bet = yield* session.betwin(one("bet", "4"))
        const dead = randomUUID()
        yield* session.rollback({ of: [...bet.ids, dead], round: bet.round })
        const win = yield* session.betwin({ ...one("win", "5"), round: bet.round })
        expect(told(win)).toEqual([cases["win-after-rollback"].answer, "105.00", "our id"])
        expect((yield* world.games.round(player, "softswiss", bet.round)).review).toBe(true)
        const refused = yield* session.betwin({ ...one("win", "5", dead), round: bet.round })
        expect(told(refused)).toEqual([softswissPolicy.words["already-rolled-back"], undefined])
      })
  )

  it.scopedLive("rollback of a bet whose win stays: reversed, and a person gets to see the round", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* atWheel
      const bet = yield* session.betwin({
        transactions: [
          { type: "bet", amount: "4" },
          { type: "win", amount: "9" }
        ]
      })
      const back = yield* session.rollback({ of: [bet.ids[0]!], round: bet.round })
      expect(told(back)).toEqual([cases["rollback-after-win"].answer, "109.00", "our id"])
      expect((yield* world.games.round(player, "softswiss", bet.round)).review).toBe(true)
    })
  )

  it.scopedLive("second rollback under another id: nothing moves, and the others of its call are carried out", () =>
    Effect.gen(function* () {
      const { session, world } = yield* atWheel
      const bet = yield* session.betwin({
        transactions: [
          { type: "bet", amount: "4" },
          { type: "bet", amount: "6" }
        ]
      })
      yield* session.rollback({ of: [bet.ids[0]!], round: bet.round })
      const alone = yield* session.rollback({ of: [bet.ids[0]!], round: bet.round })
      expect(told(alone)).toEqual([cases["second-rollback"].answer, "94.00", "no id"])
      const both = yield* session.rollback({ of: bet.ids, round: bet.round })
      expect(told(both)).toEqual(["200", "100.00", "no id", "our id"])
      expect((yield* session.repeat(both.exchange)).text).toBe(both.exchange.text)
      const twice = yield* session.rollback({ of: [bet.ids[0]!, bet.ids[1]!], round: bet.round })
      expect(told(twice)).toEqual(["200", "100.00", "no id", "no id"])
      expect(violations(world.ledger)).toEqual([])
    })
  )

  it.scopedLive("a rollback may carry the id of what it rolls back", () =>
    Effect.gen(function* () {
      const { session } = yield* atWheel
      const bet = yield* session.betwin(one("bet", "4"))
      const back = yield* session.rollback({ of: bet.ids, ids: bet.ids, round: bet.round })
      expect(told(back)).toEqual(["200", "100.00", "our id"])
    })
  )

  it.scopedLive("blocked player: his bets are refused, his wins and rollbacks taken", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* atWheel
      const bet = yield* session.betwin(one("bet", "4"))
      const actor = { kind: "operator", id: "test" } as const
      const block = { scope: "bet", source: "operator", reason: "by hand", author: actor, until: null } as const
      yield* world.wallet.post({
        _tag: "gate",
        brand: aurora,
        wallet: player.player,
        key: "request/gate/1" as never,
        actor,
        change: { set: [block], clear: [] }
      })
      expect(told(yield* session.betwin(one("bet", "1")))).toEqual(["110", undefined])
      const win = yield* session.betwin({ ...one("win", "1"), round: bet.round })
      expect(told(win)).toEqual([cases["blocked-player"].answer, "97.00", "our id"])
      expect(told(yield* session.rollback({ of: bet.ids, round: bet.round }))).toEqual(["200", "101.00", "our id"])
    })
  )

  it.scopedLive("reversal of a win that was spent: the balance stops at zero, and nobody owes anything", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* atWheel
      const win = yield* session.betwin(one("win", "20"))
      yield* session.betwin(one("bet", "115"))
      const back = yield* session.rollback({ of: win.ids, round: win.round })
      expect(cases["short-reversal"].effect).toBe("clamp")
      expect(told(back)).toEqual([cases["short-reversal"].answer, "0.00", "our id"])
      expect(yield* world.wallet.balance(aurora, player.player)).toMatchObject({ cash: 0n, debt: 0n })
      expect(violations(world.ledger)).toEqual([])
    })
  )
})
