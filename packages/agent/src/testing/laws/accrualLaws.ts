import assert from "node:assert/strict"
import { makeUuid, type PlayerId } from "@croupier/core/Ids"
import { validAmount } from "@croupier/wallet/contract"
import { Effect, FastCheck } from "effect"
import type { AgentView } from "../../contract/Agent.js"
import { Agents } from "../../contract/Agents.js"
import { exactOf } from "../exactOf.js"
import { law } from "../Law.js"
import { aPlayer, changes, conversion, counted, fact, plays, registered, unit } from "../Play.js"
import { anAgent, aurora, borealis, line, operator, terms } from "../Trees.js"
import { Time } from "../World.js"

/** What an agent earned by its accruals, latest first. */
const earned = ({ id }: AgentView, kind: "losing" | "rolling" = "rolling") =>
  Effect.map(
    Effect.flatMap(Agents, (agents) => agents.accruals({ brand: aurora, agent: id, limit: 100 })),
    ({ items }) => items.map((item) => item[kind])
  )

const total = (agent: AgentView, kind: "losing" | "rolling" = "rolling") =>
  Effect.map(earned(agent, kind), (amounts) => amounts.reduce((sum, amount) => sum + exactOf(amount), 0n))

const totals = FastCheck.record({
  stake: FastCheck.bigInt(0n, 100_000n),
  payout: FastCheck.bigInt(0n, 100_000n)
})
const category = FastCheck.constantFrom("slots" as const, "live" as const)

