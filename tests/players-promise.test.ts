import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import {
  Closed,
  CroupierError,
  InvalidInput,
  NotReady,
  openPlayers,
  type PlainPlayGate,
  type PlayersClient,
  Unavailable
} from "@croupier/player/promise"
import { newId, openWallet, transactionKey, type WalletClient } from "@croupier/wallet/promise"
import { afterAll, beforeAll, describe, expect, it } from "@effect/vitest"
import { Effect, ManagedRuntime, Redacted } from "effect"
import { program } from "./players-promise/program.js"

const runtime = ManagedRuntime.make(TestPostgres.layerDatabase([]))
const keys = [{ id: "2026", key: randomBytes(32).toString("base64") }]
const brand = { key: "mybrand", currencies: ["EUR"], timezone: "Europe/Malta" } as const
const client = { address: "203.0.113.7", device: "a test" }
const profile = { name: "Kim Minsu", birthDate: "1990-05-17" }
const numerals = ["", "Uno", "Duo", "Tres", "Quattuor", "Quinque", "Sex", "Septem"]
const password = "three-quiet-otters"

const databaseOf = () =>
  runtime.runPromise(Effect.map(TestPostgres.TestDatabase, ({ administratorUrl }) => Redacted.value(administratorUrl)))
afterAll(() => runtime.dispose())

const failure = (promise: Promise<unknown>): Promise<CroupierError> =>
  promise.then(
    () => Promise.reject(new Error("it did not fail")),
    (error: CroupierError) => error
  )

it("what the README shows is this program, and it runs", async () => {
  const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8")
  expect(read("../packages/player/README.md")).toContain(`\`\`\`ts\n${read("players-promise/program.ts")}\`\`\``)
  const { blocked, owner, player } = await program(await databaseOf(), keys)
  expect(owner.player).toBe(player.id)
  expect(blocked).toContain("bet")
})

describe("players as promises, over the wallet's", () => {
  let databaseUrl: string
  let wallet: WalletClient
  let players: PlayersClient
  let number = 0

  const register = async () => {
    number += 1
    const profile = { name: `Kim Minsu ${numerals[number]}`, birthDate: `19${60 + number}-05-17` }
    return await players.register({ username: `lucky.kim${number}`, password, profile, client })
  }
  const bet = (player: string) =>
    wallet.bet({
      wallet: player,
      amount: "1",
      round: { provider: "mygames", id: newId() },
      game: { code: "dice", category: "slots" },
      key: transactionKey("mygames", newId())
    })

  beforeAll(async () => {
    databaseUrl = await databaseOf()
    wallet = await openWallet({ databaseUrl, brand })
    players = await openPlayers({ databaseUrl, brand: brand.key, keys, gate: wallet })
  })
  afterAll(async () => {
    await players?.close()
    await wallet?.close()
  })

  it("a registration opens a wallet, signs in, and its token names the player", async () => {
    const { accessToken, player, restricted } = await register()
    expect(restricted).toBe(false)
    expect(player.status).toBe("active")
    expect(await wallet.balance(player.id)).toMatchObject({ currency: "EUR", cash: "0" })
    expect(await players.verify(accessToken)).toMatchObject({ player: player.id })
    expect((await players.login({ username: player.username, password, client })).player.id).toBe(player.id)
    expect(await failure(players.verify(`${accessToken}x`))).toMatchObject({ code: "token-refused" })
  })

  it("a suspended player's bets are refused by the wallet, and taken again afterwards", async () => {
    const { player } = await register()
    const of = { player: player.id, actor: { kind: "operator", id: "ann" } } as const
    await wallet.deposit({ wallet: player.id, amount: "10", from: { kind: "bank", sub: "main" }, key: newKey() })
    await bet(player.id)
    await players.setStatus({ ...of, status: "suspended", reason: "a check" })
    expect(await failure(bet(player.id))).toMatchObject({ code: "player-locked" })
    await players.setStatus({ ...of, status: "active", reason: "checked" })
    await bet(player.id)
  })

  it("an exclusion holds at the wallet at once", async () => {
    const { player } = await register()
    await wallet.deposit({ wallet: player.id, amount: "10", from: { kind: "bank", sub: "main" }, key: newKey() })
    expect(await players.exclude({ player: player.id, length: "24-hours" })).toMatchObject({ length: "24-hours" })
    expect(await failure(bet(player.id))).toMatchObject({ code: "player-locked" })
  })

  it("limits are decimal strings, and what a player asks for holds at the wallet", async () => {
    const { player } = await register()
    const limits = [{ kind: "stake", period: "day", amount: "0.5" }] as const
    await players.changeLimits({ player: player.id, limits })
    await wallet.deposit({ wallet: player.id, amount: "10", from: { kind: "bank", sub: "main" }, key: newKey() })
    expect(await failure(bet(player.id))).toMatchObject({ code: "limit" })
    expect(await players.limits({ player: player.id })).toMatchObject({ limits })
  })

  it("rejects with plain errors: a problem by its code, wrong input and unknown members by their names", async () => {
    const { player } = await register()
    const wrong = await failure(players.login({ username: player.username, password: "wrong-otters-here", client }))
    expect(wrong).toBeInstanceOf(CroupierError)
    expect(wrong).toMatchObject({ code: "login-failed", outcome: "not-applied" })
    const input = await failure(players.me({ player: "not an id" }))
    expect(input).toBeInstanceOf(InvalidInput)
    expect(input.detail).toMatch(/^player: /)
    const typo = await failure(players.me({ player: player.id, palyer: "typo" } as never))
    expect(typo).toBeInstanceOf(InvalidInput)
    expect(typo.detail).toMatch(/palyer/)
    expect(await failure(players.me(undefined as never))).toBeInstanceOf(InvalidInput)
    expect(await failure(players.me({ player: newId() }))).toMatchObject({ code: "player-not-found" })
  })

  it("a gate of the app's own is asked; one that fails leaves the registration to be repeated", async () => {
    const opened: Array<string> = []
    let fails = true
    const gate: PlainPlayGate = {
      open: async ({ player }) => {
        if (fails) throw new Error("no answer")
        opened.push(player)
      },
      change: async () => {},
      current: async () => ({ blocks: [], limits: [] })
    }
    const own = await openPlayers({
      databaseUrl,
      brand: brand.key,
      keys,
      gate,
      maintenance: false,
      relay: false,
      log: () => {}
    })
    const form = { username: "own.gate", password, profile, client }
    expect(await failure(own.register(form))).toBeInstanceOf(Unavailable)
    fails = false
    const { player } = await own.register(form)
    expect(opened).toEqual([player.id])
    await own.close()
    expect(await failure(own.me({ player: player.id }))).toBeInstanceOf(Closed)
  })

  it("does not open with keys that are no keys, or a brand that is not there", async () => {
    const options = { databaseUrl, brand: brand.key, keys, gate: wallet }
    expect(await failure(openPlayers({ ...options, keys: [{ id: "k", key: "short" }] }))).toBeInstanceOf(NotReady)
    expect(await failure(openPlayers({ ...options, brand: "other" }))).toMatchObject({ code: "unknown-brand" })
  })
})

const newKey = () => transactionKey("mygames", newId())
