import { format } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { newEvents } from "@croupier/core/events/publish"
import type { DomainEvent } from "@croupier/core/events/StreamEvent"
import { type Effect, HashMap } from "effect"
import { type RequirementEvent, rollingEvents } from "../../contract/Events.js"
import type { Requirement, Step } from "../../rules/State.js"
import { shownProgress } from "../Views.js"

/**
 * The events of a step, numbered after those that the player has already. Progress is published once, as it is in the end; a
 * requirement that ended in the same step needs no event of its progress.
 */
export const eventsOf = (step: Step, at: number): Effect.Effect<ReadonlyArray<DomainEvent>> => {
  const { brand, events, player, requirements } = step.player
  const last = new Map(step.happened.map(({ requirement }, index) => [requirement, index]))
  const published = step.happened.filter(
    ({ requirement, type }, index) => type !== "rolling.progressed" || last.get(requirement) === index
  )
  return newEvents(
    { brand, key: player, before: events, at },
    published.map(({ requirement, type }) => ({
      ...rollingEvents[type],
      payload: payloadOf(HashMap.unsafeGet(requirements, requirement))
    }))
  )
}

/** The step with this number of events published. */
export const withEvents = (step: Step, count: number): Step => ({
  ...step,
  player: { ...step.player, events: step.player.events + BigInt(count) }
})

const payloadOf = (requirement: Requirement): RequirementEvent => {
  const currency = Currency.of(requirement.currency)
  const { deposit, grant, id, origin, reason, state, target } = requirement
  return {
    requirement: id,
    origin,
    grant,
    deposit,
    currency: requirement.currency,
    target: format(currency, target),
    progress: format(currency, shownProgress(requirement)),
    state,
    reason
  }
}