/** Laws of what is counted, and for which chain. */
export const accrualLaws = [
  law(
    "a valid bet of 1 000 000 over 0.3 / 0.7 / 1.0 / 1.2 % earns 4 000, 3 000 and 2 000 above the player's own 3 000",
    Effect.gen(function* () {
      const agents = yield* Agents
      const made = yield* line(["1.2", "1", "0.7"])
      const leaf = made.at(-1)
      assert(leaf !== undefined)
      const player = yield* aPlayer(aurora, leaf.referralCode)
      const earner = { kind: "player", id: player } as const
      yield* agents.agree({ brand: aurora, by: operator, earner, terms: terms({ rolling: { slots: "0.3" } }) })
      yield* plays(aurora, player, { stake: 1_000_000n })
      const amounts = yield* Effect.forEach(made, (agent) => earned(agent))
      assert.deepEqual(amounts, [["2000"], ["3000"], ["4000"]])
    })
  ),
  law(
    "a round that changes after its end counts as if it had closed with its last totals",
    Effect.gen(function* () {
      const [agent] = yield* line(["1"])
      assert(agent !== undefined)
      for (const [of, states] of FastCheck.sample(
        FastCheck.tuple(category, FastCheck.array(totals, { minLength: 1, maxLength: 5 })),
        6
      )) {
        const before: bigint = yield* total(agent)
        const player = yield* aPlayer(aurora, agent.referralCode)
        let last = { stake: 0n, payout: 0n }
        for (const [index, { payout, stake }] of states.entries()) {
          const difference = { round: "r", category: of, stake: stake - last.stake, payout: payout - last.payout }
          yield* index === 0 ? plays(aurora, player, difference) : changes(aurora, player, difference)
          last = { stake, payout }
        }
        const expected = validAmount(of, last.stake, last.payout) * unit * 10_000n
        assert.equal((yield* total(agent)) - before, expected)
      }
    })
  ),
  law(
    "a round counts for the chain of its time, and so does all that changes it later",
    Effect.gen(function* () {
      const agents = yield* Agents
      const [agent] = yield* line(["1"])
      assert(agent !== undefined)
      const player = yield* aPlayer(aurora, agent.referralCode)
      yield* plays(aurora, player, { round: "before", stake: 1000n })
      const late = yield* fact("wallet.round-closed", aurora, player, { round: "late", stake: 1000n })
      yield* (yield* Time).pass("1 hour")
      const earner = { kind: "agent", id: agent.id } as const
      yield* agents.agree({ brand: aurora, by: operator, earner, terms: terms({ rolling: { slots: "2" } }) })
      yield* counted(aurora, [late])
      yield* plays(aurora, player, { round: "after", stake: 1000n })
      yield* changes(aurora, player, { round: "before", stake: -1000n })
      assert.deepEqual(yield* earned(agent), ["-10", "20", "10", "10"])
    })
  ),
  law(
    "what a player has played before the registration is read counts once it is",
    Effect.gen(function* () {
      const agents = yield* Agents
      const [agent] = yield* line(["1"])
      assert(agent !== undefined)
      const player = (yield* makeUuid) as PlayerId
      yield* plays(aurora, player, { round: "r", stake: 1000n })
      yield* changes(aurora, player, { round: "r", stake: 500n })
      assert.deepEqual(yield* earned(agent), [])
      yield* registered(aurora, player, agent.referralCode)
      yield* registered(aurora, player, agent.referralCode)
      assert.deepEqual(yield* earned(agent), ["5", "10"])
      const stranger = yield* aPlayer(aurora, null)
      yield* plays(aurora, stranger, { stake: 1000n })
      const elsewhere = yield* aPlayer(borealis, agent.referralCode)
      yield* plays(borealis, elsewhere, { stake: 1000n, currency: "EUR" })
      assert.equal((yield* agents.accruals({ brand: aurora, agent: agent.id, limit: 10 })).items.length, 2)
    })
  ),
  law(
    "a change of a round that never counted counts nothing",
    Effect.gen(function* () {
      const [agent] = yield* line(["1"])
      assert(agent !== undefined)
      const player = yield* aPlayer(aurora, agent.referralCode)
      yield* changes(aurora, player, { round: "unknown", stake: -1000n })
      assert.deepEqual(yield* earned(agent), [])
    })
  ),
  law(
    "a test or house account earns no commission, and what it played before goes on changing",
    Effect.gen(function* () {
      const agents = yield* Agents
      const [agent] = yield* line(["1"])
      assert(agent !== undefined)
      const player = yield* aPlayer(aurora, agent.referralCode)
      yield* plays(aurora, player, { round: "r", stake: 1000n })
      yield* agents.setHouse({ brand: aurora, by: operator, player, house: true })
      yield* plays(aurora, player, { stake: 1000n })
      yield* changes(aurora, player, { round: "r", stake: -1000n })
      assert.deepEqual(yield* earned(agent), ["-10", "10"])
    })
  ),
  law(
    "losing commission is of cash stakes less cash payouts and converted bonuses, after the rolling of the whole chain where agreed",
    Effect.gen(function* () {
      const agents = yield* Agents
      const more = { losing: { slots: "30", live: "30" } }
      const root = yield* agents.register(
        anAgent(null, terms({ rolling: { slots: "1.2", live: "1.2" }, losing: { slots: "50", live: "50" } }))
      )
      const agreed = terms({ rolling: { slots: "1", live: "1" }, losingBase: "loss", ...more })
      const leaf = yield* agents.register(anAgent(root.id, agreed))
      const player = yield* aPlayer(aurora, leaf.referralCode)
      yield* plays(aurora, player, {
        round: "r",
        stake: 1000n,
        payout: 200n,
        stakeBonus: 500n,
        payoutBonus: 100n,
        grant
      })
      assert.deepEqual(yield* earned(leaf, "losing"), ["240"])
      // 20 % of 800 less 1.2 % of 1000.
      assert.deepEqual(yield* earned(root, "losing"), ["157.6"])
      yield* counted(aurora, [yield* conversion(aurora, player, grant, 100n)])
      assert.deepEqual(yield* earned(leaf, "losing"), ["-30", "240"])
      assert.deepEqual(yield* earned(root, "losing"), ["-20", "157.6"])
    })
  ),
  law(
    "accruals are listed latest first, page by page, each with its round",
    Effect.gen(function* () {
      const agents = yield* Agents
      const [agent] = yield* line(["1"])
      assert(agent !== undefined)
      const player = yield* aPlayer(aurora, agent.referralCode)
      const rounds = ["a", "b", "c", "d", "e"]
      yield* counted(
        aurora,
        yield* Effect.forEach(rounds, (round) => fact("wallet.round-closed", aurora, player, { round, stake: 100n }))
      )
      const listed: Array<string | undefined> = []
      let cursor: string | undefined
      do {
        const page = yield* agents.accruals({ brand: aurora, agent: agent.id, limit: 2, ...(cursor && { cursor }) })
        listed.push(...page.items.map(({ round }) => round?.id))
        cursor = page.nextCursor
      } while (cursor !== undefined)
      assert.deepEqual(listed, rounds.toReversed())
    })
  )
]

const grant = "01926d3c-7a1e-7000-8000-2f6d3a5b9c10"
