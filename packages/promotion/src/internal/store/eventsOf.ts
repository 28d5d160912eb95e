import { format } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { newEvents } from "@croupier/core/events/publish"
import type { DomainEvent } from "@croupier/core/events/StreamEvent"
import { type Effect, HashMap } from "effect"
import { type BonusEvent, promotionEvents, type SettledEvent } from "../../contract/Events.js"
import { toStake } from "../../rules/bonusOf.js"
import type { Claim, Step } from "../../rules/State.js"
import type { Payout } from "./PromotionStore.js"

/** The events of a step, numbered after those that the player has already. */
export const eventsOf = (step: Step, at: number): Effect.Effect<ReadonlyArray<DomainEvent>> => {
  const { brand, claims, events, player } = step.player
  return newEvents(
    { brand, key: player, before: events, at },
    step.happened.map(({ claim, type }) => {
      const { about: _, example: __, payload: ___, ...kind } = promotionEvents[type]
      return { ...kind, payload: bonusEvent(HashMap.unsafeGet(claims, claim)) }
    })
  )
}

/** The event of a payout. */
export const settledEvent = (
  { amount, base, brand, campaign, currency, from, period, player, to }: Payout,
  before: bigint,
  at: number
): Effect.Effect<ReadonlyArray<DomainEvent>> => {
  const of = Currency.of(currency)
  const payload: SettledEvent = {
    campaign,
    period,
    from,
    to,
    currency,
    base: format(of, base),
    amount: format(of, amount)
  }
  const { type, version } = promotionEvents["promotion.settled"]
  return newEvents({ brand, key: player, before, at }, [{ type, version, payload }])
}

/** The step with this number of events published. */
export const withEvents = (step: Step, count: number): Step => ({
  ...step,
  player: { ...step.player, events: step.player.events + BigInt(count) }
})

const bonusEvent = ({ amount, base, campaign, currency, deposit, id, reason, state, terms }: Claim): BonusEvent => {
  const of = Currency.of(currency)
  return {
    bonus: id,
    campaign,
    deposit,
    currency,
    amount: format(of, amount),
    toStake: format(of, toStake(base, terms.multiplier)),
    state,
    reason
  }
}
