import { randomBytes } from "node:crypto"
import * as Amount from "@croupier/core/Amount"
import { Brand, Licence } from "@croupier/core/Brand"
import { makeUuid } from "@croupier/core/Ids"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { ExclusionRegister, Players, Registration } from "@croupier/player/contract"
import * as EmbeddedPlayers from "@croupier/player/embedded"
import { TransactionKey, Wallet } from "@croupier/wallet/contract"
import * as EmbeddedWallet from "@croupier/wallet/embedded"
import { expect, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Schedule, Schema } from "effect"
import { Agents, NewAgent } from "../src/contract.js"
import * as EmbeddedAgents from "../src/embedded.js"

const licence = Schema.decodeSync(Licence)({ key: "test", jurisdiction: "MT", minimumAge: 18, requiredProfile: [] })
const brand = Schema.decodeSync(Brand)({
  ...{ key: "mybrand", licence: "test", displayName: "Mine", timezone: "Europe/Malta", status: "open" },
  ...{ currencies: ["EUR"], reportingCurrency: "EUR" }
})
const by = { kind: "operator", id: "ann" } as const
const euros = (count: bigint) => Amount.fromUnits(count * 1_000_000n)
const currency = brand.currencies[0]

const all = (options: EmbeddedAgents.EmbeddedAgentsOptions) =>
  EmbeddedAgents.layer(options).pipe(
    Layer.provideMerge(EmbeddedPlayers.layer(options)),
    Layer.provideMerge(EmbeddedWallet.layer(options)),
    Layer.provide(ExclusionRegister.none)
  )

const eventually = <A, E, R>(look: Effect.Effect<A, E, R>, isThere: (found: A) => boolean) =>
  Effect.repeat(look, {
    until: isThere,
    schedule: Schedule.spaced("100 millis").pipe(Schedule.upTo("60 seconds"))
  }).pipe(Effect.zipRight(look))

it.live(
  "wallet, players and agents embedded in one app: a player's bet earns the agent of the code, who converts it",
  () =>
    Effect.gen(function* () {
      const { administratorUrl } = yield* TestPostgres.TestDatabase
      const keys = [{ id: "2026", key: randomBytes(32).toString("base64") }]
      const given = { databaseUrl: Redacted.value(administratorUrl), keys }
      yield* Effect.gen(function* () {
        const embedded = yield* EmbeddedAgents.EmbeddedAgents
        yield* embedded.registerBrand(brand, licence)
        // Each domain serves brands from a directory of its own, which follows the table.
        yield* (yield* EmbeddedPlayers.EmbeddedPlayers).registerBrand(brand, licence)
        const agents = yield* Agents
        const approvedUpTo = [{ currency, amount: euros(100n) }]
        const policy = { counts: "cash", suspendedShare: "held", approvedUpTo } as const
        yield* agents.setPolicy({ brand: brand.key, by, policy })
        const form = Schema.decodeSync(NewAgent)({
          ...{
            parent: null,
            username: "valletta",
            password: "three-quiet-otters",
            displayName: "V",
            referralCode: "VLT-1"
          },
          terms: { rolling: { slots: "1" } }
        })
        const agent = yield* agents.register({ brand: brand.key, by, ...form })
        const joined = Schema.decodeSync(Registration)({
          ...{
            username: "lucky.kim",
            password: "three-quiet-otters",
            profile: { name: "Kim", birthDate: "1990-05-17" }
          },
          referralCode: "vlt-1"
        })
        const client = { address: "203.0.113.7", device: null }
        const { player } = yield* Effect.flatMap(Players, ({ register }) =>
          register({ brand: brand.key, client, ...joined })
        )
        const { balance, post } = yield* Wallet
        const of = { brand: brand.key, wallet: player.id, actor: by, currency }
        const from = { kind: "bank", sub: "main" } as const
        yield* post({ _tag: "deposit", ...of, key: TransactionKey.once("deposit", "1"), amount: euros(2000n), from })
        const bet = yield* post({
          ...{ _tag: "bet", ...of, key: TransactionKey.provider("hub88", "money", "1"), amount: euros(1000n) },
          ...{ round: { provider: "hub88", id: "1" }, game: { code: "dice", category: "slots" }, closesRound: true }
        })
        expect(bet._tag).toBe("ok")
        const view = { brand: brand.key, agent: agent.id }
        const earned = yield* eventually(agents.accruals({ ...view, limit: 10 }), ({ items }) => items.length === 1)
        expect(earned.items).toMatchObject([{ player: player.id, rolling: "10" }])
        const request = { id: yield* makeUuid, currency, amount: euros(4n) }
        yield* agents.convert({ ...view, request })
        yield* eventually(agents.convert({ ...view, request }), ({ status }) => status === "paid")
        expect(yield* agents.convertible(view)).toEqual([{ currency, amount: euros(6n) }])
        expect((yield* balance(brand.key, player.id)).cash).toBe(euros(1000n))
        expect((yield* embedded.health).problems).toEqual([])
      }).pipe(Effect.provide(all(given)))
    }).pipe(Effect.provide(TestPostgres.layerDatabase([])))
)
