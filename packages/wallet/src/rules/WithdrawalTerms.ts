import { parse } from "@croupier/core/Amount"
import type { CurrencyCode } from "@croupier/core/Currency"
import * as Currency from "@croupier/core/Currency"
import { Either } from "effect"
import { type BrandPolicy, defaultWithdrawalTerms } from "../contract/Policy.js"
import type { RefusalReason } from "../contract/Result.js"
import { periodIn } from "./Period.js"
import type { Wallet, Withdrawal, World } from "./State.js"

/** A brand's terms for withdrawals in a currency, in ledger units. */
export const termsOf = ({ withdrawals }: BrandPolicy, currency: CurrencyCode) => {
  const { maximum, minimum, perDay, playerMayCancel, twoPeopleOver } = withdrawals?.[currency] ?? defaultWithdrawalTerms
  const units = (text: string | null): bigint | null =>
    text === null ? null : Either.getOrThrow(parse(Currency.of(currency), text))
  return {
    minimum: units(minimum),
    maximum: units(maximum),
    perDay,
    twoPeopleOver: units(twoPeopleOver),
    playerMayCancel
  }
}

/**
 * Which of the brand's terms a withdrawal breaks, and the message for it. `held` is one that was requested before: the terms
 * may have changed since, and it counts among the day's by its own place.
 */
export const brokenTerm = (
  world: World,
  wallet: Wallet,
  amount: bigint,
  held?: Withdrawal
): readonly [reason: RefusalReason, detail: string] | undefined => {
  const { maximum, minimum, perDay } = termsOf(world.policy(wallet.brand), wallet.currency)
  if (minimum !== null && amount < minimum) return ["under-minimum", "the amount is below the minimum withdrawal"]
  if (maximum !== null && amount > maximum) return ["over-maximum", "the amount is above the maximum withdrawal"]
  if (perDay === null) return undefined
  const { from } = periodIn(world.clock(wallet.brand), "day", world.now)
  if (held !== undefined && held.requestedAt < from) return undefined
  const today = world
    .withdrawalsOf(wallet.brand, wallet.id)
    .filter((one) => one.requestedAt >= from && (held === undefined || isBefore(one, held)))
  return today.length < perDay ? undefined : ["too-many-today", "the daily number of withdrawals has been reached"]
}

const isBefore = (one: Withdrawal, other: Withdrawal): boolean =>
  one.requestedAt < other.requestedAt || (one.requestedAt === other.requestedAt && one.id < other.id)
