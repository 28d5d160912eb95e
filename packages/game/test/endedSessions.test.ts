import { randomUUID } from "node:crypto"
import type { Revocation } from "@croupier/core/auth/RevocationSet"
import { Revocations } from "@croupier/core/auth/Revocations"
import * as RevocationsSql from "@croupier/core/auth/RevocationsSql"
import { BrandKey } from "@croupier/core/Brand"
import { type PlayerCode, type PlayerId, randomText } from "@croupier/core/Ids"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { gameMigrations } from "@croupier/game/migrations"
import { bodyOf } from "@croupier/sandbox/hub88/Hub88Client"
import { describe, expect, it, layer } from "@effect/vitest"
import { Clock, Context, Effect, Layer, Schedule } from "effect"
import { lifetime, makeToken, type NewPlaySession } from "../src/internal/launch/PlaySession.js"
import { PlaySessions } from "../src/internal/launch/PlaySessions.js"
import * as PlaySessionsSql from "../src/internal/launch/PlaySessionsSql.js"
import { atTable } from "./support/atTable.js"
import { atWheel, wheel } from "./support/SoftswissWorld.js"
import { krw, slot } from "./support/World.js"

type End = (who: { readonly player: string; readonly session: string }, now: number) => Revocation

/** What ends a player's games, as the revocation that the player's service makes of it. */
const ends: Readonly<Record<string, End>> = {
  "a logout, a suspension, an exclusion or a reused refresh token": ({ session }) => ({ _tag: "session", session }),
  "the session limit": ({ session }, now) => ({ _tag: "session-end", session, at: now }),
  "a new password": ({ session }) => ({ _tag: "launches", session }),
  "the end of all sessions": ({ player }) => ({ _tag: "subject", subject: player })
}

describe("a game after the player's session has ended", () => {
  for (const [what, end] of Object.entries(ends)) {
    it.scopedLive(`by ${what} takes no new bet on hub88, and pays wins and rollbacks`, () =>
      Effect.gen(function* () {
        const { player, session, world } = yield* atTable
        const [bet, other] = [yield* session.bet({ amount: "2" }), yield* session.bet({ amount: "3" })]
        yield* world.revocations.revoke(end(player, yield* Clock.currentTimeMillis))
        expect((yield* session.bet({ amount: "1" })).exchange.answer.status).toBe("RS_ERROR_TOKEN_EXPIRED")
        expect((yield* session.balance).answer.status).toBe("RS_ERROR_TOKEN_EXPIRED")
        const win = yield* session.win({ amount: "5", bet: bet.id, round: bet.round })
        expect(win.exchange.answer).toMatchObject({ status: "RS_OK", balance: 10_000_000n })
        const rollback = yield* session.rollback({ of: other.id, round: other.round })
        expect(rollback.exchange.answer).toMatchObject({ status: "RS_OK", balance: 10_300_000n })
      })
    )

    it.scopedLive(`by ${what} takes no new bet on softswiss, and pays wins and rollbacks`, () =>
      Effect.gen(function* () {
        const { body, client, player, world } = yield* atWheel
        const call = (path: string, changes: object, transaction: object = {}) =>
          Effect.map(client.raw(path, body(changes, transaction)), ({ httpStatus, text }) => [httpStatus, text])
        expect(yield* call("betwin", {})).toEqual([200, expect.anything()])
        yield* world.revocations.revoke(end(player, yield* Clock.currentTimeMillis))
        const refused = [400, expect.stringContaining('"api_code":"101"')]
        expect(yield* call("betwin", {}, { id_provider: "t-2" })).toEqual(refused)
        const bet = { id_provider: "t-3", type: "bet", amount: "1.00" }
        const win = { id_provider: "w-1", type: "win", amount: "2.50" }
        expect(yield* call("betwin", { transactions: [win, bet] })).toEqual(refused)
        expect(yield* call("betwin", {}, win)).toEqual([200, expect.stringContaining('"balance":"101.00"')])
        expect(yield* call("finish", { transactions: undefined })).toEqual([200, '{"balance":"101.00"}'])
        const rollback = {
          round_id_provider: "round-1",
          transactions: [{ id_provider: "r-1", original_id_provider: "t-1" }]
        }
        expect(yield* call("rollback", rollback)).toEqual([200, expect.stringContaining('"balance":"102.50"')])
      })
    )
  }

  // An exclusion blocks the wallet and ends the session, and a process learns of the two in either order.
  it.scopedLive("by an exclusion says that the player is locked, not that the session has ended", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* atTable
      yield* world.block(player)
      expect((yield* session.bet({ amount: "1" })).exchange.answer.status).toBe("RS_ERROR_USER_DISABLED")
      yield* world.revocations.revoke({ _tag: "session", session: player.session })
      expect((yield* session.bet({ amount: "1" })).exchange.answer.status).toBe("RS_ERROR_USER_DISABLED")
    })
  )

  it.scopedLive("by a session limit takes bets until that moment", () =>
    Effect.gen(function* () {
      const { player, session, world } = yield* atTable
      const at = (yield* Clock.currentTimeMillis) + 60_000
      yield* world.revocations.revoke({ _tag: "session-end", session: player.session, at })
      expect((yield* session.bet({ amount: "1" })).taken).toBe(true)
    })
  )

  it.scopedLive(
    "takes no bet that leaves its token out, though the player has a live launch, where calls carry one",
    () =>
      Effect.gen(function* () {
        const { body, client, seat } = yield* atTable
        const balance = { user: seat.user, game_code: seat.game, request_uuid: "r-1" }
        for (const call of [
          client.raw("transaction/bet", body({ token: undefined })),
          client.raw("transaction/bet", body({ token: null })),
          client.raw("transaction/bet", body({ token: null, is_free: true })),
          client.raw("user/balance", bodyOf(balance)),
          client.raw("user/balance", bodyOf({ ...balance, token: null }))
        ]) {
          expect((yield* call).answer.status).toBe("RS_ERROR_INVALID_TOKEN")
        }
      })
  )

  it.scopedLive("lets the games of the player's other sessions continue, where calls carry no token", () =>
    Effect.gen(function* () {
      const { body, client, player, world } = yield* atWheel
      const launchAgain = Effect.suspend(() => {
        const principal = { ...player, session: randomUUID() }
        const launch = world.games.launch(principal, "softswiss", wheel.code, { platform: "desktop", lang: "en" })
        return Effect.as(launch, principal.session)
      })
      const bet = Effect.suspend(() => client.raw("betwin", body({}, { id_provider: randomUUID() })))
      const second = yield* launchAgain
      yield* world.revocations.revoke({ _tag: "session", session: player.session })
      expect((yield* bet).httpStatus).toBe(200)
      yield* world.revocations.revoke({ _tag: "session", session: second })
      expect((yield* bet).httpStatus).toBe(400)
      yield* launchAgain
      expect((yield* bet).httpStatus).toBe(200)
    })
  )
})

