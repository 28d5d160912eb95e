import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { Wallet } from "@croupier/wallet/contract"
import { Effect, Option } from "effect"
import type { NewCampaign } from "../../contract/Campaign.js"
import { rulesOf } from "../../contract/JurisdictionRules.js"
import * as Problems from "../../contract/Problems.js"
import { campaignViolations } from "../../rules/campaignViolations.js"
import { startOf } from "../../rules/localDay.js"
import { PromotionStore } from "../store/PromotionStore.js"
import { campaignView } from "../Views.js"

/** Saves a campaign, judged by the rules of its brand's jurisdiction. */
export const saveCampaign = Effect.fn("Promotions.saveCampaign")(function* ({ brand, campaign, version }: NewCampaign) {
  const directory = yield* BrandDirectory
  const found = yield* directory.brand(brand)
  if (Option.isNone(found)) {
    const detail = `${brand} is not a known brand`
    return yield* new Problems.CampaignRefused({ violations: [{ field: "brand", rule: "unknown-brand", detail }] })
  }
  const { timezone } = found.value
  const licence = yield* directory.licenceOf(brand)
  const rules = rulesOf(Option.match(licence, { onNone: () => "none", onSome: ({ jurisdiction }) => jurisdiction }))
  const { funding } = yield* (yield* Wallet).policy(brand).pipe(Effect.catchTag("WalletUnavailable", unavailable))
  const violations = campaignViolations(campaign, rules, funding)
  if (violations.length > 0) return yield* new Problems.CampaignRefused({ violations })
  const { from, until } = campaign.schedule
  const saved = yield* (yield* PromotionStore).saveCampaign({
    brand,
    campaign,
    version,
    timezone,
    from: startOf(timezone, from),
    until: until === null ? null : startOf(timezone, until)
  })
  return saved === undefined ? yield* new Problems.CampaignChanged() : campaignView(saved)
})

const unavailable = () => new Problems.PromotionsUnavailable({ outcome: "not-applied" })
