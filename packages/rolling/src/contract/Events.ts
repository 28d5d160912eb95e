import { CurrencyCode } from "@croupier/core/Currency"
import * as EventKind from "@croupier/core/events/EventKind"
import { Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"
import { RequirementOrigin, RequirementState } from "./Requirement.js"

/** A requirement as an event shows it; amounts are decimal strings in main units, `progress` up to the target. */
const Progress = Schema.Struct({
  requirement: Uuid,
  origin: RequirementOrigin,
  grant: Schema.NullOr(Uuid),
  deposit: Schema.NullOr(Uuid),
  currency: CurrencyCode,
  target: Schema.String,
  progress: Schema.String,
  state: RequirementState,
  reason: Schema.NullOr(Schema.String)
})

const example = {
  requirement: "01926d3c-7a1e-7000-8000-2f6d3a5b9c20",
  origin: "bonus",
  grant: "01926d3c-7a1e-7000-8000-2f6d3a5b9c10",
  deposit: null,
  currency: "KRW",
  target: "350000",
  progress: "120000",
  state: "active",
  reason: null
} as const

/** Every kind of event that rolling publishes, by its type. */
export const rollingEvents = EventKind.catalogue({
  "rolling.requirement-opened": {
    version: 1,
    about: "A deposit or a bonus has to be turned over.",
    payload: Progress,
    example: { ...example, progress: "0" }
  },
  "rolling.progressed": {
    version: 1,
    about: "Rounds counted towards a requirement. Published once for all rounds that were counted together.",
    payload: Progress,
    example
  },
  "rolling.completed": {
    version: 1,
    about: "A requirement is fulfilled, or the balance is played out (`no-funds`); a bonus is converted next.",
    payload: Progress,
    example: { ...example, progress: "350000", state: "completed" }
  },
  "rolling.expired": {
    version: 1,
    about: "A requirement ended by its time; a bonus is taken back next.",
    payload: Progress,
    example: { ...example, state: "expired" }
  },
  "rolling.ended": {
    version: 1,
    about: "A requirement ended otherwise: its bonus was converted, forfeited or lost, or it was cancelled.",
    payload: Progress,
    example: { ...example, state: "forfeited" }
  },
  "rolling.reopened": {
    version: 1,
    about: "A completed requirement is below its target again, because a round changed.",
    payload: Progress,
    example
  },
  "rolling.reversed": {
    version: 1,
    about: "The deposit of a requirement was reversed.",
    payload: Progress,
    example: { ...example, state: "reversed", reason: "deposit-reversed" }
  }
})

/** The types of the events that rolling publishes. */
export type RollingEventType = keyof typeof rollingEvents
export type RequirementEvent = typeof Progress.Type
