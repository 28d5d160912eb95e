import { type Adapter, adapters, Providers } from "@croupier/game/provider"
import { softswiss } from "@croupier/game/softswiss/softswiss"
import { softswissPolicy } from "@croupier/game/softswiss/softswissPolicy"
import * as SoftswissSignature from "@croupier/sandbox/softswiss/SoftswissSignature"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Either, Layer, Schedule } from "effect"
import { Credentials } from "../src/internal/credential/Credentials.js"
import { connected } from "../src/internal/jobs/connected.js"
import { aurora, bearerOf, eur, makeWorldWith, serviceBearer } from "./support/World.js"

const named = (provider: string, of = provider): Adapter => ({
  ...softswiss,
  provider,
  policy: { ...softswissPolicy, provider: of }
})

const faultOf = (all: ReadonlyArray<Adapter>): string =>
  Either.match(Providers.make(all), { onLeft: String, onRight: (found) => `takes ${[...found.keys()]}` })

describe("the providers of a process", () => {
  it("are taken by name, in the order in which they were given", () => {
    expect(faultOf([...adapters, named("a-third-1")])).toBe("takes hub88,softswiss,a-third-1")
    expect(faultOf([])).toBe("takes ")
  })

  it.each([
    [[named("same"), named("other"), named("same")], 'has two providers named "same"'],
    [[...adapters, named("hub88")], 'has two providers named "hub88"'],
    [[named("Third")], 'has a provider named "Third": a name is 2 to 32 characters of a-z, 0-9 and -'],
    [[named("a/b")], 'has a provider named "a/b"'],
    [[named("x")], 'has a provider named "x"'],
    [[named("x".repeat(33))], `has a provider named "${"x".repeat(33)}"`],
    [[named("request")], 'has a provider named "request": transaction keys reserve that name'],
    [[named("once")], 'has a provider named "once": transaction keys reserve that name'],
    [[named("third", "fourth")], 'has a provider "third" with the policy of "fourth"']
  ])("are a configuration error where they cannot be distinguished or found: %#", (all, complaint) => {
    expect(faultOf(all)).toContain(complaint)
  })

  it.effect("end the start with every complaint at once", () =>
    Effect.gen(function* () {
      const wrong = Providers.layer([named("A"), named("same"), named("same", "other")])
      const error = yield* Effect.flip(Layer.build(wrong))
      for (const complaint of ['named "A"', 'two providers named "same"', 'the policy of "other"']) {
        expect(String(error)).toContain(complaint)
      }
    }).pipe(Effect.scoped)
  )
})

const secret = "0123456789abcdef0123456789abcdef"
const game = { provider: "third", code: "wheel", name: "Wheel", category: "slots", currencies: [] } as const
const third: Adapter = {
  ...named("third"),
  launch: (credential, { account }) => Effect.succeed(`${credential.baseUrl}/${account}`)
}
const wanted = {
  provider: "third",
  operatorId: "operator",
  baseUrl: "https://third.example",
  providerPublicKey: secret,
  country: "MT"
}

/** A world of these providers, with the game of the third in its catalogue. */
const worldOf = (all: ReadonlyArray<Adapter>) =>
  Effect.gen(function* () {
    const world = yield* makeWorldWith(Either.getOrThrow(Providers.make(all)))
    yield* world.games.putGames(aurora, [game])
    const player = yield* world.newPlayer(aurora, "10", eur)
    const issue = world.http.request("POST", "/internal/game/brands/aurora/credentials", {
      headers: serviceBearer,
      body: wanted
    })
    const launch = world.http.request("POST", "/api/game/games/third/wheel/launch", {
      headers: bearerOf(player),
      body: { platform: "desktop", lang: "en" }
    })
    const call = (path: string, fields: object, key = secret) => {
      const body = JSON.stringify(fields)
      return world.http.request("POST", path, {
        body,
        headers: { "x-request-sign": SoftswissSignature.sign(key, body) }
      })
    }
    return { world, player, issue, launch, call }
  })

describe("a provider that a team adds", () => {
  it.scopedLive("gets credentials, launches, callbacks, replays and jobs like those of the package", () =>
    Effect.gen(function* () {
      const { call, issue, launch, player, world } = yield* worldOf([...adapters, third])
      const issued = yield* issue
      expect(issued.status).toBe(201)
      const { callbackPath } = issued.json as { readonly callbackPath: string }
      expect(callbackPath).toMatch(/^\/callbacks\/third\/aurora-/)
      expect(yield* world.games.credentials(aurora)).toMatchObject([{ provider: "third", callbackPath }])

      const account = `aurora_${player.code}`
      expect((yield* launch).json).toMatchObject({ url: `https://third.example/${account}`, account })
      const ask = { account_id: account, currency: "EUR" }
      expect((yield* call(`${callbackPath}/balance`, ask)).json).toEqual({ balance: "10.00" })
      expect((yield* call(`${callbackPath}/balance`, ask, "another".repeat(9))).json).toMatchObject({
        meta: { api_code: "403" }
      })
      expect((yield* call("/callbacks/third", ask)).json).toMatchObject({ meta: { api_code: "403" } })
      const tooLong = yield* world.http.request("POST", `${callbackPath}/balance`, { body: "x".repeat(200_000) })
      expect(tooLong.json).toMatchObject({ meta: { api_code: "400" } })

      const replayed = yield* Effect.retry(
        Effect.flatMap(world.games.calls(aurora, { provider: "third", limit: 1 }), ({ items: [kept] }) =>
          world.games.replay(aurora, kept?.id ?? "")
        ),
        Schedule.spaced("5 millis")
      )
      expect(replayed.answers.retryable).toMatchObject({ status: 500 })

      const found = yield* connected(aurora).pipe(
        Effect.provideService(Credentials, world.credentials),
        Effect.provide(Providers.layer([...adapters, third]))
      )
      expect(found.map(({ adapter }) => adapter.provider)).toEqual(["third"])
    })
  )

  it.scopedLive("is an unknown one to a process that was not given it", () =>
    Effect.gen(function* () {
      const { call, issue, launch } = yield* worldOf(adapters)
      expect((yield* issue).json).toMatchObject({ status: 404, title: "Provider not found" })
      expect((yield* launch).json).toMatchObject({
        status: 503,
        title: "The game provider is not configured"
      })
      const unknown = yield* call("/callbacks/third/aurora-x/balance", {})
      expect(unknown.status).toBe(404)
      expect(unknown.headers.get("content-type")).toBe("application/problem+json")
    })
  )
})
