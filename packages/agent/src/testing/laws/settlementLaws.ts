import assert from "node:assert/strict"
import { Amount } from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import { makeUuid, type WalletId } from "@croupier/core/Ids"
import { TransactionKey, Wallet } from "@croupier/wallet/contract"
import { Effect, FastCheck } from "effect"
import { AgentMaintenance } from "../../AgentMaintenance.js"
import type { AgentView } from "../../contract/Agent.js"
import { Agents } from "../../contract/Agents.js"
import type { AgentPolicy } from "../../contract/Terms.js"
import { AgentStore } from "../../internal/store/AgentStore.js"
import { exactOf } from "../exactOf.js"
import { law } from "../Law.js"
import { aPlayer, changes, counted, fact, plays, unit } from "../Play.js"
import { Published } from "../Published.js"
import { anAgent, aurora, line, operator, terms } from "../Trees.js"
import { Time } from "../World.js"

const krw = CurrencyCode.make("KRW")
const amount = (units: bigint) => Amount.make(units * unit)

/** Every payout without an operator, in both currencies of the brand. */
const free: AgentPolicy = {
  counts: "cash",
  suspendedShare: "held",
  approvedUpTo: [{ currency: krw, amount: amount(1_000_000_000n) }]
}

const setPolicy = (policy: Partial<AgentPolicy> = {}) =>
  Effect.flatMap(Agents, (agents) => agents.setPolicy({ brand: aurora, by: operator, policy: { ...free, ...policy } }))

/** Freezes, computes and pays, again and again until nothing is left to do. */
const settle = Effect.gen(function* () {
  const { finishStatements, freezePeriods, payConversions } = yield* AgentMaintenance
  const round = Effect.all([freezePeriods, finishStatements, payConversions])
  yield* Effect.repeat(round, { until: (taken) => taken.every((count) => count === 0) })
})

/** Over a week later, with its grace. */
const nextWeek = Effect.flatMap(Time, ({ pass }) => pass("8 days"))

/** Milliseconds of the same time. */
const week = 8 * 86_400_000

const statementsOf = ({ id }: AgentView, kind: "losing" | "rolling" = "rolling") =>
  Effect.map(
    Effect.flatMap(Agents, (agents) => agents.statements({ brand: aurora, agent: id, kind, limit: 50 })),
    ({ items }) => items.filter(({ payout, earned, remainder }) => payout > 0n || earned !== "0" || remainder !== "0")
  )

/** What an agent's wallet holds, in main units; 0 without one. */
const balanceOf = ({ id }: AgentView) =>
  Effect.gen(function* () {
    const fresh = { agent: id, currency: krw, wallet: (yield* makeUuid) as WalletId }
    const { wallet } = yield* (yield* AgentStore).inBrand(aurora, (tables) => tables.wallet(fresh))
    return yield* Effect.match(
      Effect.flatMap(Wallet, ({ balance }) => balance(aurora, wallet)),
      {
        onSuccess: ({ cash }) => cash / unit,
        onFailure: () => 0n
      }
    )
  })

