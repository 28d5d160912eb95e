import { randomBytes, randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import { type AddressInfo, createServer as createSocket } from "node:net"
import { join } from "node:path"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { Closed, type CroupierError, type GamesClient, InvalidInput, openGames } from "@croupier/game/promise"
import { openPlayers, type PlayersClient } from "@croupier/player/promise"
import * as Hub88Simulator from "@croupier/sandbox/hub88/Hub88Simulator"
import { newId, openWallet, transactionKey, type WalletClient } from "@croupier/wallet/promise"
import { afterAll, beforeAll, describe, expect, it } from "@effect/vitest"
import { Effect, ManagedRuntime, Redacted, Scope } from "effect"
import { type Provider, program } from "./games-promise/program.js"

const runtime = ManagedRuntime.make(TestPostgres.layerDatabase([]))
const scope = Effect.runSync(Scope.make())
const keys = [{ id: "2026", key: randomBytes(32).toString("base64") }]
const brand = { key: "mybrand", currencies: ["EUR"] } as const
const dice = { provider: "hub88", code: "dice", name: "Dice", category: "slots", currencies: [] } as const

const databaseOf = () =>
  runtime.runPromise(Effect.map(TestPostgres.TestDatabase, ({ administratorUrl }) => Redacted.value(administratorUrl)))
afterAll(async () => {
  await Effect.runPromise(Scope.close(scope, Effect.void as never))
  await runtime.dispose()
})

const failure = (promise: Promise<unknown>): Promise<CroupierError> =>
  promise.then(
    () => Promise.reject(new Error("it did not fail")),
    (error: CroupierError) => error
  )

const freePort = async () => {
  const server = createSocket()
  await new Promise<void>((listening) => server.listen(0, listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

/** A simulated provider for an operator that serves callbacks on this port. */
const simulate = async (port: number): Promise<Provider> => {
  const simulator = await Effect.runPromise(Scope.extend(Hub88Simulator.make(), scope))
  return {
    baseUrl: simulator.baseUrl,
    publicKey: simulator.keys.publicKeyPem,
    connect: ({ callbackPath, publicKey }) => {
      const callbackUrl = `http://127.0.0.1:${port}${callbackPath}`
      return Effect.runPromise(simulator.connect({ operatorId: "isle", publicKeyPem: publicKey, callbackUrl }))
    },
    play: (url) =>
      Effect.runPromise(
        Effect.gen(function* () {
          const session = yield* simulator.open({ url })
          const bet = yield* session.bet({ amount: "2.50" })
          const win = yield* session.win({ amount: "7", bet: bet.id, round: bet.round })
          expect([bet.taken, win.taken]).toEqual([true, true])
        })
      )
  }
}

it("what the README shows is this program, and a provider's calls reach the wallet through its server", async () => {
  const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8")
  expect(read("../packages/game/README.md")).toContain(`\`\`\`ts\n${read("games-promise/program.ts")}\`\`\``)
  const port = await freePort()
  const { cash } = await program(await databaseOf(), keys, port, await simulate(port))
  expect(cash).toBe("24.5")
})

describe.each(["in memory", "on PostgreSQL"])("games as promises %s", (where) => {
  let wallet: WalletClient
  let players: PlayersClient
  let games: GamesClient

  beforeAll(async () => {
    const store = where === "in memory" ? { memory: true as const } : { databaseUrl: await databaseOf(), keys }
    wallet = await openWallet({ ...store, brand })
    players = await openPlayers({ ...store, brand, gate: wallet })
    games = await openGames({ ...store, brand, wallet, players, allowLoopback: true })
    await games.putGames({ games: [dice] })
  })
  afterAll(async () => {
    await games?.close()
    await players?.close()
    await wallet?.close()
  })

  const signUp = async () => {
    const profile = { birthDate: "1990-05-17" }
    const form = { username: `kim${randomUUID().slice(0, 8)}`, password: "three-quiet-otters", profile }
    const { accessToken } = await players.register({ ...form, client: { address: "203.0.113.7", device: null } })
    return players.verify(accessToken)
  }
  const demo = { provider: "hub88", code: "dice", platform: "desktop", lang: "en" } as const

  it("lists games page by page, and shows the state that was set for one of them", async () => {
    const more = { ...dice, code: "cards", name: "Cards", category: "table" } as const
    await games.putGames({ games: [more] })
    await games.setPlayState({ target: { provider: "hub88", code: "cards" }, state: "closed" })
    const first = await games.list({ limit: 1 })
    expect(first.items).toEqual([{ ...more, state: "closed" }])
    const second = await games.list({ limit: 1, cursor: first.nextCursor! })
    expect(second).toEqual({ items: [{ ...dice, state: "open" }] })
    expect((await games.list({ category: "slots" })).items.map(({ code }) => code)).toEqual(["dice"])
  })

  it("launches, answers the provider's calls, and lists them with the round in decimal amounts", async () => {
    const server = createServer(games.callbacks)
    await new Promise<void>((listening) => server.listen(0, listening))
    const hub88 = await simulate((server.address() as AddressInfo).port)
    const of = { provider: "hub88", operatorId: "isle", country: "MT" }
    const credential = await games.issueCredential({
      ...of,
      baseUrl: hub88.baseUrl,
      providerPublicKey: hub88.publicKey
    })
    expect(await games.credentials()).toMatchObject([{ id: credential.id, operatorId: "isle" }])
    await hub88.connect(credential)
    const player = await signUp()
    const from = { kind: "bank", sub: "main" } as const
    await wallet.deposit({ wallet: player.player, key: transactionKey("bank", newId()), amount: "10", from })
    const { currency, url } = await games.launch({ player, ...demo })
    expect(currency).toBe("EUR")
    await hub88.play(url)
    expect(await wallet.balance(player.player)).toMatchObject({ cash: "14.5" })
    const call = await eventually(async () =>
      (await games.calls({ player: player.player })).items.find(({ path }) => path === "transaction/win")
    )
    const round = await games.round({ player: player.player, provider: "hub88", id: call.round! })
    expect(round).toMatchObject({ stakeCash: "2.5", payoutCash: "7", currency: "EUR", game: "dice" })
    expect(await games.replay({ id: call.id })).toMatchObject({ refusal: null, commands: [{ _tag: "win" }] })
    await players.exclude({ player: player.player, length: "24-hours" })
    expect(await failure(games.launch({ player, ...demo }))).toMatchObject({ code: "play-blocked" })
    const { id } = credential
    await games.endCredential({ provider: "hub88", id, validUntil: Date.now() - 1 })
    const ended = await failure(games.launch({ player: await signUp(), ...demo }))
    expect(ended).toMatchObject({ code: "provider-not-configured" })
    await new Promise((closed) => server.close(closed))
  })

  it("answers callbacks as a function of Request too: an unsigned call is refused in the provider's words", async () => {
    const body = JSON.stringify({ user: "nobody" })
    const response = await games.fetchCallbacks(
      new Request("http://localhost/callbacks/hub88/none/user/balance", { method: "POST", body })
    )
    expect(await response.json()).toMatchObject({ status: "RS_ERROR_INVALID_PARTNER" })
  })

  it("rejects with plain errors: a problem by its code, wrong input and unknown members by their names", async () => {
    const player = await signUp()
    expect(await failure(games.launch({ player, ...demo, code: "none" }))).toMatchObject({ code: "game-not-found" })
    const input = await failure(games.launch({ player, ...demo, lang: "english" }))
    expect(input).toBeInstanceOf(InvalidInput)
    expect(input.detail).toMatch(/^lang: /)
    expect((await failure(games.list({ catgory: "slots" } as never))).detail).toMatch(/catgory/)
    expect(await failure(games.round({ player: player.player, provider: "hub88", id: "r" }))).toMatchObject({
      code: "round-not-found"
    })
  })

  it("is healthy while all of it runs, and rejects calls after the close", async () => {
    expect(await games.health()).toMatchObject({ status: "ok", problems: [] })
    await games.close()
    expect(await failure(games.list())).toBeInstanceOf(Closed)
  })
})

describe("openGames", () => {
  it("does not open over a wallet that is no open client, or one in memory under games on PostgreSQL", async () => {
    const other = { domain: "wallet", close: async () => {} } as const
    expect(await failure(openGames({ memory: true, brand, wallet: other }))).toMatchObject({ code: "unknown-client" })
    const wallet = await openWallet({ memory: true, brand })
    const mixed = failure(openGames({ databaseUrl: await databaseOf(), keys, brand, wallet }))
    expect(await mixed).toMatchObject({ code: "unknown-client" })
    await wallet.close()
  })

  it("needs no players: a launch takes any player with a wallet", async () => {
    const wallet = await openWallet({ memory: true, brand })
    const games = await openGames({ memory: true, brand, wallet })
    const player = { player: newId(), code: "abcdefghij", session: newId() }
    expect(
      await failure(games.launch({ player, provider: "hub88", code: "dice", platform: "mobile", lang: "en" }))
    ).toMatchObject({ code: "game-not-found" })
    await games.close()
    await wallet.close()
  })
})

const eventually = async <A>(ask: () => Promise<A | undefined>): Promise<A> => {
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await new Promise((again) => setTimeout(again, 50))
  }
}
