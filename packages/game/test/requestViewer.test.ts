import * as Revocations from "@croupier/core/auth/Revocations"
import type { KeptCall, Replay } from "@croupier/game/contract"
import { hub88 } from "@croupier/game/hub88/hub88"
import { describe, expect, it } from "@effect/vitest"
import { Context, Effect, Layer, Logger, Metric, Ref, Schedule } from "effect"
import * as CallLog from "../src/internal/calls/CallLog.js"
import { CallStore } from "../src/internal/calls/CallStore.js"
import * as PlaySessions from "../src/internal/launch/PlaySessions.js"
import { aurora, makeWorld, serviceBearer, type World } from "./support/World.js"

describe("the request viewer", () => {
  it.scopedLive("shows a player's, a round's and a transaction's calls, page by page, without what is secret", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld
      yield* world.connect(aurora)
      const player = yield* world.newPlayer(aurora, "100")
      const session = yield* world.sit(player)
      const bet = yield* session.bet({ amount: "10", with: { meta: "Kim Minjun, 10.0.0.1" } })
      const win = yield* session.win({ amount: "5", bet: bet.id, round: bet.round, closesRound: true })
      yield* session.bet({ amount: "1" })
      yield* keptSoon(world, 3)

      const first = yield* calls(world, `player=${player.player}&limit=2`)
      expect(first.items.map(({ transactions }) => transactions[0])).toHaveLength(2)
      const rest = yield* calls(world, `player=${player.player}&limit=2&cursor=${first.nextCursor}`)
      expect(rest.nextCursor).toBeUndefined()
      expect(rest.items.map(({ path, round, transactions }) => ({ path, round, transactions }))).toEqual([
        { path: "transaction/bet", round: bet.round, transactions: [bet.id] }
      ])
      const [call] = rest.items
      expect(JSON.parse(call!.body!)).toMatchObject({
        transaction_uuid: bet.id,
        amount: 1_000_000,
        token: "***",
        meta: "***"
      })
      expect(call!.answer).toBe(bet.exchange.text)
      const everything = JSON.stringify([first, rest])
      for (const secret of [session.seat.token, "Minjun", "ignature"]) expect(everything).not.toContain(secret)

      expect((yield* calls(world, `round=${bet.round}`)).items).toHaveLength(2)
      expect((yield* calls(world, `transaction=${bet.id}`)).items.map(({ transactions }) => transactions)).toEqual([
        [win.id, bet.id],
        [bet.id]
      ])
      expect((yield* calls(world, "transaction=nobody")).items).toEqual([])
      expect((yield* request(world, "/internal/game/brands/borealis/calls")).json).toEqual({ items: [] })
      expect((yield* world.http.request("GET", "/internal/game/brands/aurora/calls")).status).toBe(401)
    })
  )

  it.scopedLive("reads a kept call again without a wallet: its commands, and the response for each result", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld
      yield* world.connect(aurora)
      const player = yield* world.newPlayer(aurora, "100")
      const session = yield* world.sit(player)
      const bet = yield* session.bet({ amount: "10" })
      const wrong = yield* session.bet({ amount: "10", with: { round: 5n } })
      yield* keptSoon(world, 2)
      yield* world.takeCalls
      const replay = (id: string) =>
        Effect.flatMap(calls(world, `transaction=${id}`), ({ items }) => replayOf(world, items[0]!.id))

      const again = yield* replay(bet.id)
      expect(again.refusal).toBeNull()
      expect(again.commands).toMatchObject([
        { _tag: "bet", wallet: player.player, key: `hub88/money/${bet.id}`, amount: "10", currency: "KRW" }
      ])
      expect(JSON.parse(again.answers["insufficient-funds"]!.body)).toMatchObject({
        status: "RS_ERROR_NOT_ENOUGH_MONEY"
      })
      expect(yield* world.takeCalls).toEqual([])

      const unread = (yield* calls(world, "")).items.find(({ round }) => round === null)
      expect(JSON.parse((yield* replayOf(world, unread!.id)).refusal!.body)).toEqual(JSON.parse(wrong.exchange.text))
      expect((yield* request(world, `/internal/game/brands/borealis/calls/${unread!.id}/replay`, "POST")).status).toBe(
        404
      )
    })
  )

  it.scopedLive("keeps nothing of unsigned calls", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld
      const { callbackUrl } = yield* world.connect(aurora)
      const session = yield* world.sit(yield* world.newPlayer(aurora, "100"))
      const client = yield* world.provider.client("operator-of-aurora")
      yield* client.raw("user/info", '{"user":"x"}', "bm8=")
      yield* session.info
      yield* keptSoon(world, 1)
      const { items } = yield* calls(world, "")
      expect(items.map(({ path }) => path)).toEqual(["user/info"])
      // What the provider receives about the player would outlive the player's erasure.
      expect(JSON.parse(items[0]!.answer)).toMatchObject({ status: "RS_OK", country: "***", registration_date: "***" })
      expect(callbackUrl).toContain("aurora")
    })
  )

  it.scopedLive(
    "waits within its bounds while its store is unavailable, counts what it drops, and keeps the rest afterwards",
    () =>
      Effect.gen(function* () {
        const away = yield* Ref.make(true)
        const kept = yield* Ref.make(0)
        const store = Layer.succeed(CallStore, {
          add: (calls) =>
            Effect.zipRight(
              Effect.whenEffect(Effect.die("the store is down"), Ref.get(away)),
              Ref.update(kept, (count) => count + calls.length)
            ),
          list: () => Effect.succeed([]),
          find: () => Effect.succeed(undefined),
          prune: () => Effect.succeed(0)
        })
        const before = (yield* Metric.value(CallLog.dropped)).count
        const context = yield* Layer.build(
          CallLog.make({ calls: 3, bytes: 1000, every: 1 }).pipe(
            Layer.provide([store, Layer.provide(PlaySessions.layerMemory, Revocations.layerMemory)]),
            Layer.provide(Logger.remove(Logger.defaultLogger))
          )
        )
        const { note } = Context.get(context, CallLog.CallLog)
        for (const length of [10, 2000, 10, 10, 10, 10]) note(callOf(length))
        yield* soon(Effect.map(Metric.value(CallLog.dropped), ({ count }) => count - before === 3))
        yield* Ref.set(away, false)
        yield* soon(Effect.map(Ref.get(kept), (count) => count === 3))
      })
  )

  it.scopedLive("keeps a brand's calls although another brand's flood is over the bounds", () =>
    Effect.gen(function* () {
      const away = yield* Ref.make(true)
      const kept: Array<string> = []
      const store = Layer.succeed(CallStore, {
        add: (calls) =>
          Effect.zipRight(
            Effect.whenEffect(Effect.die("the store is down"), Ref.get(away)),
            Effect.sync(() => void kept.push(...calls.map(({ brand }) => brand)))
          ),
        list: () => Effect.succeed([]),
        find: () => Effect.succeed(undefined),
        prune: () => Effect.succeed(0)
      })
      const context = yield* Layer.build(
        CallLog.make({ calls: 6, bytes: 1000, every: 1 }).pipe(
          Layer.provide([store, Layer.provide(PlaySessions.layerMemory, Revocations.layerMemory)]),
          Layer.provide(Logger.remove(Logger.defaultLogger))
        )
      )
      const { note } = Context.get(context, CallLog.CallLog)
      for (let n = 0; n < 20; n++) note(callOf(10))
      note(callOf(10, "borealis"))
      for (let n = 0; n < 20; n++) note(callOf(10))
      yield* Ref.set(away, false)
      yield* soon(Effect.sync(() => kept.length === 6))
      expect(kept.filter((brand) => brand === "borealis")).toHaveLength(1)
    })
  )
})

