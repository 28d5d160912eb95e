import { Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"

/** The length of a self-exclusion: a time-out of a day, or an exclusion of half a year and more. */
export const ExclusionLength = Schema.Literal("24-hours", "6-months", "1-year", "2-years", "5-years", "for-ever")
export type ExclusionLength = typeof ExclusionLength.Type

/** What a player asks for; it cannot be taken back. */
export const ExclusionRequest = Schema.Struct({ length: ExclusionLength })

/**
 * An exclusion that holds on every brand of the licence. A time-out ends by itself at `until`; any other continues past it
 * until an end is asked for and a day has passed (`endsAt`). Times are milliseconds of the epoch; null is never.
 */
export const ExclusionView = Schema.Struct({
  id: Uuid,
  length: ExclusionLength,
  from: Schema.Int,
  until: Schema.NullOr(Schema.Int),
  endsAt: Schema.NullOr(Schema.Int)
})
export type ExclusionView = typeof ExclusionView.Type
