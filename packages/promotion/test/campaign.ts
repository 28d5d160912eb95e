import type { BrandKey } from "@croupier/core/Brand"
import { Timezone } from "@croupier/core/Brand"
import { uuidv7 } from "@croupier/core/Ids"
import { everythingCounts } from "@croupier/rolling/contract"
import { HashMap } from "effect"
import type { BonusTerms } from "../src/contract/BonusTerms.js"
import type { Campaign } from "../src/contract/Campaign.js"
import type { Reward } from "../src/contract/Reward.js"
import type { CampaignRecord, Claim, Player } from "../src/rules/State.js"

export const terms: BonusTerms = {
  multiplier: 1000,
  base: "bonus",
  source: "all",
  weights: everythingCounts,
  mostCashOut: {},
  mostBet: {},
  expiresAfterDays: 30,
  excludedGames: [],
  style: "parachute"
}

export const match: Extract<Reward, { _tag: "deposit-match" }> = {
  _tag: "deposit-match",
  deposit: { which: "any" },
  share: 10_000,
  leastDeposit: {},
  most: { EUR: "100" },
  claim: "opt-in"
}

export const campaignOf = (change: Partial<Campaign> = {}): Campaign => ({
  id: uuidv7(0),
  name: "Spring",
  reward: match,
  schedule: { from: "2026-03-01", until: "2026-04-01", weekdays: [] },
  eligibility: {
    tags: [],
    withoutTags: [],
    segments: [],
    agents: [],
    minimumAge: 18,
    leastDeposits: null,
    mostDeposits: null
  },
  caps: { perPlayer: 3, perPeriod: null, budget: { EUR: "1000" }, receivers: null },
  terms,
  products: { activity: [], reward: [] },
  automaticUpTo: {},
  ...change
})

export const recordOf = (campaign: Campaign): CampaignRecord => ({
  brand: "aurora" as BrandKey,
  campaign,
  version: 1,
  state: "open",
  timezone: Timezone.make("UTC"),
  from: Date.UTC(2026, 2, 1),
  until: Date.UTC(2026, 3, 1),
  spent: HashMap.empty(),
  receivers: 0
})

export const playerOf = (claims: ReadonlyArray<Claim> = []): Player => ({
  brand: "aurora" as BrandKey,
  player: uuidv7(1) as Player["player"],
  seen: 0n,
  events: 0n,
  deposits: 0,
  claimed: claims.length,
  claims: HashMap.fromIterable(claims.map((claim) => [claim.id, claim]))
})