const callOf = (length: number, brand: string = aurora): CallLog.AnsweredCall => ({
  credential: { brand, provider: "hub88", id: "aurora-x" } as never,
  callback: { path: "user/info", headers: {}, body: new Uint8Array(length) },
  ask: undefined,
  answer: hub88.refuse("defect"),
  fields: hub88.keptFields,
  at: 0,
  took: 0
})

interface Page {
  readonly items: ReadonlyArray<KeptCall>
  readonly nextCursor?: string
}

const request = (world: World, path: string, method: "GET" | "POST" = "GET") =>
  world.http.request(method, path, { headers: serviceBearer })

const calls = (world: World, query: string) =>
  Effect.map(request(world, `/internal/game/brands/aurora/calls?${query}`), ({ json }) => json as Page)

const replayOf = (world: World, id: string) =>
  Effect.map(request(world, `/internal/game/brands/aurora/calls/${id}/replay`, "POST"), ({ json }) => json as Replay)

/** Calls are written outside the path of the money, some milliseconds later. */
const keptSoon = (world: World, count: number) =>
  soon(Effect.map(calls(world, ""), ({ items }) => items.length >= count))

const soon = (holds: Effect.Effect<boolean>) =>
  holds.pipe(
    Effect.filterOrFail(
      (yes) => yes,
      () => "not yet"
    ),
    Effect.retry(Schedule.spaced("10 millis")),
    Effect.timeout("30 seconds"),
    Effect.orDie
  )
