import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { nextBoundary } from "@croupier/core/schedule/Recurrence"
import { stamp } from "@croupier/core/worker/Loop"
import { Clock, Effect, Option } from "effect"
import type { CampaignRecord } from "../../rules/State.js"
import { settlePeriod } from "../../rules/settlePeriod.js"
import { PromotionPace } from "../PromotionPace.js"
import { PromotionStore } from "../store/PromotionStore.js"

/** More steps than a campaign that was not settled for a month of days has. */
const mostSteps = 100

/**
 * Settles a campaign's periods that are over, each once and in order: it begins where the last one ended, its facts are fixed, then
 * its rows are stored. Whatever stops it, the next tick goes on from there with the same facts.
 */
export const settleCampaign = (record: CampaignRecord) =>
  Effect.gen(function* () {
    const store = yield* PromotionStore
    const { grace } = yield* PromotionPace
    const { brand, campaign, from, until } = record
    const { reward } = campaign
    if (reward._tag !== "cashback" && reward._tag !== "turnover-rebate") return
    const timezone = Option.match(yield* (yield* BrandDirectory).brand(brand), {
      onNone: () => record.timezone,
      onSome: (found) => found.timezone
    })
    const cut = (at: number) => (until === null ? at : Math.min(at, until))
    const add = (number: number, begin: number) =>
      store.addPeriod(
        { brand, campaign: campaign.id, number },
        begin,
        cut(nextBoundary(reward.period, timezone, begin))
      )
    for (let step = 0; step < mostSteps; step++) {
      yield* stamp
      const now = yield* Clock.currentTimeMillis
      const last = yield* store.lastPeriod(brand, campaign.id)
      if (last === undefined) {
        if (from > now) return
        yield* add(1, from)
        continue
      }
      const ref = { brand, campaign: campaign.id, number: last.number }
      if (!last.isFrozen) {
        const to = cut(last.to)
        if (now < to + grace || to <= last.from) return
        yield* store.freeze(ref, to)
      } else if (!last.isSettled) {
        yield* store.settle(ref, (present, sums) => settlePeriod(present, reward, sums))
      } else {
        if (last.to >= (until ?? Number.POSITIVE_INFINITY) || last.to > now) return
        yield* add(last.number + 1, last.to)
      }
    }
  })
