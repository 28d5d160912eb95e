import type { Posting } from "./Posting.js"
import type { Grant, Wallet } from "./state.js"

/** Where money that belongs to a grant goes, in ledger units. The parts add up to the whole. */
export interface BonusParts {
  readonly bonus: bigint
  readonly converted: bigint
  readonly promo: bigint
}

/**
 * Money that comes for a grant: to the bonus while it is active; once converted, to cash as far as its cap allows; else
 * back to `promo`.
 */
export const split = (grant: Grant | null, wallet: Wallet, amount: bigint): BonusParts => {
  if (amount === 0n || grant === null) return { bonus: 0n, converted: 0n, promo: amount }
  if (grant.status === "active" && wallet.grant === grant.id) return { bonus: amount, converted: 0n, promo: 0n }
  if (grant.status !== "converted") return { bonus: 0n, converted: 0n, promo: amount }
  const cap = grant.terms.maxCashOut
  const room = cap === null ? amount : cap > grant.converted ? cap - grant.converted : 0n
  const converted = amount < room ? amount : room
  return { bonus: 0n, converted, promo: amount - converted }
}

/** Writes the parts and counts what was converted on the grant. */
export const credit = (posting: Posting, parts: BonusParts, grant: Grant | null): Grant | null => {
  posting.onWallet("bonus", parts.bonus).onBrand({ kind: "promo", sub: "" }, parts.promo)
  return grant && parts.converted !== 0n ? { ...grant, converted: grant.converted + parts.converted } : grant
}
