import { Amount } from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import { makeUuid, type PlayerId, type WalletId } from "@croupier/core/Ids"
import { Wallet } from "@croupier/wallet/contract"
import { layerMemory } from "@croupier/wallet/WalletMemory"
import { expect, layer } from "@effect/vitest"
import { Array, Effect, Either, Layer } from "effect"
import { AgentMaintenance } from "../src/AgentMaintenance.js"
import { Agents, type AgentView } from "../src/contract.js"
import { AgentStore } from "../src/internal/store/AgentStore.js"
import { aPlayer, plays, registered } from "../src/testing/Play.js"
import { anAgent, aurora, line, operator, terms } from "../src/testing/Trees.js"
import * as World from "../src/testing/World.js"
import { database, storeSql } from "./storeSql.js"

const krw = CurrencyCode.make("KRW")
const amount = (won: bigint) => Amount.make(won * 1_000_000n)
const world = World.layer(storeSql, layerMemory).pipe(Layer.provide(database))
const all = { concurrency: "unbounded" } as const

/** How many of these succeed at once, and the tags of the others' refusals. */
const outcomes = <A, E extends { readonly _tag: string }, R>(effects: ReadonlyArray<Effect.Effect<A, E, R>>) =>
  Effect.map(Effect.all(effects.map(Effect.either), all), (answers) => ({
    done: answers.filter(Either.isRight).length,
    refused: Array.dedupe(answers.filter(Either.isLeft).map(({ left }) => left._tag))
  }))

const free = Effect.flatMap(Agents, (agents) =>
  agents.setPolicy({
    brand: aurora,
    by: operator,
    policy: { counts: "cash", suspendedShare: "held", approvedUpTo: [{ currency: krw, amount: amount(1_000_000n) }] }
  })
)

const balanceOf = ({ id }: AgentView) =>
  Effect.gen(function* () {
    const fresh = { agent: id, currency: krw, wallet: (yield* makeUuid) as WalletId }
    const { wallet } = yield* (yield* AgentStore).inBrand(aurora, (tables) => tables.wallet(fresh))
    return (yield* (yield* Wallet).balance(aurora, wallet)).cash
  })

layer(world, { excludeTestServices: true })("at the same time", (it) => {
  it.effect("a dozen conversions convert no more than was accrued", () =>
    Effect.gen(function* () {
      yield* free
      const agents = yield* Agents
      const [agent] = yield* line(["1"])
      if (agent === undefined) return yield* Effect.dieMessage("no agent")
      yield* plays(aurora, yield* aPlayer(aurora, agent.referralCode), { stake: 100_000n })
      const ids = yield* Effect.replicateEffect(makeUuid, 12)
      const convert = (id: string) =>
        agents.convert({ brand: aurora, agent: agent.id, request: { id, currency: krw, amount: amount(400n) } })
      expect(yield* outcomes(ids.map(convert))).toEqual({ done: 2, refused: ["ConversionOverAvailable"] })
      const repeated = ids[0] ?? ""
      const view = { brand: aurora, agent: agent.id }
      const before = yield* agents.convertible(view)
      yield* outcomes(Array.replicate(convert(repeated), 6))
      expect(yield* agents.convertible(view)).toEqual(before)
    })
  )

  it.effect("several settlements freeze a period once and pay it once", () =>
    Effect.gen(function* () {
      yield* free
      const agents = yield* Agents
      const { finishStatements, freezePeriods } = yield* AgentMaintenance
      const [agent] = yield* line(["1"])
      if (agent === undefined) return yield* Effect.dieMessage("no agent")
      yield* plays(aurora, yield* aPlayer(aurora, agent.referralCode), { stake: 100_000n })
      yield* (yield* World.Time).pass("8 days")
      for (const tick of [freezePeriods, finishStatements, finishStatements]) {
        yield* Effect.all(Array.replicate(tick, 4), all)
      }
      const { items } = yield* agents.statements({ brand: aurora, agent: agent.id, kind: "rolling", limit: 10 })
      const withMoney = items.filter(({ payout }) => payout > 0n)
      expect(withMoney).toMatchObject([{ status: "paid", payout: amount(1000n) }])
      expect(yield* balanceOf(agent)).toBe(amount(1000n))
    })
  )

  it.effect("two agents with one name, and a child and a lower rate of its parent, are not both there", () =>
    Effect.gen(function* () {
      const agents = yield* Agents
      const twin = anAgent(null, terms({ rolling: { slots: "1" } }))
      const others = Array.makeBy(4, () => ({ ...anAgent(null, twin.terms), username: twin.username }))
      const names = yield* outcomes(others.map((each) => agents.register(each)))
      expect(names).toEqual({ done: 1, refused: ["UsernameTaken"] })
      const [root] = yield* line(["1"])
      if (root === undefined) return yield* Effect.dieMessage("no agent")
      const child = agents.register(anAgent(root.id, terms({ rolling: { slots: "0.9" } })))
      const earner = { kind: "agent", id: root.id } as const
      const lower = agents.agree({ brand: aurora, by: operator, earner, terms: terms({ rolling: { slots: "0.5" } }) })
      expect(yield* outcomes<unknown, { readonly _tag: string }, never>([child, lower])).toEqual({
        done: 1,
        refused: ["RateOverParent"]
      })
    })
  )

  it.effect("a round and its player's registration are counted once, whichever is read first", () =>
    Effect.gen(function* () {
      const agents = yield* Agents
      const [agent] = yield* line(["1"])
      if (agent === undefined) return yield* Effect.dieMessage("no agent")
      const players = yield* Effect.replicateEffect(
        Effect.map(makeUuid, (id) => id as PlayerId),
        10
      )
      yield* Effect.all(
        players.flatMap((player) => [
          plays(aurora, player, { round: "r", stake: 100n }),
          registered(aurora, player, agent.referralCode)
        ]),
        all
      )
      const { items } = yield* agents.accruals({ brand: aurora, agent: agent.id, limit: 50 })
      expect(items.map(({ rolling }) => rolling)).toEqual(Array.replicate("1", 10))
    })
  )
})
