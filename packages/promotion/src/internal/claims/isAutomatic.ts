import type { Campaign } from "../../contract/Campaign.js"

/** Whether a campaign gives bonuses by itself when a deposit completes. */
export const isAutomatic = ({ reward }: Campaign): boolean =>
  reward._tag === "referral" || (reward._tag === "deposit-match" && reward.claim === "automatic")
