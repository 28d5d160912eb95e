import { parse } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { CurrencyCode } from "@croupier/core/Currency"
import { Either, Schema } from "effect"
import { everythingCounts, GameWeights, Multiplier, StakeSource } from "./Terms.js"

const Version = Schema.Int.pipe(Schema.nonNegative())

/** What a brand asks of deposits, and when a balance counts as played out. */
export const RollingPolicy = Schema.Struct({
  deposit: Schema.Struct({
    /** Zero: deposits have no requirement. */
    multiplier: Multiplier,
    source: StakeSource,
    weights: GameWeights,
    /** Days until a deposit's requirement expires; null: it does not. */
    expiresAfterDays: Schema.NullOr(Schema.Int.pipe(Schema.between(1, 3650))),
    /** Requirements are worked off in order of priority, the smallest first. */
    priority: Schema.Int.pipe(Schema.between(0, 1000))
  }),
  /** By currency, in main units: a settled balance below it ends every active requirement. Default: the smallest amount shown. */
  playedOutBelow: Schema.Record({ key: CurrencyCode, value: Schema.String }).pipe(
    Schema.filter((thresholds) => flawOf(thresholds) ?? true)
  )
})
export type RollingPolicy = typeof RollingPolicy.Type

/** A policy as it is read; `version` counts its changes, 0 where the brand has set none. */
export const StoredRollingPolicy = Schema.Struct({ ...RollingPolicy.fields, version: Version })
export type StoredRollingPolicy = typeof StoredRollingPolicy.Type

/** A policy to be set in the place of the given version. */
export const NewRollingPolicy = Schema.Struct({ ...RollingPolicy.fields, version: Version })
export type NewRollingPolicy = typeof NewRollingPolicy.Type

/** The policy of a brand that has set none: every deposit is turned over once, by any stake in any game. */
export const defaultRollingPolicy: StoredRollingPolicy = {
  version: 0,
  deposit: { multiplier: 100, source: "all", weights: everythingCounts, expiresAfterDays: null, priority: 100 },
  playedOutBelow: {}
}

const flawOf = (thresholds: Readonly<Record<string, string>>): string | undefined => {
  for (const [code, amount] of Object.entries(thresholds)) {
    if (!Currency.isOffered(code)) return `playedOutBelow: ${code} is not a known currency`
    const read = parse(Currency.of(CurrencyCode.make(code)), amount)
    if (Either.isLeft(read)) return `playedOutBelow in ${code}: ${read.left}`
  }
  return undefined
}
