import * as Amount from "@croupier/core/Amount"
import { Brand, Licence } from "@croupier/core/Brand"
import { type PlayerId, uuidv7 } from "@croupier/core/Ids"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { TransactionKey, Wallet, WithdrawalPolicy } from "@croupier/wallet/contract"
import * as EmbeddedWallet from "@croupier/wallet/embedded"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Schedule, Schema } from "effect"
import { Rolling } from "../src/contract/Rolling.js"
import * as EmbeddedRolling from "../src/embedded.js"

const licence = Schema.decodeSync(Licence)({ key: "test", jurisdiction: "MT", minimumAge: 18, requiredProfile: [] })
const brand = Schema.decodeSync(Brand)({
  ...{ key: "mybrand", licence: "test", displayName: "Mine", timezone: "Europe/Malta", status: "open" },
  ...{ currencies: ["EUR"], reportingCurrency: "EUR" }
})

describe("turnover embedded beside a wallet in one app", () => {
  it.live(
    "counts what the wallet posts, and decides its withdrawals",
    () =>
      Effect.gen(function* () {
        const { administratorUrl } = yield* TestPostgres.TestDatabase
        const options = { databaseUrl: Redacted.value(administratorUrl) }
        const app = EmbeddedRolling.layer(options).pipe(Layer.provideMerge(EmbeddedWallet.layer(options)))
        yield* Effect.gen(function* () {
          const embedded = yield* EmbeddedRolling.EmbeddedRolling
          yield* embedded.registerBrand(brand, licence)
          const wallet = yield* Wallet
          const player = uuidv7(Date.now()) as PlayerId
          const of = {
            ...{ brand: brand.key, wallet: player, currency: brand.currencies[0] },
            actor: { kind: "system", id: "app" } as const
          }
          const ten = { ...of, amount: Amount.fromUnits(10_000_000n) }
          yield* wallet.post({ _tag: "open", ...of, key: TransactionKey.once("open", player), kind: "player" })
          yield* wallet.post({
            ...{ _tag: "deposit", ...ten, key: TransactionKey.once("deposit", player) },
            from: { kind: "bank", sub: "main" }
          })
          const { ask } = yield* WithdrawalPolicy
          const answered = Effect.repeat(ask({ ...ten, player, version: 1n }), {
            until: ({ _tag }) => _tag !== "not-ready",
            schedule: Schedule.spaced("50 millis").pipe(Schedule.upTo("60 seconds"))
          })
          yield* answered
          expect(yield* ask({ ...ten, player, version: 1n })).toMatchObject({
            _tag: "refused",
            reasons: [{ code: "turnover-missing", detail: "10 EUR has still to be staked for a deposit." }]
          })
          const round = { provider: "hub88", id: "1" }
          yield* wallet.post({
            ...{ _tag: "bet", ...ten, key: TransactionKey.provider("hub88", "money", "1"), round, closesRound: true },
            game: { code: "dice", category: "slots" }
          })
          const rolling = yield* Rolling
          yield* Effect.repeat(rolling.withdrawable({ brand: brand.key, player }), {
            until: ({ allowed }) => allowed,
            schedule: Schedule.spaced("50 millis").pipe(Schedule.upTo("60 seconds"))
          })
          expect((yield* rolling.withdrawable({ brand: brand.key, player })).allowed).toBe(true)
          expect((yield* embedded.health).problems).toEqual([])
        }).pipe(Effect.provide(app))
      }).pipe(Effect.provide(TestPostgres.layerDatabase([]))),
    180_000
  )
})
