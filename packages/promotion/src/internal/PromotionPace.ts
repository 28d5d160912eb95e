import { Context } from "effect"

/** How long things take, in milliseconds. */
export class PromotionPace extends Context.Reference<PromotionPace>()("@croupier/promotion/PromotionPace", {
  defaultValue: () => ({
    /** How long a claim is left alone after one of its steps has begun. */
    lease: 30_000,
    /** How long after a period's end its facts are waited for; what comes later belongs to the next period. */
    grace: 600_000
  })
}) {}
