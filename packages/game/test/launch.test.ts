import { createServer, type RequestListener } from "node:http"
import { describe, expect, it } from "@effect/vitest"
import { Clock, Effect } from "effect"
import { hashOf } from "../src/internal/launch/PlaySession.js"
import { connectTo, launching } from "./support/launching.js"
import { aurora, borealis, eur, krw, slot } from "./support/World.js"

const desktop = { platform: "desktop", lang: "ko" }

/** A server on a free port that answers in its own way, for as long as the scope is open. */
const strangeProvider = (listener: RequestListener) =>
  Effect.acquireRelease(
    Effect.async<{ readonly url: string; readonly close: () => void }>((resume) => {
      const server = createServer(listener)
      server.listen(0, "127.0.0.1", () => {
        const { port } = server.address() as { readonly port: number }
        resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, close: () => server.close().closeAllConnections() }))
      })
    }),
    ({ close }) => Effect.sync(close)
  )

describe("launching a game", () => {
  it.scopedLive("gives a URL, the account, a token, the currency and when it ends; the provider knows the same", () =>
    Effect.gen(function* () {
      const { launch, player, world } = yield* launching
      const before = yield* Clock.currentTimeMillis
      const { json, status } = yield* launch({ ...desktop, lobbyUrl: "https://aurora.example/lobby" })
      expect(status).toBe(200)
      const launched = json as { url: string; account: string; token: string; currency: string; expiresAt: string }
      expect(launched).toMatchObject({ account: `aurora_${player.code}`, currency: "KRW" })
      expect(Math.abs(Date.parse(launched.expiresAt) - before - 12 * 3600_000)).toBeLessThan(60_000)
      const { seat } = yield* world.provider.open(launched)
      expect(seat).toEqual({ user: launched.account, token: launched.token, game: slot.code, currency: "KRW" })
      const session = yield* world.sessions.session(launched.token)
      expect(session).toMatchObject({ player: player.player, game: slot.code, provider: "hub88", currency: krw })
      expect(hashOf(launched.token)).toHaveLength(32)
      const page = yield* Effect.promise(() => fetch(launched.url))
      expect(page.status).toBe(200)
    })
  )

  it.scopedLive("makes a token for each launch, and each of them bets", () =>
    Effect.gen(function* () {
      const { player, world } = yield* launching
      const [one, two] = yield* Effect.all([world.sit(player), world.sit(player)])
      expect(one.seat.token).not.toBe(two.seat.token)
      expect((yield* one.bet({ amount: "1" })).taken && (yield* two.bet({ amount: "1" })).taken).toBe(true)
    })
  )

  it.scopedLive("for play money asks neither wallet nor sessions, and sends the provider no name", () =>
    Effect.gen(function* () {
      const { launch, world } = yield* launching
      yield* world.takeCalls
      const { json, status } = yield* launch({ ...desktop, demo: true })
      expect(status).toBe(200)
      expect(json).toMatchObject({ account: null, token: null, currency: "XXX", expiresAt: null })
      expect((yield* Effect.flip(world.provider.open(json as { url: string })))._tag).toBe("NoSuchLaunch")
      expect(yield* world.takeCalls).toEqual([])
    })
  )

  it.scopedLive("is refused with one clear problem each: no game, closed game, wrong currency, blocked player", () =>
    Effect.gen(function* () {
      const { launch, player, world } = yield* launching
      const refusal = (path?: string) =>
        Effect.map(launch(desktop, path), ({ json, status }) => [status, (json as { code: string }).code])
      expect(yield* refusal("/api/game/games/hub88/none/launch")).toEqual([404, "game-not-found"])
      expect(yield* refusal("/api/game/games/other/hub_fortune/launch")).toEqual([404, "game-not-found"])
      for (const state of ["no-new-bets", "closed"] as const) {
        yield* world.games.setPlayState(aurora, { provider: "hub88" }, state)
        expect(yield* refusal()).toEqual([409, "game-not-open"])
      }
      yield* world.games.setPlayState(aurora, { provider: "hub88" }, "open")
      yield* world.games.putGames(aurora, [{ ...slot, currencies: [eur] }])
      expect(yield* refusal()).toEqual([409, "currency-not-offered"])
      yield* world.games.putGames(aurora, [slot])
      const actor = { kind: "operator", id: "test" } as const
      const block = { scope: "bet", source: "exclusion", reason: "time-out", author: actor, until: null } as const
      const change = { set: [block], clear: [] }
      yield* world.wallet.post({
        _tag: "gate",
        brand: aurora,
        wallet: player.player,
        key: "request/gate/1" as never,
        actor,
        change
      })
      expect(yield* refusal()).toEqual([409, "play-blocked"])
    })
  )

  it.scopedLive("is refused by a brand that has no credential with the provider, or none any more", () =>
    Effect.gen(function* () {
      const { world } = yield* launching
      yield* world.games.putGames(borealis, [slot])
      const player = yield* world.newPlayer(borealis, "1", eur)
      const failure = yield* Effect.flip(
        world.games.launch(player, "hub88", slot.code, { platform: "mobile", lang: "en" })
      )
      expect(failure._tag).toBe("ProviderNotConfigured")
    })
  )

  const strange: ReadonlyArray<readonly [what: string, listener: RequestListener]> = [
    ["answers 500", (_, outgoing) => outgoing.writeHead(500).end("oh")],
    ["answers no JSON", (_, outgoing) => outgoing.end("<html>")],
    ["names a script as the game's address", (_, outgoing) => outgoing.end(`{"url":"javascript:alert(1)"}`)],
    ["sends us elsewhere", (_, outgoing) => outgoing.writeHead(302, { location: "http://127.0.0.1:1/" }).end()],
    ["never ends its answer's body", (_, outgoing) => outgoing.end(`{"url":"https://x/${"x".repeat(100_000)}"}`)],
    ["hangs up", (incoming) => incoming.socket.destroy()]
  ]

  it.scopedLive.each(strange)("is a clear 503 when the provider %s", ([, listener]) =>
    Effect.gen(function* () {
      const { launch, world } = yield* launching
      const { url } = yield* strangeProvider(listener)
      yield* connectTo(world, url)
      const { headers, json, status } = yield* launch(desktop)
      expect([status, (json as { code: string }).code]).toEqual([503, "provider-unavailable"])
      expect(headers.get("retry-after")).toBe("5")
    })
  )

  it.scopedLive("refuses a body with more, less or other than what is described", () =>
    Effect.gen(function* () {
      const { launch } = yield* launching
      const bodies = [
        {},
        { ...desktop, platform: "tv" },
        { ...desktop, lobbyUrl: "javascript:alert(1)" },
        { ...desktop, brand: "borealis" }
      ]
      for (const body of bodies) expect((yield* launch(body)).status).toBe(400)
    })
  )
})