/** Laws of periods, statements, conversions and payouts. */
export const settlementLaws = [
  law(
    "a period is settled once, paid into the agent's wallet, and published with what was paid",
    Effect.gen(function* () {
      yield* setPolicy()
      const made = yield* line(["1", "0.4"])
      const leaf = made.at(-1)
      assert(leaf !== undefined)
      const player = yield* aPlayer(aurora, leaf.referralCode)
      yield* plays(aurora, player, { stake: 100_000n })
      yield* settle
      assert.deepEqual(yield* statementsOf(leaf), [])
      yield* nextWeek
      yield* settle
      for (const agent of made) {
        const [statement, ...others] = yield* statementsOf(agent)
        assert(statement !== undefined && others.length === 0)
        assert.equal(statement.status, "paid")
        assert.equal(statement.refusal, null)
        assert.equal(statement.payout, (agent === leaf ? 400n : 600n) * unit)
        assert.deepEqual([statement.earned, statement.remainder], [agent === leaf ? "400" : "600", "0"])
        assert.equal(yield* balanceOf(agent), statement.payout / unit)
        const events = yield* (yield* Published).of(aurora, agent.id)
        const closed = events.filter(({ type }) => type === "agent.statement-closed")
        assert.equal(closed.filter(({ payload }) => JSON.stringify(payload).includes(statement.id)).length, 1)
      }
      yield* nextWeek
      yield* settle
      assert.equal(yield* balanceOf(leaf), 400n)
    })
  ),
  law(
    "a statement explains itself: its lines add up to what was earned, and its accruals are those rounds",
    Effect.gen(function* () {
      yield* setPolicy()
      const agents = yield* Agents
      const [agent] = yield* line(["1"])
      assert(agent !== undefined)
      const player = yield* aPlayer(aurora, agent.referralCode)
      yield* plays(aurora, player, { round: "one", stake: 1000n })
      yield* plays(aurora, player, { round: "two", stake: 500n, payout: 100n, category: "live" })
      yield* nextWeek
      yield* settle
      yield* plays(aurora, player, { round: "later", stake: 900n })
      const [statement] = yield* statementsOf(agent)
      assert(statement !== undefined)
      const lines = statement.lines.map((each) => [each.category, each.base, each.rate, each.amount]).toSorted()
      assert.deepEqual(lines, [
        ["live", "400", "1", "4"],
        ["slots", "1000", "1", "10"]
      ])
      assert.equal(statement.earned, "14")
      const view = { brand: aurora, agent: agent.id, limit: 10 }
      const { items } = yield* agents.accruals({ ...view, statement: statement.id })
      assert.deepEqual(items.map(({ round }) => round?.id).toSorted(), ["one", "two"])
      const [stranger] = yield* line(["1"])
      assert(stranger !== undefined)
      const unseen = { brand: aurora, agent: stranger.id, statement: statement.id }
      assert.equal((yield* Effect.flip(agents.statement(unseen)))._tag, "StatementNotFound")
      assert.equal((yield* Effect.flip(agents.accruals({ ...unseen, limit: 10 })))._tag, "StatementNotFound")
      assert.equal((yield* agents.statement({ brand: aurora, statement: statement.id })).id, statement.id)
    })
  ),
  law(
    "what is rolled back after its statement goes into the open period, as a debt that later turnover makes up for",
    Effect.gen(function* () {
      yield* setPolicy()
      const [agent] = yield* line(["1"])
      assert(agent !== undefined)
      const player = yield* aPlayer(aurora, agent.referralCode)
      yield* plays(aurora, player, { round: "r", stake: 100_000n })
      yield* nextWeek
      yield* settle
      const [before] = yield* statementsOf(agent)
      yield* changes(aurora, player, { round: "r", stake: -100_000n })
      yield* nextWeek
      yield* settle
      const [debt, unchanged] = yield* statementsOf(agent)
      assert(before !== undefined && unchanged !== undefined)
      // Only a test's time moves the period itself.
      assert.deepEqual({ ...unchanged, from: before.from, to: before.to }, before)
      assert.deepEqual([debt?.earned, debt?.payout, debt?.remainder, debt?.status], ["-1000", 0n, "-1000", "paid"])
      yield* plays(aurora, player, { round: "s", stake: 150_000n })
      yield* nextWeek
      yield* settle
      const [last] = yield* statementsOf(agent)
      assert.deepEqual([last?.earned, last?.carried, last?.payout], ["1500", "-1000", 500n * unit])
      assert.equal(yield* balanceOf(agent), 1500n)
    })
  ),
  law(
    "a round that is read after its period was frozen counts in the next statement, and only there",
    Effect.gen(function* () {
      yield* setPolicy()
      const agents = yield* Agents
      const [agent] = yield* line(["1"])
      assert(agent !== undefined)
      const player = yield* aPlayer(aurora, agent.referralCode)
      yield* plays(aurora, player, { round: "r", stake: 100_000n })
      yield* nextWeek
      yield* settle
      const [before] = yield* statementsOf(agent)
      const read = yield* fact("wallet.round-closed", aurora, player, { round: "late", stake: 50_000n })
      yield* counted(aurora, [{ ...read, at: read.at - week }])
      yield* settle
      assert.equal((yield* statementsOf(agent)).length, 1)
      yield* nextWeek
      yield* settle
      const [late, first, ...others] = yield* statementsOf(agent)
      assert.deepEqual([first?.id, first?.earned, late?.earned, others], [before?.id, "1000", "500", []])
      const view = { brand: aurora, agent: agent.id, limit: 10 }
      const roundsOf = (statement: string | undefined) =>
        Effect.map(agents.accruals({ ...view, statement: statement ?? "" }), ({ items }) =>
          items.map(({ round }) => round?.id)
        )
      assert.deepEqual(yield* roundsOf(first?.id), ["r"])
      assert.deepEqual(yield* roundsOf(late?.id), ["late"])
      assert.equal(yield* balanceOf(agent), 1500n)
    })
  ),
  law(
    "a player's own rate is paid into the player's wallet, and the agents share what is above it",
    Effect.gen(function* () {
      yield* setPolicy()
      const agents = yield* Agents
      const [agent] = yield* line(["1"])
      assert(agent !== undefined)
      const player = yield* aPlayer(aurora, agent.referralCode)
      const { balance, post } = yield* Wallet
      const key = TransactionKey.once("open", player)
      yield* post({ _tag: "open", brand: aurora, key, actor: operator, wallet: player, kind: "player", currency: krw })
      yield* plays(aurora, player, { stake: 100_000n })
      const earner = { kind: "player", id: player } as const
      yield* (yield* Time).pass("1 minute")
      yield* agents.agree({ brand: aurora, by: operator, earner, terms: terms({ rolling: { slots: "0.3" } }) })
      yield* plays(aurora, player, { stake: 100_000n })
      yield* nextWeek
      yield* settle
      assert.equal((yield* balance(aurora, player)).cash, 300n * unit)
      assert.equal(yield* balanceOf(agent), 1700n)
      const events = yield* (yield* Published).of(aurora, player)
      const types = events.map(({ type }) => type)
      assert.deepEqual(types.slice(0, 2), ["agent.rates-changed", "agent.statement-closed"])
    })
  ),
  law(
    "bonus money is in the turnover from the policy that says so on, and never in the loss",
    Effect.gen(function* () {
      yield* setPolicy()
      const agents = yield* Agents
      const agent = yield* agents.register(
        anAgent(null, terms({ rolling: { slots: "1" }, losing: { slots: "50" }, losingBase: "loss" }))
      )
      const player = yield* aPlayer(aurora, agent.referralCode)
      const mixed = { stake: 700n, stakeBonus: 300n }
      yield* plays(aurora, player, mixed)
      yield* (yield* Time).pass("1 minute")
      yield* setPolicy({ counts: "all" })
      yield* plays(aurora, player, mixed)
      const { items } = yield* agents.accruals({ brand: aurora, agent: agent.id, limit: 10 })
      assert.deepEqual(
        items.map(({ losing, rolling, valid }) => [valid, rolling, losing]),
        [
          ["1000", "10", "350"],
          ["700", "7", "350"]
        ]
      )
      yield* (yield* Time).pass("1 minute")
      yield* setPolicy()
    })
  ),
  law(
    "a payout over the threshold waits for an operator, and no agent approves",
    Effect.gen(function* () {
      yield* setPolicy({ approvedUpTo: [{ currency: krw, amount: amount(500n) }] })
      const agents = yield* Agents
      const [agent] = yield* line(["1"])
      assert(agent !== undefined)
      const player = yield* aPlayer(aurora, agent.referralCode)
      yield* plays(aurora, player, { stake: 100_000n })
      yield* nextWeek
      yield* settle
      const [statement] = yield* statementsOf(agent)
      assert(statement !== undefined)
      assert.equal(statement.status, "closed")
      assert.equal(yield* balanceOf(agent), 0n)
      const approve = { brand: aurora, statement: statement.id }
      const byAgent = agents.approve({ ...approve, by: { kind: "agent", id: agent.id } })
      assert.equal((yield* Effect.flip(byAgent))._tag, "ActorNotAllowed")
      assert.equal((yield* agents.approve({ ...approve, by: operator })).status, "approved")
      yield* agents.approve({ ...approve, by: operator })
      yield* settle
      assert.equal((yield* agents.statement(approve)).status, "paid")
      assert.equal(yield* balanceOf(agent), 1000n)
      const unknown = agents.approve({ ...approve, by: operator, statement: agent.id })
      assert.equal((yield* Effect.flip(unknown))._tag, "StatementNotFound")
    })
  ),
  law(
    "a suspended agent earns, and is paid when it is active again",
    Effect.gen(function* () {
      yield* setPolicy()
      const agents = yield* Agents
      const [agent] = yield* line(["1"])
      assert(agent !== undefined)
      const player = yield* aPlayer(aurora, agent.referralCode)
      const change = { brand: aurora, by: operator, agent: agent.id }
      yield* agents.setStatus({ ...change, status: "suspended" })
      yield* plays(aurora, player, { stake: 100_000n })
      yield* nextWeek
      yield* settle
      assert.equal((yield* statementsOf(agent))[0]?.status, "approved")
      assert.equal(yield* balanceOf(agent), 0n)
      yield* agents.setStatus({ ...change, status: "active" })
      yield* settle
      assert.equal(yield* balanceOf(agent), 1000n)
    })
  ),
  law(
    "a suspended agent's share passes to the next active one where the policy says so",
    Effect.gen(function* () {
      yield* setPolicy({ suspendedShare: "next" })
      const agents = yield* Agents
      const made = yield* line(["1.2", "1", "0.7"])
      const [root, middle, leaf] = made
      assert(root !== undefined && middle !== undefined && leaf !== undefined)
      yield* agents.setStatus({ brand: aurora, by: operator, agent: middle.id, status: "suspended" })
      const player = yield* aPlayer(aurora, leaf.referralCode)
      yield* plays(aurora, player, { stake: 1_000_000n })
      yield* nextWeek
      yield* settle
      const payouts = yield* Effect.forEach(made, balanceOf)
      assert.deepEqual(payouts, [5000n, 0n, 7000n])
    })
  ),
  law(
    "a conversion is paid at once under the threshold, once for an id, never over what was accrued, and the statement deducts it",
    Effect.gen(function* () {
      yield* setPolicy({ approvedUpTo: [{ currency: krw, amount: amount(600n) }] })
      const agents = yield* Agents
      const [agent] = yield* line(["1"])
      assert(agent !== undefined)
      const player = yield* aPlayer(aurora, agent.referralCode)
      yield* plays(aurora, player, { stake: 100_000n })
      const view = { brand: aurora, agent: agent.id }
      assert.deepEqual(yield* agents.convertible(view), [{ currency: krw, amount: amount(1000n) }])
      const request = { id: yield* makeUuid, currency: krw, amount: amount(400n) }
      assert.equal((yield* agents.convert({ ...view, request })).status, "approved")
      yield* settle
      assert.equal((yield* agents.convert({ ...view, request })).status, "paid")
      assert.equal(yield* balanceOf(agent), 400n)
      const other = agents.convert({ ...view, request: { ...request, amount: amount(300n) } })
      assert.equal((yield* Effect.flip(other))._tag, "ConversionConflict")
      const tooMuch = agents.convert({ ...view, request: { ...request, id: yield* makeUuid, amount: amount(601n) } })
      const refused = yield* Effect.flip(tooMuch)
      assert(refused._tag === "ConversionOverAvailable" && refused.available === "600")
      yield* nextWeek
      yield* settle
      const [statement] = yield* statementsOf(agent)
      assert.deepEqual([statement?.earned, statement?.advances, statement?.payout], ["1000", "400", 600n * unit])
      assert.equal(yield* balanceOf(agent), 1000n)
      assert.deepEqual(yield* agents.convertible(view), [])
    })
  ),
  law(
    "a conversion over the threshold waits for an operator, and is rejected when its period ends, so that the statement pays it",
    Effect.gen(function* () {
      yield* setPolicy({ approvedUpTo: [] })
      const agents = yield* Agents
      const [agent] = yield* line(["1"])
      assert(agent !== undefined)
      const player = yield* aPlayer(aurora, agent.referralCode)
      yield* plays(aurora, player, { stake: 100_000n })
      const view = { brand: aurora, agent: agent.id }
      const request = { id: yield* makeUuid, currency: krw, amount: amount(400n) }
      assert.equal((yield* agents.convert({ ...view, request })).status, "requested")
      yield* settle
      assert.equal(yield* balanceOf(agent), 0n)
      const approve = { brand: aurora, by: operator, conversion: request.id }
      yield* agents.approveConversion(approve)
      assert.equal((yield* Effect.flip(agents.approveConversion(approve)))._tag, "ConversionNotRequested")
      const unknown = agents.approveConversion({ ...approve, conversion: agent.id })
      assert.equal((yield* Effect.flip(unknown))._tag, "ConversionNotFound")
      yield* settle
      assert.equal(yield* balanceOf(agent), 400n)
      const late = { ...request, id: yield* makeUuid, amount: amount(500n) }
      assert.equal((yield* agents.convert({ ...view, request: late })).status, "requested")
      assert.deepEqual(yield* agents.convertible(view), [{ currency: krw, amount: amount(100n) }])
      yield* nextWeek
      yield* settle
      const [statement] = yield* statementsOf(agent)
      assert.deepEqual([statement?.advances, statement?.payout, statement?.status], ["400", 600n * unit, "closed"])
      const overdue = yield* Effect.flip(agents.approveConversion({ ...approve, conversion: late.id }))
      assert(overdue._tag === "ConversionNotRequested" && overdue.state === "rejected")
    })
  ),
  law(
    "losing commission is netted over the period, carried while it is negative, and its deductions are listed in order",
    Effect.gen(function* () {
      yield* setPolicy()
      const agents = yield* Agents
      const agreed = terms({
        losing: { slots: "50" },
        losingBase: "loss",
        carry: "amount",
        deductions: [
          { _tag: "percent", name: "platform", rate: "10" },
          { _tag: "fixed", name: "banking", currency: "KRW", amount: "50" }
        ]
      })
      const agent = yield* agents.register(anAgent(null, agreed))
      const player = yield* aPlayer(aurora, agent.referralCode)
      yield* plays(aurora, player, { stake: 1000n, payout: 3000n })
      yield* nextWeek
      yield* settle
      const [lost] = yield* statementsOf(agent, "losing")
      assert.deepEqual([lost?.earned, lost?.payout, lost?.remainder], ["-1000", 0n, "-1000"])
      yield* plays(aurora, player, { stake: 6000n })
      yield* nextWeek
      yield* settle
      const [won] = yield* statementsOf(agent, "losing")
      assert.deepEqual([won?.earned, won?.carried], ["3000", "-1000"])
      assert.deepEqual(won?.deductions, [
        { name: "platform", amount: "200" },
        { name: "banking", amount: "50" }
      ])
      assert.equal(yield* balanceOf(agent), 1750n)
    })
  ),
  law(
    "a ring-fence keeps one player's win over its amount away from what others lose",
    Effect.gen(function* () {
      yield* setPolicy()
      const agents = yield* Agents
      const ringFence = [{ currency: "KRW", amount: "1000" }]
      const agreed = terms({ losing: { slots: "50" }, losingBase: "loss", ringFence })
      const agent = yield* agents.register(anAgent(null, agreed))
      const lucky = yield* aPlayer(aurora, agent.referralCode)
      const other = yield* aPlayer(aurora, agent.referralCode)
      yield* plays(aurora, lucky, { stake: 1000n, payout: 6000n })
      yield* plays(aurora, other, { stake: 3000n })
      yield* nextWeek
      yield* settle
      assert.equal(yield* balanceOf(agent), 1000n)
      yield* plays(aurora, lucky, { stake: 4500n })
      yield* nextWeek
      yield* settle
      assert.equal(yield* balanceOf(agent), 1250n)
      const fenced = (yield* statementsOf(agent, "losing")).map((statement) => statement.fenced)
      assert.deepEqual(fenced, ["-4000", "4000"])
    })
  ),
  law(
    "over any history all that was earned is paid, to the unit, with less than a unit or a debt left",
    Effect.gen(function* () {
      yield* setPolicy()
      const step = FastCheck.record({
        round: FastCheck.constantFrom("a", "b", "c", "d"),
        stake: FastCheck.bigInt(0n, 1000n),
        settles: FastCheck.boolean()
      })
      for (const steps of FastCheck.sample(FastCheck.array(step, { minLength: 4, maxLength: 10 }), 2)) {
        const agents = yield* Agents
        const made = yield* line(["1", "0.3333"])
        const leaf = made.at(-1)
        assert(leaf !== undefined)
        const player = yield* aPlayer(aurora, leaf.referralCode)
        const rounds = new Map<string, bigint>()
        for (const { round, settles, stake } of steps) {
          const before = rounds.get(round)
          const difference = { round, stake: stake - (before ?? 0n) }
          yield* before === undefined ? plays(aurora, player, difference) : changes(aurora, player, difference)
          rounds.set(round, stake)
          if (settles) yield* Effect.zipRight(nextWeek, settle)
        }
        yield* nextWeek
        yield* settle
        const turnover = [...rounds.values()].reduce((sum, stake) => sum + stake, 0n)
        for (const [agent, rate] of [
          [made[0], 6667n],
          [leaf, 3333n]
        ] as const) {
          assert(agent !== undefined)
          const { items } = yield* agents.statements({ brand: aurora, agent: agent.id, kind: "rolling", limit: 50 })
          const paid = items.reduce((sum, { payout }) => sum + payout, 0n)
          const left = exactOf(items[0]?.remainder ?? "0")
          assert.equal(paid * 1_000_000n + left, turnover * unit * rate)
        }
      }
    })
  )
]
