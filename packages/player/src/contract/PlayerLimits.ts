import { CurrencyCode } from "@croupier/core/Currency"
import { Schema } from "effect"
import { LimitKind, LimitPeriod } from "./Gate.js"

/** An amount of a limit as a decimal string in main units, with no more digits than the currency's display scale. */
export const LimitAmount = Schema.String.pipe(Schema.maxLength(40)).annotations({
  description: "a decimal string in main units, at the currency's display scale",
  examples: ["100"]
})

/** The longest that one session may last. */
export const SessionMinutes = Schema.Int.pipe(Schema.between(5, 1440))

/** What a player wants to hold: the whole of it, so a limit that is not named is asked to be removed. */
export const WantedLimits = Schema.Struct({
  limits: Schema.Array(Schema.Struct({ kind: LimitKind, period: LimitPeriod, amount: LimitAmount })).pipe(
    Schema.filter(
      (limits) =>
        new Set(limits.map(({ kind, period }) => `${kind} ${period}`)).size === limits.length ||
        "each combination of kind and period may occur at most once"
    )
  ),
  sessionMinutes: Schema.optionalWith(Schema.NullOr(SessionMinutes), { exact: true })
})
export type WantedLimits = typeof WantedLimits.Type

const later = <A, I>(value: Schema.Schema<A, I>) =>
  Schema.NullOr(Schema.Struct({ to: Schema.NullOr(value), effectiveAt: Schema.Int }))

/**
 * A player's limits: what holds (null: nothing yet), and a raise or removal that waits, with the time at which it holds
 * (milliseconds of the epoch).
 */
export const LimitsView = Schema.Struct({
  currency: CurrencyCode,
  limits: Schema.Array(
    Schema.Struct({
      kind: LimitKind,
      period: LimitPeriod,
      amount: Schema.NullOr(LimitAmount),
      pending: later(LimitAmount)
    })
  ),
  sessionMinutes: Schema.Struct({ minutes: Schema.NullOr(SessionMinutes), pending: later(SessionMinutes) })
})
export type LimitsView = typeof LimitsView.Type
