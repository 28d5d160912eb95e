import type { SettlementPeriod } from "../contract/Reward.js"
import type { CalendarDay } from "./localDay.js"

/** The name of the period of the brand's calendar that a day is in. */
export const periodOf = (period: SettlementPeriod, { day, month, week }: CalendarDay): string =>
  ({ daily: day, weekly: week, monthly: month })[period]
