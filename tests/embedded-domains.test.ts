import { randomBytes } from "node:crypto"
import * as Amount from "@croupier/core/Amount"
import * as KeyRing from "@croupier/core/auth/KeyRing"
import { Brand, Licence } from "@croupier/core/Brand"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { Games } from "@croupier/game/contract"
import * as EmbeddedGames from "@croupier/game/embedded"
import { ExclusionRegister, Players, Registration } from "@croupier/player/contract"
import * as EmbeddedPlayers from "@croupier/player/embedded"
import { TransactionKey, Wallet } from "@croupier/wallet/contract"
import * as EmbeddedWallet from "@croupier/wallet/embedded"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer, Logger, Redacted, Schema } from "effect"

const newKeys = (id: string) => [{ id, key: randomBytes(32).toString("base64") }]
const keys = newKeys("2026")

const licence = Schema.decodeSync(Licence)({ key: "test", jurisdiction: "MT", minimumAge: 18, requiredProfile: [] })
const brand = Schema.decodeSync(Brand)({
  ...{ key: "mybrand", licence: "test", displayName: "Mine", timezone: "Europe/Malta", status: "open" },
  ...{ currencies: ["EUR"], reportingCurrency: "EUR" }
})
const actor = { kind: "operator", id: "ann" } as const

/** All three domains in one app, as the how-to composes them. */
const all = (options: EmbeddedPlayers.EmbeddedPlayersOptions) =>
  EmbeddedGames.layer(options).pipe(
    Layer.provideMerge(EmbeddedPlayers.layer(options)),
    Layer.provideMerge(EmbeddedWallet.layer(options)),
    Layer.provide(ExclusionRegister.none)
  )

const options = Effect.map(TestPostgres.TestDatabase, ({ administratorUrl }) => ({
  databaseUrl: Redacted.value(administratorUrl),
  keys
}))

const refusal = (given: EmbeddedPlayers.EmbeddedPlayersOptions) => Effect.flip(Effect.scoped(Layer.build(all(given))))

const quiet = Logger.remove(Logger.defaultLogger)

const register = Effect.gen(function* () {
  yield* (yield* EmbeddedPlayers.EmbeddedPlayers).registerBrand(brand, licence)
  const { register: join } = yield* Players
  const form = Schema.decodeSync(Registration)({
    username: "lucky.kim",
    password: "three-quiet-otters",
    profile: { name: "Kim Minsu", birthDate: "1990-05-17" }
  })
  return yield* join({ brand: brand.key, client: { address: "203.0.113.7", device: null }, ...form })
})

describe("wallet, players and games embedded in one app", () => {
  it.live("work together, stay readable after a restart with the same keys, and are refused with other ones", () =>
    Effect.gen(function* () {
      const given = yield* options
      const player = yield* Effect.gen(function* () {
        const signedIn = yield* register
        const wallet = yield* Wallet
        const of = { brand: brand.key, wallet: signedIn.player.id, currency: brand.currencies[0], actor }
        const euro = 1_000_000n
        const deposited = yield* wallet.post({
          _tag: "deposit",
          ...of,
          key: TransactionKey.once("deposit", "1"),
          amount: Amount.fromUnits(20n * euro),
          from: { kind: "bank", sub: "main" }
        })
        expect(deposited._tag).toBe("ok")
        const bet = (id: string) =>
          wallet.post({
            _tag: "bet",
            ...of,
            key: TransactionKey.provider("hub88", "money", id),
            amount: Amount.fromUnits(euro),
            round: { provider: "hub88", id: "1" },
            game: { code: "dice", category: "slots" }
          })
        expect((yield* bet("1"))._tag).toBe("ok")
        const { setStatus } = yield* Players
        const about = { brand: brand.key, player: signedIn.player.id, reason: "asked", actor }
        yield* setStatus({ ...about, status: "suspended" })
        expect(yield* bet("2")).toMatchObject({ _tag: "refused", reason: "player-locked" })
        const games = yield* Games
        yield* games.putGames(brand.key, [
          { provider: "hub88", code: "dice", name: "Dice", category: "slots", currencies: [] }
        ])
        expect((yield* games.list(brand.key, { limit: 10 })).items.map(({ code }) => code)).toEqual(["dice"])
        for (const domain of [
          yield* EmbeddedWallet.EmbeddedWallet,
          yield* EmbeddedPlayers.EmbeddedPlayers,
          yield* EmbeddedGames.EmbeddedGames
        ]) {
          expect((yield* domain.health).problems).toEqual([])
        }
        return signedIn.player
      }).pipe(Effect.provide(all(given)))

      const again = Effect.flatMap(Players, ({ me }) => me({ brand: brand.key, player: player.id }))
      const own = yield* Effect.provide(again, all({ ...given, migrate: false }))
      expect(own.person.name).toBe("Kim Minsu")

      const foreign = yield* refusal({ ...given, keys: newKeys("2026") })
      expect(foreign).toMatchObject({ code: "invalid-keys" })
      expect(foreign.message).toContain("encrypted with different keys")
    }).pipe(Effect.provide(TestPostgres.layerDatabase([])))
  )

  it.live("refuse a key ring in memory, and keys that are none, in one line", () =>
    Effect.gen(function* () {
      const given = yield* options
      const memory = yield* refusal({ ...given, keys: KeyRing.layerMemory })
      expect(memory.code).toBe("keys-in-memory")
      expect(memory.message).toMatch(
        /key ring is in memory and the store is a database.*would be unreadable after a restart/
      )
      for (const [wrong, line] of [
        [[], "there is none"],
        [[{ id: "a", key: "short" }], 'the key "a" is not 32 bytes in base64'],
        [[...newKeys("a"), ...newKeys("a")], "two have the same id"]
      ] as const) {
        const error = yield* refusal({ ...given, keys: wrong })
        expect(error.code).toBe("invalid-keys")
        expect(error.message).toContain(line)
        expect(error.message).not.toContain("\n")
      }
    }).pipe(Effect.provide(TestPostgres.layerDatabase([])))
  )

  it.live("say what is not running, each for its own part", () =>
    Effect.gen(function* () {
      const given = yield* options
      const asked = Effect.gen(function* () {
        const players = yield* (yield* EmbeddedPlayers.EmbeddedPlayers).health
        const games = yield* (yield* EmbeddedGames.EmbeddedGames).health
        return [players, games].map(({ problems }) => problems.map(({ code }) => code))
      }).pipe(Effect.provide(all({ ...given, relay: false, maintenance: false })))
      const codes = yield* Effect.provide(asked, quiet)
      expect(codes).toEqual([["relay-not-running", "maintenance-not-running"], ["maintenance-not-running"]])
    }).pipe(Effect.provide(TestPostgres.layerDatabase([])))
  )

  it.live("name the version that is missing, and the command that makes it", () =>
    Effect.gen(function* () {
      const given = yield* options
      yield* EmbeddedWallet.migrate(given)
      const players = yield* refusal({ ...given, migrate: false })
      expect(players.message).toMatch(/schema croupier_player is at version 0, but player [\d.]+ needs version \d+/)
      expect(players.message).toContain("import('@croupier/player/embedded')")
      yield* EmbeddedPlayers.migrate(given)
      const games = yield* refusal({ ...given, migrate: false })
      expect(games.message).toMatch(/schema croupier_game is at version 0, but game [\d.]+ needs version \d+/)
    }).pipe(Effect.provide(TestPostgres.layerDatabase([])))
  )
})
