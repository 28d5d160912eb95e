import { categories, percentOf } from "../contract/Rate.js"
import type { CommissionKind, Terms } from "../contract/Terms.js"

type WithRates = Pick<Terms, CommissionKind>

/** Each rate of the terms that is over the one of the limit, such as `rolling slots: 1.2 > 1`. */
export const over = (terms: WithRates, limit: WithRates): ReadonlyArray<string> =>
  (["rolling", "losing"] as const).flatMap((kind) =>
    categories.flatMap((category) => {
      const rate = terms[kind][category]
      const most = limit[kind][category]
      return rate > most ? [`${kind} ${category}: ${percentOf(rate)} > ${percentOf(most)}`] : []
    })
  )

/** Whether a rate is anything in some category. */
export const isAny = (rates: Terms[CommissionKind]): boolean => categories.some((category) => rates[category] > 0n)
