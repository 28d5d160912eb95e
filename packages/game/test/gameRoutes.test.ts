import { describe, expect, it } from "@effect/vitest"
import { Clock, Effect } from "effect"
import { connectTo, launching } from "./support/launching.js"
import { aurora, bearerOf, newCredential, roulette, serviceBearer, slot } from "./support/World.js"

describe("rounds and games over HTTP", () => {
  it.scopedLive("show a player their own round and no other player's", () =>
    Effect.gen(function* () {
      const { player, world } = yield* launching
      const session = yield* world.sit(player)
      const { round } = yield* session.bet({ amount: "1.5" })
      const ask = (who: typeof player, id: string) =>
        world.http.request("GET", `/api/game/rounds/hub88/${id}`, { headers: bearerOf(who) })
      expect((yield* ask(player, round)).json).toMatchObject({ id: round, stakeCash: "1.5", status: "open" })
      const stranger = yield* world.newPlayer(aurora, "1")
      const [other, missing] = yield* Effect.all([ask(stranger, round), ask(player, "none")])
      const bodyOf = ({ json }: typeof other) => ({ ...(json as object), traceId: "" })
      expect(other.status).toBe(404)
      expect(bodyOf(other)).toEqual(bodyOf(missing))
    })
  )

  it.scopedLive("list a brand's games by category and text, page by page, with their states", () =>
    Effect.gen(function* () {
      const { player, world } = yield* launching
      const list = (query: string) =>
        world.http.request("GET", `/api/game/games?${query}`, { headers: bearerOf(player) })
      yield* world.games.setPlayState(aurora, { provider: "hub88", code: roulette.code }, "closed")
      const first = (yield* list("limit=1")).json as { items: ReadonlyArray<object>; nextCursor: string }
      expect(first.items).toEqual([{ ...slot, state: "open" }])
      expect((yield* list(`limit=1&cursor=${first.nextCursor}`)).json).toEqual({
        items: [{ ...roulette, state: "closed" }]
      })
      expect((yield* list("q=ROUL")).json).toMatchObject({ items: [{ code: roulette.code }] })
      expect((yield* list("category=slots")).json).toMatchObject({ items: [{ code: slot.code }] })
      for (const bad of ["limit=0", "limit=x", "category=none", "cursor=none"]) {
        expect((yield* list(bad)).status).toBe(400)
      }
      expect((yield* world.http.request("GET", "/api/game/games")).status).toBe(401)
    })
  )
})

describe("credentials", () => {
  it.scopedLive("rotate with overlap: the old path works until it is ended, and then within a second no more", () =>
    Effect.gen(function* () {
      const { player, world } = yield* launching
      const session = yield* world.sit(player)
      const [old] = yield* world.games.credentials(aurora)
      yield* connectTo(world, world.provider.baseUrl)
      expect((yield* session.bet({ amount: "1" })).taken).toBe(true)
      yield* world.games.endCredential(aurora, "hub88", old!.id, yield* Clock.currentTimeMillis)
      const since = yield* Clock.currentTimeMillis
      const bet = Effect.map(session.bet({ amount: "0.00001" }), ({ exchange }) => exchange.answer.status)
      yield* Effect.repeat(bet, { until: (status) => status === "RS_ERROR_INVALID_PARTNER" })
      expect((yield* Clock.currentTimeMillis) - since).toBeLessThan(1500)
    })
  )

  it.scopedLive(
    "are entered by our services only, never show a private key, and are checked when they are entered",
    () =>
      Effect.gen(function* () {
        const { player, world } = yield* launching
        const path = "/internal/game/brands/aurora/credentials"
        const body = newCredential(world.provider)
        const enter = (changes: object, headers: Record<string, string> = serviceBearer) =>
          world.http.request("POST", path, { headers, body: { ...body, ...changes } })
        expect((yield* enter({}, bearerOf(player))).status).toBe(401)
        const entered = yield* enter({})
        expect(entered.status).toBe(201)
        expect(entered.json).toMatchObject({
          callbackPath: expect.stringMatching(/^\/callbacks\/hub88\/aurora-[a-z0-9]{24}$/)
        })
        const listed = yield* world.http.request("GET", path, { headers: serviceBearer })
        expect(listed.text).toContain("BEGIN PUBLIC KEY")
        for (const { text } of [entered, listed]) expect(text).not.toMatch(/PRIVATE|secret/)
        const wrong = [
          { baseUrl: "file:///etc/passwd" },
          { baseUrl: "http://user:pass@provider.example" },
          { baseUrl: "http://provider.example/?x=1" },
          { providerPublicKey: "no key" },
          { providerPublicKey: world.provider.keys.privateKeyPem },
          { country: "Korea" }
        ]
        for (const changes of wrong) expect((yield* enter(changes)).status).toBe(400)
        expect((yield* enter({ provider: "nobody" })).status).toBe(404)
      })
  )
})
