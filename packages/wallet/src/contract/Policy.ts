import { Timezone } from "@croupier/core/Brand"
import { CurrencyCode } from "@croupier/core/Currency"
import { Schema } from "effect"

/** Whether new bets are taken; `closed` also refuses launches. Wins and rollbacks are always taken. */
export const PlayState = Schema.Literal("open", "no-new-bets", "closed")
export type PlayState = typeof PlayState.Type

/** An account of the brand into which players may pay. */
export const ReceivingAccount = Schema.Struct({
  id: Schema.String.pipe(Schema.minLength(1), Schema.maxLength(64)),
  bank: Schema.NonEmptyString,
  accountNumber: Schema.NonEmptyString,
  holder: Schema.NonEmptyString,
  currency: CurrencyCode,
  status: Schema.Literal("open", "closed")
})
export type ReceivingAccount = typeof ReceivingAccount.Type

/** How a brand's wallets decide. */
export const BrandPolicy = Schema.Struct({
  timezone: Timezone,
  funding: Schema.Literal("cash-first", "bonus-first"),
  play: PlayState,
  /** By provider name; what is not named is open. */
  providers: Schema.Record({ key: Schema.String, value: PlayState }),
  /** By `<provider>/<game code>`; what is not named is open. */
  games: Schema.Record({ key: Schema.String, value: PlayState }),
  receivingAccounts: Schema.Array(ReceivingAccount)
})
export type BrandPolicy = typeof BrandPolicy.Type

/** What holds for a brand that has said nothing: cash first, everything open, UTC, nowhere to pay in. */
export const defaultPolicy: BrandPolicy = {
  timezone: "UTC" as Timezone,
  funding: "cash-first",
  play: "open",
  providers: {},
  games: {},
  receivingAccounts: []
}
