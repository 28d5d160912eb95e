import type { Posting } from "./Posting.js"
import type { Grant, Wallet } from "./State.js"

/** Where money that belongs to a grant goes, in ledger units; negative parts are taken back. They add up to the whole. */
export interface BonusParts {
  readonly bonus: bigint
  readonly converted: bigint
  readonly promo: bigint
}

/**
 * Splits money that comes for a grant, or goes back when negative: to the bonus while the grant is active; once it is
 * converted, to cash as far as its cap allows; otherwise to `promo`. Of a converted grant, cash is a function of the sum
 * released so far, so coming and going back in any order end at the same cash and the same use of the cap.
 */
export const split = (grant: Grant | null, wallet: Wallet, amount: bigint): BonusParts => {
  if (amount === 0n || grant === null) return { bonus: 0n, converted: 0n, promo: amount }
  if (grant.status === "active" && wallet.grant === grant.id) return { bonus: amount, converted: 0n, promo: 0n }
  if (grant.status !== "converted") return { bonus: 0n, converted: 0n, promo: amount }
  const converted = cashOf(grant, grant.released + amount) - cashOf(grant, grant.released)
  return { bonus: 0n, converted, promo: amount - converted }
}

/** The grant after `amount` more was released by it; of one that is not converted nothing is. */
export const release = (grant: Grant, amount: bigint): Grant => {
  if (grant.status !== "converted" || amount === 0n) return grant
  const released = grant.released + amount
  const cash = cashOf(grant, released)
  return { ...grant, released, converted: cash > 0n ? cash : 0n }
}

/** Writes the parts, and what they release of the grant. */
export const credit = (posting: Posting, parts: BonusParts, grant: Grant | null): Grant | null => {
  posting.onWallet("bonus", parts.bonus).onBrand({ kind: "promo", sub: "" }, parts.promo)
  return grant && release(grant, parts.converted + parts.promo)
}

/** Below zero where bonus money was taken back from cash after it had been played. */
const cashOf = ({ terms: { maxCashOut } }: Grant, released: bigint): bigint =>
  maxCashOut === null || released < maxCashOut ? released : maxCashOut
