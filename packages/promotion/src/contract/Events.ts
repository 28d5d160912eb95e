import { CurrencyCode } from "@croupier/core/Currency"
import * as EventKind from "@croupier/core/events/EventKind"
import { Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"
import { BonusState } from "./Bonus.js"

/** A bonus as an event shows it; amounts are decimal strings in main units. Its id is the wallet's grant and rolling's requirement. */
const Claimed = Schema.Struct({
  bonus: Uuid,
  campaign: Uuid,
  deposit: Schema.NullOr(Uuid),
  currency: CurrencyCode,
  amount: Schema.String,
  toStake: Schema.String,
  state: BonusState,
  reason: Schema.NullOr(Schema.String)
})

/** What was paid to a player for a period. */
const Settled = Schema.Struct({
  campaign: Uuid,
  period: Schema.Int,
  from: Schema.Int,
  to: Schema.Int,
  currency: CurrencyCode,
  base: Schema.String,
  amount: Schema.String
})

const example = {
  bonus: "01926d3c-7a1e-7000-8000-2f6d3a5b9c30",
  campaign: "01926d3c-7a1e-7000-8000-2f6d3a5b9c31",
  deposit: "01926d3c-7a1e-7000-8000-2f6d3a5b9c03",
  currency: "KRW",
  amount: "50000",
  toStake: "500000",
  state: "claimed",
  reason: null
} as const

/** Every kind of event that promotion publishes, by its type. */
export const promotionEvents = EventKind.catalogue({
  "promotion.claimed": {
    version: 1,
    about: "A player has claimed a bonus, or is given one; it may wait for an operator or for another bonus to end.",
    payload: Claimed,
    example
  },
  "promotion.activated": {
    version: 1,
    about: "A bonus was granted and its wagering requirement is open.",
    payload: Claimed,
    example: { ...example, state: "active" }
  },
  "promotion.settled": {
    version: 1,
    about: "A cashback or a rebate of one period was paid to the player's cash.",
    payload: Settled,
    example: {
      campaign: example.campaign,
      period: 3,
      from: 1772352000000,
      to: 1772438400000,
      currency: "KRW",
      base: "200000",
      amount: "20000"
    }
  },
  "promotion.cancelled": {
    version: 1,
    about: "A bonus was not given, or was taken back; `reason` says why.",
    payload: Claimed,
    example: { ...example, state: "cancelled", reason: "player-locked" }
  }
})

/** The types of the events that promotion publishes. */
export type PromotionEventType = keyof typeof promotionEvents
export type BonusEvent = typeof Claimed.Type
export type SettledEvent = typeof Settled.Type
