import * as OutboundAccount from "@croupier/core/OutboundAccount"
import { make as makeClient } from "@croupier/sandbox/softswiss/SoftswissClient"
import * as SoftswissSignature from "@croupier/sandbox/softswiss/SoftswissSignature"
import { codeOf } from "@croupier/sandbox/softswiss/SoftswissWire"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { atWheel, makeSoftswissWorld, one, wheel } from "../support/SoftswissWorld.js"
import { aurora, borealis, eur } from "../support/World.js"

describe("a softswiss call", () => {
  it.scopedLive("reaches no wallet unless exactly these bytes were signed with the shared secret", () =>
    Effect.gen(function* () {
      const { body, client, connection, world } = yield* atWheel
      const sound = body()
      const right = SoftswissSignature.sign(connection.secret, sound)
      const wrong = [
        null,
        "",
        "not hex",
        right.toUpperCase(),
        right.slice(0, -2),
        `${right}00`,
        right.replace(/^../, (first) => (first === "00" ? "01" : "00")),
        SoftswissSignature.sign(SoftswissSignature.makeSecret(), sound),
        SoftswissSignature.sign("", sound)
      ]
      for (const signature of wrong) {
        const { answer, httpStatus } = yield* client.raw("betwin", sound, signature)
        expect([signature, httpStatus, answer.apiCode]).toEqual([signature, 400, "403"])
      }
      const changed = yield* client.raw("betwin", sound.replace("1.50", "1.51"), right)
      expect(changed.answer.apiCode).toBe("403")
      expect(yield* world.takeCalls).toEqual([])
      expect(new Set(yield* world.securityEvents)).toEqual(new Set(["bad-signature"]))
      expect(codeOf(yield* client.raw("betwin", sound, right))).toBe("200")
    })
  )

  it.scopedLive("reaches no wallet of another brand, of an unknown player, or in another currency", () =>
    Effect.gen(function* () {
      const { body, client, player, session, world } = yield* atWheel
      const other = yield* world.connect(borealis)
      const elsewhere = yield* makeClient(other)
      expect((yield* elsewhere.raw("betwin", body())).answer.apiCode).toBe("403")
      expect(yield* world.securityEvents).toEqual(["foreign-account"])
      const stranger = yield* world.newPlayer(aurora, "10", eur)
      yield* world.takeCalls
      for (const account_id of [OutboundAccount.make(aurora, stranger.code), "nobody", `${session.seat.account}x`]) {
        expect((yield* client.raw("betwin", body({ account_id }))).answer.apiCode).toBe("101")
      }
      expect((yield* client.raw("betwin", body({ currency: "KRW" }))).answer.apiCode).toBe("154")
      expect(
        (yield* client.raw("balance", body({ currency: "KRW", round_id: undefined, transactions: undefined }))).answer
          .apiCode
      ).toBe("154")
      expect(yield* world.takeCalls).toEqual([])
      expect(yield* world.wallet.balance(aurora, player.player)).toMatchObject({ cash: 100_000_000n })
    })
  )

  it.scopedLive("rolls back nothing of another player", () =>
    Effect.gen(function* () {
      const { session, world } = yield* atWheel
      const victim = yield* world.sit(aurora, "50")
      const bet = yield* victim.session.betwin(one("bet", "20"))
      const back = yield* session.rollback({ of: bet.ids, round: bet.round })
      expect([codeOf(back.exchange), back.taken]).toEqual(["400", false])
      expect((yield* victim.session.balance).answer.balance).toBe("30.00")
    })
  )
})

describe("a softswiss credential", () => {
  it.scopedLive("is the secret that both sides share: it signs launches, verifies calls, and is never disclosed", () =>
    Effect.gen(function* () {
      const { player, world } = yield* atWheel
      const secret = SoftswissSignature.makeSecret()
      const entered = {
        provider: "softswiss",
        operatorId: "casino-2",
        baseUrl: world.provider.baseUrl,
        country: "MT",
        providerPublicKey: secret,
        depositUrl: "https://aurora.example/deposit"
      }
      const view = yield* world.games.issueCredential(aurora, entered)
      expect(view.publicKey).toBe("")
      expect(JSON.stringify(yield* world.games.credentials(aurora))).not.toContain(secret)
      const [stored] = yield* world.credentials.list(aurora)
      expect(JSON.stringify(stored)).not.toContain(secret)
      const callbackUrl = world.http.baseUrl + view.callbackPath
      yield* world.provider.connect({ operatorId: "casino-2", secret, callbackUrl })
      const request = { platform: "mobile", lang: "en", lobbyUrl: "https://aurora.example/" } as const
      const launch = yield* world.games.launch(player, "softswiss", wheel.code, request)
      const session = yield* world.provider.open(launch)
      expect((yield* session.betwin(one("bet", "1"))).taken).toBe(true)
      const demo = yield* world.games.launch(player, "softswiss", wheel.code, { ...request, demo: true })
      expect(demo.account).toBe(null)
      expect((yield* Effect.flip(world.provider.open(demo)))._tag).toBe("NoSuchSession")
    })
  )

  it.scopedLive("is not taken with a secret that could be guessed", () =>
    Effect.gen(function* () {
      const world = yield* makeSoftswissWorld
      for (const providerPublicKey of ["", "a".repeat(31), `${"a".repeat(31)} `, "ä".repeat(32), "a".repeat(256)]) {
        const entered = {
          provider: "softswiss",
          operatorId: "o",
          baseUrl: "https://p.example",
          country: "MT",
          providerPublicKey
        }
        const problem = yield* Effect.flip(world.games.issueCredential(aurora, entered))
        expect(problem).toMatchObject({ _tag: "InvalidProviderKey", detail: expect.stringContaining("secret") })
      }
    })
  )
})
