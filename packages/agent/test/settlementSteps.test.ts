import { Amount } from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import { makeUuid, type WalletId } from "@croupier/core/Ids"
import { Wallet, WalletUnavailable } from "@croupier/wallet/contract"
import * as WalletMemory from "@croupier/wallet/WalletMemory"
import { describe, expect, it } from "@effect/vitest"
import { Effect, FastCheck, Layer, TestClock } from "effect"
import { AgentMaintenance } from "../src/AgentMaintenance.js"
import { Agents } from "../src/contract.js"
import { AgentStore } from "../src/internal/store/AgentStore.js"
import { aPlayer, plays } from "../src/testing/Play.js"
import { aurora, line, operator } from "../src/testing/Trees.js"
import * as World from "../src/testing/World.js"
import { storeMemory } from "./storeMemory.js"

const krw = CurrencyCode.make("KRW")
const amount = (won: bigint) => Amount.make(won * 1_000_000n)
const unlimited = [{ currency: krw, amount: amount(1_000_000n) }]

/** What becomes of a call of the wallet: it is lost before it is done, or its answer is lost after it. */
type Fault = "after" | "before" | "none"

/** A wallet in memory with these faults in turn, and none after them. */
const faultyWallet = (faults: Array<Fault>): Layer.Layer<Wallet> =>
  Layer.effect(
    Wallet,
    Effect.map(Wallet, (wallet) => {
      const lost = new WalletUnavailable({ outcome: "unknown" })
      return {
        ...wallet,
        post: (command) =>
          Effect.suspend(() => {
            const fault = faults.shift() ?? "none"
            if (fault === "before") return lost
            return fault === "after" ? Effect.zipRight(wallet.post(command), lost) : wallet.post(command)
          })
      }
    })
  ).pipe(Layer.provide(WalletMemory.layerMemory))

const step = FastCheck.constantFrom("freezePeriods" as const, "finishStatements" as const, "payConversions" as const)
const fault = FastCheck.constantFrom<Fault>("before", "after", "none")

describe("settlement", () => {
  it.effect.prop(
    "cut off after any step, and with any calls of the wallet or their answers lost, is resumed and pays once",
    [FastCheck.array(step, { maxLength: 12 }), FastCheck.array(fault, { maxLength: 8 })],
    ([steps, faults]) =>
      Effect.gen(function* () {
        yield* TestClock.setTime(Date.UTC(2026, 10, 22, 16))
        const agents = yield* Agents
        const maintenance = yield* AgentMaintenance
        const policy = { counts: "cash", suspendedShare: "held", approvedUpTo: unlimited } as const
        yield* agents.setPolicy({ brand: aurora, by: operator, policy })
        const [agent] = yield* line(["1"])
        if (agent === undefined) return yield* Effect.dieMessage("no agent")
        yield* plays(aurora, yield* aPlayer(aurora, agent.referralCode), { stake: 100_000n })
        const request = { id: yield* makeUuid, currency: krw, amount: amount(300n) }
        yield* agents.convert({ brand: aurora, agent: agent.id, request })
        yield* TestClock.adjust("8 days")
        for (const name of steps) yield* Effect.ignore(maintenance[name])
        // Whatever was lost, some rounds without further faults complete it.
        for (let round = 0; round < 12; round += 1) {
          for (const name of ["freezePeriods", "finishStatements", "payConversions"] as const) {
            yield* Effect.ignore(maintenance[name])
          }
        }
        const { items } = yield* agents.statements({ brand: aurora, agent: agent.id, kind: "rolling", limit: 10 })
        expect(items).toMatchObject([{ status: "paid", earned: "1000", advances: "300", payout: amount(700n) }])
        const fresh = { agent: agent.id, currency: krw, wallet: (yield* makeUuid) as WalletId }
        const { wallet } = yield* (yield* AgentStore).inBrand(aurora, (tables) => tables.wallet(fresh))
        expect((yield* (yield* Wallet).balance(aurora, wallet)).cash).toBe(amount(1000n))
      }).pipe(Effect.provide(Layer.fresh(World.layer(storeMemory, faultyWallet([...faults]))))),
    { fastCheck: { numRuns: 30 } }
  )

  it.effect("that the wallet refuses stays approved with the reason, and is tried again after a minute", () => {
    let refuses = true
    const refusing = Layer.effect(
      Wallet,
      Effect.map(Wallet, (wallet) => ({
        ...wallet,
        post: (command: Parameters<typeof wallet.post>[0]) =>
          refuses && command._tag === "commission-payout"
            ? Effect.succeed({ _tag: "refused", reason: "balance-limit", detail: "too much", balance: null } as const)
            : wallet.post(command)
      }))
    ).pipe(Layer.provide(WalletMemory.layerMemory))
    return Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 10, 22, 16))
      const agents = yield* Agents
      const { finishStatements, freezePeriods } = yield* AgentMaintenance
      const policy = { counts: "cash", suspendedShare: "held", approvedUpTo: unlimited } as const
      yield* agents.setPolicy({ brand: aurora, by: operator, policy })
      const [agent] = yield* line(["1"])
      if (agent === undefined) return yield* Effect.dieMessage("no agent")
      yield* plays(aurora, yield* aPlayer(aurora, agent.referralCode), { stake: 100_000n })
      yield* TestClock.adjust("8 days")
      yield* freezePeriods
      yield* finishStatements
      yield* finishStatements
      const statement = Effect.map(
        agents.statements({ brand: aurora, agent: agent.id, kind: "rolling", limit: 1 }),
        ({ items }) => items[0]
      )
      expect(yield* statement).toMatchObject({ status: "approved", refusal: "balance-limit", transaction: null })
      refuses = false
      yield* finishStatements
      expect(yield* statement).toMatchObject({ status: "approved" })
      yield* TestClock.adjust("61 seconds")
      yield* finishStatements
      expect(yield* statement).toMatchObject({ status: "paid", refusal: null })
    }).pipe(Effect.provide(World.layer(storeMemory, refusing)))
  })
})
