import { retryDelay } from "@croupier/core/worker/retryDelay"
import type { GameCategory } from "@croupier/wallet/contract"
import { describe, expect, it } from "@effect/vitest"
import { FastCheck, Schema } from "effect"
import { RollingPolicy } from "../src/contract/RollingPolicy.js"
import { GameWeights, Multiplier, type StakeSource } from "../src/contract/Terms.js"
import { targetOf } from "../src/rules/targetOf.js"
import { validOf } from "../src/rules/validOf.js"
import { weighed, weightOf } from "../src/rules/weightOf.js"

const units = FastCheck.bigInt(0n, 10n ** 18n)
const totals = FastCheck.record({ stakeCash: units, stakeBonus: units, payoutCash: units, payoutBonus: units })
const category = FastCheck.constantFrom<GameCategory[]>("slots", "live", "table", "sports", "minigame")
const round = (stakeCash: bigint, payoutCash: bigint) => ({ stakeCash, payoutCash, stakeBonus: 0n, payoutBonus: 0n })

describe("the valid amount", () => {
  it("is never negative and never over the stake, for any totals and source", () => {
    FastCheck.assert(
      FastCheck.property(
        totals,
        category,
        FastCheck.constantFrom<StakeSource[]>("all", "cash", "bonus"),
        (played, of, source) => {
          const valid = validOf(of, played, source)
          const stake = { all: played.stakeCash + played.stakeBonus, cash: played.stakeCash, bonus: played.stakeBonus }
          return valid >= 0n && valid <= stake[source]
        }
      )
    )
  })

  it.each([
    ["slots", 100n, 0n, 100n],
    ["slots", 100n, 500n, 100n],
    ["live", 100n, 100n, 0n],
    ["live", 100n, 195n, 95n],
    ["table", 100n, 0n, 100n],
    ["sports", 100n, 350n, 100n],
    ["minigame", 190n, 195n, 5n]
  ] as const)("of %s with a stake of %s and a payout of %s is %s", (of, stake, payout, valid) => {
    expect(validOf(of, round(stake, payout), "all")).toBe(valid)
  })
})

describe("weights", () => {
  const weights = {
    categories: { live: 1000, slots: 10_000 },
    games: [{ provider: "hub88", code: "baccarat", weight: 0 }]
  } as const

  it.each([
    ["hub88", "baccarat", "live", 0],
    ["hub88", "roulette", "live", 1000],
    ["evolution", "baccarat", "live", 1000],
    ["hub88", "starlight", "slots", 10_000],
    ["hub88", "derby", "sports", 10_000]
  ] as const)("%s/%s (%s) has %s: a game's own weight, 0 included, then its category's, then whole", (...played) => {
    const [provider, game, of, weight] = played
    expect(weightOf(weights, { provider, game, category: of })).toBe(weight)
  })

  it("never count more than the valid amount, and lose less than a ledger unit", () => {
    FastCheck.assert(
      FastCheck.property(units, FastCheck.nat(10_000), (valid, weight) => {
        const counted = weighed(valid, weight)
        return counted <= valid && valid * BigInt(weight) - counted * 10_000n < 10_000n
      })
    )
  })

  it("of one game twice are refused by name, and so are weights over the whole", () => {
    const twice = { categories: {}, games: [weights.games[0], { ...weights.games[0], weight: 5 }] }
    expect(() => Schema.decodeUnknownSync(GameWeights)(twice)).toThrow("hub88/baccarat has two weights")
    expect(() => Schema.decodeUnknownSync(GameWeights)({ categories: { live: 10_001 }, games: [] })).toThrow(
      "a weight is 0 to 10000 basis points"
    )
  })
})

describe("terms", () => {
  it("a target is the rounded product of base and multiplier", () => {
    expect(targetOf(10_000_000n, 3500)).toBe(350_000_000n)
    expect(targetOf(1n, 50)).toBe(1n)
    expect(targetOf(1n, 49)).toBe(0n)
  })

  it("a multiplier is read and written exactly", () => {
    const decode = Schema.decodeSync(Multiplier)
    const encode = Schema.encodeSync(Multiplier)
    for (const text of ["0", "1", "2.5", "0.05", "999.99", "35"]) expect(encode(decode(text))).toBe(text)
    for (const text of ["-1", "1e3", "1.234", "1000", "01", "", "1."]) {
      expect(() => Schema.decodeUnknownSync(Multiplier)(text)).toThrow("a multiplier is a decimal")
    }
  })

  it("a policy with an amount that its currency cannot have is refused by name", () => {
    const policy = {
      deposit: {
        multiplier: "1",
        source: "all",
        weights: { categories: {}, games: [] },
        expiresAfterDays: null,
        priority: 1
      },
      playedOutBelow: { EUR: "0.0000001" }
    }
    expect(() => Schema.decodeUnknownSync(RollingPolicy)(policy)).toThrow("playedOutBelow in EUR")
  })

  it("a refused task is tried again at least every quarter of an hour", () => {
    FastCheck.assert(
      FastCheck.property(FastCheck.nat(1_000_000), (tries) => retryDelay(tries) >= 1000 && retryDelay(tries) <= 900_000)
    )
  })
})
