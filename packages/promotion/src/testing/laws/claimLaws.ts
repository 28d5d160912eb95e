import assert from "node:assert/strict"
import { IdempotencyKey } from "@croupier/core/http/IdempotencyKey"
import { uuidv7 } from "@croupier/core/Ids"
import { Rolling } from "@croupier/rolling/contract"
import { Effect } from "effect"
import { Promotions } from "../../contract/Promotions.js"
import { law } from "../Law.js"
import { campaignOf, freeCredit, recovered, sit, tenTimes } from "../Table.js"

const operator = { kind: "operator", id: "ann" } as const

/** A match of half a deposit, up to 100, that is given by itself. */
const halfMatch = (deposit: { which: "first" } | { which: "nth"; nth: number } | { which: "any" }) =>
  campaignOf({
    _tag: "deposit-match",
    deposit,
    share: 5000,
    leastDeposit: { EUR: "10" },
    most: { EUR: "100" },
    claim: "automatic"
  })

/** What is claimed, given by itself, approved and taken back. */
export const claimLaws = [
  law(
    "a key has one claim: a repeat gets the same receipt, and another campaign is refused",
    Effect.gen(function* () {
      const table = yield* sit()
      const [one, other] = [freeCredit(), freeCredit()]
      yield* table.saved(one)
      yield* table.saved(other)
      const first = yield* table.claim(one, "key")
      assert.deepEqual([first.replayed, first.value.amount, first.value.toStake], [false, "5", "50"])
      assert.deepEqual(yield* table.claim(one, "key"), { ...first, replayed: true })
      assert.equal((yield* Effect.flip(table.claim(other, "key")))._tag, "IdempotencyKeyReused")
      assert.equal((yield* Effect.flip(table.claim(one)))._tag, "NotEligible")
      assert.equal((yield* Effect.flip(table.claim(freeCredit())))._tag, "CampaignNotFound")
    })
  ),
  law(
    "an offer shows what will have to be staked, and that is what a claim asks",
    Effect.gen(function* () {
      const table = yield* sit()
      const promotions = yield* Promotions
      const match = campaignOf(
        {
          _tag: "deposit-match",
          deposit: { which: "any" },
          share: 10_000,
          leastDeposit: {},
          most: { EUR: "100" },
          claim: "opt-in"
        },
        { terms: { ...tenTimes, base: "deposit+bonus" } }
      )
      yield* table.saved(match)
      const offered = Effect.map(promotions.offers(table.ref), ([offer]) => offer)
      const before = yield* offered
      assert.deepEqual([before?.claimable, before?.amount, before?.toStake], [false, "100", "2000"])
      table.deposit(30)
      yield* table.counted
      const offer = yield* offered
      assert.deepEqual([offer?.claimable, offer?.amount, offer?.toStake], [true, "30", "600"])
      const { value } = yield* table.claim(match)
      assert.deepEqual([value.amount, value.toStake], [offer?.amount, offer?.toStake])
      assert.deepEqual([(yield* offered)?.claimable, (yield* offered)?.reason], [false, "already-claimed"])
    })
  ),
  law(
    "a match of the second deposit is given for the second completed one, once, however often events come",
    Effect.gen(function* () {
      const table = yield* sit()
      const campaign = halfMatch({ which: "nth", nth: 2 })
      yield* table.saved(campaign)
      for (const units of [100, 30, 50]) {
        table.deposit(units)
        yield* table.counted
        yield* recovered
      }
      const bonuses = yield* table.bonuses
      assert.deepEqual(
        bonuses.map(({ acceptedAt, amount, state }) => [amount, state, acceptedAt]),
        [["15", "active", null]]
      )
      assert.equal(table.bonus, table.units(15))
    })
  ),
  law(
    "a player who is blocked when a deposit's bonus is granted gets nothing, also where the event came before the block",
    Effect.gen(function* () {
      const table = yield* sit()
      const campaign = halfMatch({ which: "first" })
      yield* table.saved(campaign)
      table.deposit(100)
      yield* table.counted
      table.blockBonuses(true)
      yield* recovered
      const [bonus] = yield* table.bonuses
      assert.deepEqual([bonus?.state, bonus?.reason, table.bonus], ["cancelled", "player-locked", 0n])
      assert.deepEqual(yield* table.figures(campaign), { spent: "0", receivers: 0 })
    })
  ),
  law(
    "a reversed deposit takes its bonus back, before the bonus is granted and after",
    Effect.gen(function* () {
      const [early, late] = [yield* sit(), yield* sit()]
      for (const table of [early, late]) {
        const campaign = halfMatch({ which: "any" })
        yield* table.saved(campaign)
        table.deposit(100, "first")
        yield* table.counted
        if (table === late) {
          yield* recovered
          assert.equal(table.bonus, table.units(50))
        }
        table.reverse("first")
        yield* table.counted
        yield* recovered
        const [bonus] = yield* table.bonuses
        assert.deepEqual([bonus?.state, bonus?.reason, table.bonus], ["cancelled", "deposit-reversed", 0n])
        assert.deepEqual(yield* table.figures(campaign), { spent: "0", receivers: 0 })
      }
    })
  ),
  law(
    "a second bonus waits for the first to end, and then is granted",
    Effect.gen(function* () {
      const table = yield* sit()
      const promotions = yield* Promotions
      const [one, other] = [freeCredit(), freeCredit()]
      yield* table.saved(one)
      yield* table.saved(other)
      const first = yield* table.claim(one)
      const second = yield* table.claim(other)
      const stateOf = (id: string) => Effect.map(promotions.bonus({ ...table.ref, id }), ({ state }) => state)
      assert.equal(yield* stateOf(second.value.id), "budget-reserved")
      const given = yield* promotions.forfeit({ ...table.ref, id: first.value.id })
      assert.equal(given.state, "forfeited")
      assert.deepEqual(yield* promotions.forfeit({ ...table.ref, id: first.value.id }), given)
      assert.equal((yield* table.figures(one)).spent, "5")
      yield* table.counted
      yield* recovered
      assert.deepEqual([yield* stateOf(second.value.id), table.bonus], ["active", table.units(5)])
    })
  ),
  law(
    "of two bonuses that came at once the first is granted first, and the second waits",
    Effect.gen(function* () {
      const table = yield* sit()
      yield* table.saved(halfMatch({ which: "any" }))
      table.deposit(100)
      table.deposit(40)
      yield* table.counted
      yield* recovered
      const bonuses = yield* table.bonuses
      assert.deepEqual(
        bonuses.map(({ amount, state }) => [amount, state]),
        [
          ["50", "active"],
          ["20", "budget-reserved"]
        ]
      )
    })
  ),
  law(
    "a bonus over the automatic limit is given when an operator approves it, and not when one rejects it",
    Effect.gen(function* () {
      const table = yield* sit()
      const promotions = yield* Promotions
      const decided = (id: string, approve: boolean) =>
        promotions.decide({ brand: table.brand, id, approve, actor: operator, reason: "checked" })
      for (const approve of [false, true]) {
        const campaign = freeCredit({ automaticUpTo: { EUR: "4.99" } })
        yield* table.saved(campaign)
        const { value } = yield* table.claim(campaign)
        assert.equal(table.bonus, 0n)
        const { items } = yield* promotions.awaiting({ brand: table.brand, limit: 10 })
        assert.deepEqual(
          items.map(({ id }) => id),
          [value.id]
        )
        const system = { kind: "system", id: "job" } as const
        const wrong = { brand: table.brand, id: value.id, approve: true, actor: system, reason: "job" }
        assert.equal((yield* Effect.flip(promotions.decide(wrong)))._tag, "OperatorRequired")
        assert.equal((yield* decided(value.id, approve)).state, approve ? "active" : "rejected")
        assert.equal((yield* Effect.flip(decided(value.id, approve)))._tag, "BonusStateConflict")
        assert.equal(table.bonus, approve ? table.units(5) : 0n)
      }
    })
  ),
  law(
    "a code is entered in any case, once by a player; a closed campaign gives nothing, and its code is free again",
    Effect.gen(function* () {
      const table = yield* sit()
      const promotions = yield* Promotions
      const coded = (code: string) => {
        const campaign = campaignOf({ _tag: "promo-code", code, amount: { EUR: "7" } })
        return { ...campaign, caps: { ...campaign.caps, perPlayer: 1 } }
      }
      const campaign = coded("SPRING10")
      yield* table.saved(campaign)
      assert.equal((yield* Effect.flip(table.saved(coded("SPRING10"))))._tag, "CampaignChanged")
      assert.equal((yield* Effect.flip(table.claim(campaign)))._tag, "CampaignNotFound")
      const enter = (of: typeof table, code: string) =>
        promotions.enterCode({ ...of.ref, code, key: IdempotencyKey.make(uuidv7(Date.now())) })
      assert.equal((yield* enter(table, " spring10")).value.amount, "7")
      assert.equal((yield* Effect.flip(enter(table, "SPRING10")))._tag, "NotEligible")
      assert.equal((yield* Effect.flip(enter(table, "SPRING11")))._tag, "CampaignNotFound")
      yield* promotions.closeCampaign({ brand: table.brand, id: campaign.id, actor: operator })
      const other = yield* sit(table.brand)
      assert.equal((yield* Effect.flip(enter(other, "SPRING10")))._tag, "CampaignNotFound")
      yield* table.saved(coded("SPRING10"))
      assert.equal((yield* enter(other, "SPRING10")).value.amount, "7")
    })
  ),
  law(
    "who brought a player in gets the bonus of the first deposit that is large enough to count, once for each player",
    Effect.gen(function* () {
      const referrer = yield* sit()
      const promotions = yield* Promotions
      const campaign = campaignOf({ _tag: "referral", amount: { EUR: "20" }, leastDeposit: { EUR: "10" } })
      yield* referrer.saved(campaign)
      const [small, large] = [yield* sit(referrer.brand), yield* sit(referrer.brand)]
      for (const { player } of [small, large]) {
        yield* promotions.refer({ brand: referrer.brand, player, referrer: referrer.player })
      }
      for (const table of [small, large]) {
        table.deposit(table === small ? 9 : 10)
        table.deposit(100)
        yield* table.counted
      }
      yield* recovered
      assert.deepEqual([referrer.bonus, small.bonus, large.bonus], [referrer.units(20), 0n, 0n])
      assert.equal((yield* referrer.bonuses).length, 1)
    })
  ),
  law(
    "the requirement of a bonus has the campaign's terms: a parachute's withdrawal forfeits, other products count nothing",
    Effect.gen(function* () {
      const table = yield* sit()
      const campaign = freeCredit({ products: { activity: [], reward: ["slots"] } })
      yield* table.saved(campaign)
      const { value } = yield* table.claim(campaign)
      const requirement = yield* (yield* Rolling).requirement({ ...table.ref, id: value.id })
      assert.deepEqual([requirement.onWithdrawal, requirement.grant], ["forfeit", value.id])
      assert.deepEqual(requirement.weights.categories, { live: 0, table: 0, sports: 0, minigame: 0 })
      const bonus = yield* (yield* Promotions).bonus({ ...table.ref, id: value.id })
      assert.match(bonus.style, /own money first/)
      assert.equal(bonus.termsHash, value.termsHash)
    })
  ),
  law(
    "a campaign that breaks a rule is not saved, and a version is saved once",
    Effect.gen(function* () {
      const table = yield* sit()
      const promotions = yield* Promotions
      const campaign = freeCredit()
      const refused = yield* Effect.flip(table.saved({ ...campaign, caps: { ...campaign.caps, budget: null } }))
      assert.ok(refused._tag === "CampaignRefused")
      assert.deepEqual(
        refused.violations.map(({ field, rule }) => [field, rule]),
        [["caps.budget", "budget-required"]]
      )
      assert.equal((yield* table.saved(campaign)).version, 1)
      assert.equal((yield* Effect.flip(table.saved(campaign)))._tag, "CampaignChanged")
      const next = { ...campaign, name: "Summer" }
      assert.equal((yield* promotions.saveCampaign({ brand: table.brand, campaign: next, version: 1 })).version, 2)
    })
  )
]
