import { parse } from "@croupier/core/Amount"
import { Timezone } from "@croupier/core/Brand"
import * as Currency from "@croupier/core/Currency"
import { CurrencyCode } from "@croupier/core/Currency"
import { Either, Schema } from "effect"

/** Whether new bets are taken; `closed` also refuses launches. Wins and rollbacks are always taken. */
export const PlayState = Schema.Literal("open", "no-new-bets", "closed")
export type PlayState = typeof PlayState.Type

/** What a play state is set on: the whole brand, one provider, or one game of it. */
export const PlayTarget = Schema.Struct({
  provider: Schema.optionalWith(
    Schema.String.pipe(
      Schema.pattern(/^[a-z0-9-]{2,32}$/, { message: () => "a provider is 2 to 32 characters of a-z, 0-9 and -" })
    ),
    { exact: true }
  ),
  /** Only together with its provider. */
  code: Schema.optionalWith(
    Schema.String.pipe(
      Schema.pattern(/^[\x21-\x7e]{1,128}$/, { message: () => "a game code is 1 to 128 visible ASCII characters" })
    ),
    { exact: true }
  )
}).pipe(
  Schema.filter(({ code, provider }) => code === undefined || provider !== undefined || "a code requires a provider")
)
export type PlayTarget = typeof PlayTarget.Type

const decimal = Schema.String.pipe(
  Schema.pattern(/^(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?$/, { message: () => "a decimal string in main units" })
)

/** What may be withdrawn in one currency. Amounts are decimal strings in main units; null: no such limit. */
export const WithdrawalTerms = Schema.Struct({
  minimum: Schema.NullOr(decimal),
  maximum: Schema.NullOr(decimal),
  /** How many a player may request in a day of the brand. */
  perDay: Schema.NullOr(Schema.Int.pipe(Schema.nonNegative())),
  /** Over it two operators approve. */
  twoPeopleOver: Schema.NullOr(decimal),
  /** Whether a player may cancel a request, where the licence allows that. */
  playerMayCancel: Schema.Boolean
})
export type WithdrawalTerms = typeof WithdrawalTerms.Type

/** Why terms cannot be held to: an amount finer or larger than the ledger counts in its currency. Undefined where they can. */
export const flawOfTerms = (terms: Readonly<Record<string, WithdrawalTerms>>): string | undefined => {
  for (const [code, of] of Object.entries(terms)) {
    if (!Currency.isOffered(code)) return `${code} is not a known currency`
    for (const name of ["minimum", "maximum", "twoPeopleOver"] as const) {
      const amount = of[name]
      const read = amount === null ? undefined : parse(Currency.of(CurrencyCode.make(code)), amount)
      if (read !== undefined && Either.isLeft(read)) return `${name} of withdrawals in ${code}: ${read.left}`
    }
  }
  return undefined
}

/** How a brand's wallets decide. */
export const BrandPolicy = Schema.Struct({
  timezone: Timezone,
  funding: Schema.Literal("cash-first", "bonus-first"),
  play: PlayState,
  /** By provider name; what is not named is open. */
  providers: Schema.Record({ key: Schema.String, value: PlayState }),
  /** By `<provider>/<game code>`; what is not named is open. */
  games: Schema.Record({ key: Schema.String, value: PlayState }),
  /** By currency; what is not named has no limits, and may be cancelled. */
  withdrawals: Schema.optionalWith(
    Schema.Record({ key: CurrencyCode, value: WithdrawalTerms }).pipe(
      Schema.filter((terms) => flawOfTerms(terms) ?? true)
    ),
    { exact: true }
  )
})
export type BrandPolicy = typeof BrandPolicy.Type

const Version = Schema.Int.pipe(Schema.nonNegative())

/** A policy as it is read; `version` counts its changes, 0 where the brand has said nothing. */
export const StoredPolicy = Schema.Struct({ ...BrandPolicy.fields, version: Version })
export type StoredPolicy = typeof StoredPolicy.Type

/** A policy to be set; with a `version` only in the place of that one. */
export const NewPolicy = Schema.Struct({
  ...BrandPolicy.fields,
  version: Schema.optionalWith(Version, { exact: true })
})
export type NewPolicy = typeof NewPolicy.Type

/** What holds for a brand that has said nothing: cash first, everything open, UTC. */
export const defaultPolicy: BrandPolicy = {
  timezone: "UTC" as Timezone,
  funding: "cash-first",
  play: "open",
  providers: {},
  games: {}
}

/** What holds for withdrawals in a currency of which the brand has said nothing. */
export const defaultWithdrawalTerms: WithdrawalTerms = {
  minimum: null,
  maximum: null,
  perDay: null,
  twoPeopleOver: null,
  playerMayCancel: true
}
