import { HashMap, Option } from "effect"
import { amountIn } from "../contract/AmountByCurrency.js"
import type { CampaignRecord, Claim } from "./State.js"

/** Why a campaign has nothing left; undefined where the amount is within its budget. */
export const budgetRefusal = (
  record: CampaignRecord,
  { amount, currency }: Pick<Claim, "amount" | "currency">,
  isNewReceiver: boolean
): string | undefined => {
  const { budget, receivers } = record.campaign.caps
  if (budget !== null && spentIn(record, currency) + amount > (amountIn(budget, currency) ?? 0n)) return "budget"
  return isNewReceiver && receivers !== null && record.receivers >= receivers ? "receivers" : undefined
}

/** The campaign with an amount reserved, or given back where it is negative; a receiver more, or less. */
export const withSpent = (
  record: CampaignRecord,
  { amount, currency }: Pick<Claim, "amount" | "currency">,
  receivers: number
): CampaignRecord => ({
  ...record,
  spent: HashMap.set(record.spent, currency, spentIn(record, currency) + amount),
  receivers: record.receivers + receivers
})

const spentIn = ({ spent }: CampaignRecord, currency: string): bigint =>
  Option.getOrElse(HashMap.get(spent, currency), () => 0n)