/** The launches as one process of the game service knows them. */
const inOneProcess = Effect.map(
  Layer.build(
    Layer.fresh(
      Layer.provideMerge(PlaySessionsSql.layerSql, Layer.orDie(RevocationsSql.layerSql({ pollEvery: "20 millis" })))
    )
  ),
  (context) => ({ ...Context.get(context, PlaySessions), ...Context.get(context, Revocations) })
)

layer(TestPostgres.layer([gameMigrations]), { excludeTestServices: true })("launches on PostgreSQL", (it) => {
  for (const [what, end] of Object.entries(ends)) {
    it.scoped(`end by ${what} in every process within a second, and in one that starts later`, () =>
      Effect.gen(function* () {
        const [here, there] = [yield* inOneProcess, yield* inOneProcess]
        const brand = BrandKey.make(randomText(8))
        const now = yield* Clock.currentTimeMillis
        const launch: NewPlaySession = {
          brand,
          player: randomUUID() as PlayerId,
          currency: krw,
          provider: "hub88",
          game: slot.code,
          parent: randomUUID(),
          openedAt: now - 1000,
          expiresAt: now - 1000 + lifetime
        }
        const token = makeToken(brand)
        const code = randomText(10) as PlayerCode
        yield* here.open(code, token, launch)
        const areLive = ({ isLive, latest, session }: typeof there) =>
          Effect.flatMap(Effect.all([session(token), latest(brand, "hub88", launch.player)]), (found) =>
            Effect.forEach(found, (one) => isLive(one!))
          )
        expect(yield* areLive(there)).toEqual([true, true])
        yield* here.revoke(end({ player: launch.player, session: launch.parent }, now))
        yield* areLive(there).pipe(
          Effect.filterOrFail((live) => !live.includes(true)),
          Effect.retry(Schedule.spaced("20 millis")),
          Effect.timeout("1 second")
        )
        const later = yield* inOneProcess
        expect((yield* later.session(token))?.endsAt).toBeLessThanOrEqual(yield* Clock.currentTimeMillis)
        expect(yield* areLive(later)).toEqual([false, false])
        const next = { ...launch, parent: randomUUID(), openedAt: (yield* Clock.currentTimeMillis) + 1 }
        yield* here.open(code, makeToken(brand), next)
        expect((yield* there.latest(brand, "hub88", launch.player))?.parent).toBe(next.parent)
      })
    )
  }
})
