import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { atTable } from "./support/atTable.js"
import { atWheel } from "./support/SoftswissWorld.js"

/** Every ordered pair of two different paths. */
const pairsOf = (paths: ReadonlyArray<string>): ReadonlyArray<readonly [from: string, to: string]> =>
  paths.flatMap((from) => paths.filter((to) => to !== from).map((to) => [from, to] as const))

const hub88Bodies = (id: string) => {
  const player = { user: "", token: "", game_code: "hub_fortune", request_uuid: "r" }
  const transaction = { ...player, transaction_uuid: id, round: "round-1", round_closed: false }
  const money = { ...transaction, amount: 100_000, currency: "KRW", is_free: false, is_supplier_promo: false }
  const promo = { ...money, is_supplier_promo: true, reference_transaction_uuid: null }
  return {
    "user/info": { user: "", request_uuid: "r" },
    "user/balance": player,
    "transaction/bet": money,
    "transaction/win": { ...money, reference_transaction_uuid: "bet-0" },
    "transaction/win ": promo,
    "transaction/win  ": { ...promo, is_free: true },
    "transaction/rollback": { ...transaction, reference_transaction_uuid: "bet-0" }
  }
}

describe("a signed hub88 body sent again at a path that it was not made for", () => {
  const paths = Object.keys(hub88Bodies(""))
  // Both only read, and what a balance adds identifies the player.
  const pairs = pairsOf(paths).filter(
    ([from, to]) => from.trim() !== to.trim() && to === to.trim() && !(from === "user/balance" && to === "user/info")
  )

  it.scopedLive.each(pairs)("moves no money and is of the wrong syntax: a body of %s at %s", ([from, to]) =>
    Effect.gen(function* () {
      const { client, seat, world } = yield* atTable
      const sound = hub88Bodies("bet-0")["transaction/bet"]
      const sign = (body: object) =>
        JSON.stringify({ ...body, user: seat.user, ...("token" in body ? { token: seat.token } : {}) })
      expect((yield* client.raw("transaction/bet", sign(sound))).answer.status).toBe("RS_OK")
      yield* world.takeCalls
      for (const id of ["bet-0", "another"]) {
        const body = hub88Bodies(id)[from as keyof ReturnType<typeof hub88Bodies>]
        expect((yield* client.raw(to, sign(body))).answer.status).toBe("RS_ERROR_WRONG_SYNTAX")
      }
      expect(yield* world.takeCalls).toEqual([])
    })
  )
})

const softswissBodies = (id: string) => {
  const player = { account_id: "", currency: "EUR" }
  const inGame = { ...player, game_id: "acme:Wheel" }
  return {
    balance: inGame,
    betwin: {
      ...inGame,
      round_id: "round-1",
      finished: false,
      transactions: [{ id_provider: id, type: "bet", amount: "1" }]
    },
    rollback: {
      ...inGame,
      round_id_provider: "round-1",
      finished: false,
      transactions: [{ id_provider: "r-0", original_id_provider: id }]
    },
    finish: { ...player, round_id: "round-1" }
  }
}

describe("a signed softswiss body sent again at a path that it was not made for", () => {
  it.scopedLive.each(pairsOf(Object.keys(softswissBodies(""))))(
    "moves no money and is malformed: a body of %s at %s",
    ([from, to]) =>
      Effect.gen(function* () {
        const { client, session, world } = yield* atWheel
        const sign = (body: object) => JSON.stringify({ ...body, account_id: session.seat.account })
        expect((yield* client.raw("betwin", sign(softswissBodies("t-0").betwin))).httpStatus).toBe(200)
        yield* world.takeCalls
        for (const id of ["t-0", "another"]) {
          const body = softswissBodies(id)[from as keyof ReturnType<typeof softswissBodies>]
          expect(yield* client.raw(to, sign(body))).toMatchObject({ httpStatus: 400, answer: { apiCode: "400" } })
        }
        expect(yield* world.takeCalls).toEqual([])
      })
  )
})
