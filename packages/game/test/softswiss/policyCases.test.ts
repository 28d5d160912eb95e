import { randomUUID } from "node:crypto"
import { softswissPolicy } from "@croupier/game/softswiss/softswissPolicy"
import type { Played } from "@croupier/sandbox/softswiss/SoftswissSession"
import { codeOf } from "@croupier/sandbox/softswiss/SoftswissWire"
import { violations } from "@croupier/wallet/testing/MemoryBooks"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { atWheel, one } from "../support/SoftswissWorld.js"
import { aurora } from "../support/World.js"

const { cases } = softswissPolicy

/** The response to a provider, in short: the code, the balance, and our ids. */
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
      yield* session.betwin(one("bet", "7"))
      for (const exchange of [bet.exchange, back.exchange]) {
        expect(codeOf(exchange)).toBe("200")
        expect((yield* session.repeat(exchange)).text).toBe(exchange.text)
      }
    })
  )

  const others: ReadonlyArray<readonly [what: string, changes: object, transaction: object]> = [
    ["amount", {}, { amount: "1.51" }],
    ["type", {}, { type: "win" }],
    ["round", { round_id: "round-2" }, {}],
    ["game", { game_id: "acme:Another" }, { type: "win" }]
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

  it.scopedLive("win of an unknown bet: credited, since it names none, and a person gets to see the round", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* atWheel
      const win = yield* session.betwin(one("win", "3"))
      expect(told(win)).toEqual([cases["win-without-bet"].answer, "103.00", "our id"])
      expect((yield* world.games.round(player, "softswiss", win.round)).review).toBe(true)
    })
  )

  it.scopedLive("rollback of an unknown bet: no error and no id; the bet can never take effect", () =>
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

  it.scopedLive("rollback of a bet while its win stays: reversed, and a person gets to see the round", () =>
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

  it.scopedLive("blocked player: bets are refused, wins and rollbacks taken", () =>
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

  it.scopedLive("reversal of a win that was spent: the balance stops at zero, and there is no debt", () =>
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

  const mixes: ReadonlyArray<readonly [known: number, listed: ReadonlyArray<number>]> = [
    [1, [0, 1]],
    [1, [1, 0]],
    [2, [0, 2, 1]],
    [2, [2, 0, 3, 1]],
    [3, [3, 2, 1, 0]]
  ]

  it.scopedLive.each(mixes)(
    "batch of which the first %i are there already: those are replayed, the others of %j applied",
    ([known, listed]) =>
      Effect.gen(function* () {
        const { session, world } = yield* atWheel
        const round = randomUUID()
        const all = ["4", "6", "1", "2"].map((amount, index) => ({
          type: index < 2 ? ("bet" as const) : ("win" as const),
          id: randomUUID(),
          amount
        }))
        const first = yield* session.betwin({ round, transactions: all.slice(0, known) })
        const ids = new Map(first.exchange.answer.transactions?.map((each) => [each.id_provider, each.id]))
        const transactions = listed.map((index) => all[index]!)
        const mixed = yield* session.betwin({ round, transactions, finished: true })
        expect(codeOf(mixed.exchange)).toBe(cases["known-and-new"].answer)
        for (const each of mixed.exchange.answer.transactions ?? []) {
          if (ids.has(each.id_provider)) expect(each.id).toBe(ids.get(each.id_provider))
        }
        const sum = [...new Set([...Array(known).keys(), ...listed])].reduce(
          (total, index) => total + [-4, -6, 1, 2][index]!,
          100
        )
        expect((yield* session.balance).answer.balance).toBe(`${sum}.00`)
        expect((yield* session.repeat(mixed.exchange)).text).toBe(mixed.exchange.text)
        expect(violations(world.ledger)).toEqual([])
      })
  )

  it.scopedLive("a batch with a new part that cannot be paid moves nothing, and what was there stays", () =>
    Effect.gen(function* () {
      const { session } = yield* atWheel
      const round = randomUUID()
      const bet = { type: "bet", amount: "60", id: randomUUID() } as const
      yield* session.betwin({ round, transactions: [bet] })
      const over = { type: "bet", amount: "60", id: randomUUID() } as const
      const refused = yield* session.betwin({ round, transactions: [bet, over] })
      expect(refused.exchange.answer).toMatchObject({ apiCode: "100", balance: "40.00" })
      expect((yield* session.balance).answer.balance).toBe("40.00")
    })
  )

  it.scopedLive("`finished` closes the round, also in a repeat that did not say so before, and in a rollback", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* atWheel
      const status = (round: string) =>
        Effect.map(world.games.round(player, "softswiss", round), (found) => found.status)
      const order = { round: randomUUID(), transactions: [{ type: "bet", amount: "1", id: randomUUID() }] } as const
      const open = yield* session.betwin(order)
      const closed = yield* session.betwin({ ...order, finished: true })
      expect(told(closed)).toEqual(told(open))
      expect(yield* status(order.round)).toBe("closed")
      for (const unknown of [false, true]) {
        const bet = yield* session.betwin(one("bet", "2"))
        const back = yield* session.rollback({
          of: unknown ? [randomUUID()] : bet.ids,
          round: bet.round,
          with: { finished: true }
        })
        expect(back.taken).toBe(true)
        expect(yield* status(bet.round)).toBe("closed")
        expect((yield* session.repeat(back.exchange)).text).toBe(back.exchange.text)
      }
    })
  )

  it.scopedLive("rollback that names another round: reversed in the round of its original", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* atWheel
      const bet = yield* session.betwin(one("bet", "4"))
      const back = yield* session.rollback({ of: bet.ids, round: randomUUID() })
      expect(told(back)).toEqual([cases["rollback-in-other-round"].answer, "100.00", "our id"])
      expect((yield* world.games.round(player, "softswiss", bet.round)).stakeCash).toBe(0n)
    })
  )

  it.scopedLive("the end of a round, again or of an unknown one: answered with the current balance", () =>
    Effect.gen(function* () {
      const { session } = yield* atWheel
      const bet = yield* session.betwin(one("bet", "4"))
      for (const spent of [4, 5, 6]) {
        const end = yield* session.finish(bet.round)
        expect([codeOf(end), end.answer.balance]).toEqual([cases["round-ended-again"].answer, `${100 - spent}.00`])
        const unknown = yield* session.finish(randomUUID())
        expect([codeOf(unknown), unknown.answer.balance]).toEqual([
          cases["unknown-round-ended"].answer,
          `${100 - spent}.00`
        ])
        yield* session.betwin(one("bet", "1"))
      }
    })
  )

  it.scopedLive("bet on a closed round: malformed, and nothing moves", () =>
    Effect.gen(function* () {
      const { session } = yield* atWheel
      const bet = yield* session.betwin({ ...one("bet", "4"), finished: true })
      const late = yield* session.betwin({ ...one("bet", "4"), round: bet.round })
      expect(told(late)).toEqual([cases["closed-round"].answer, undefined])
      expect(cases["repeat-after-rollback"].answer).toBe("stored")
      yield* session.rollback({ of: bet.ids, round: bet.round })
      expect((yield* session.repeat(bet.exchange)).text).toBe(bet.exchange.text)
    })
  )
})
