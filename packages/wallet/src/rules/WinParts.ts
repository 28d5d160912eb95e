import { split } from "./BonusMoney.js"
import { invariant } from "./invariant.js"
import type { Grant, Transaction, Wallet } from "./State.js"

/** Where the bonus part of a win is when the win is reversed: in one place, which the state of its grant says. */
export type BonusPlace =
  /** The grant is active: in the wallet's bonus, and what was played of that is taken from cash. */
  | { readonly _tag: "active"; readonly amount: bigint }
  /** The grant was converted: in cash as far as its cap allows, the rest in promo. */
  | { readonly _tag: "converted"; readonly cash: bigint; readonly promo: bigint }
  /** The grant ended without a conversion: in promo, and the player has nothing of it. */
  | { readonly _tag: "ended"; readonly promo: bigint }
  /** The win paid cash alone. */
  | { readonly _tag: "none" }

/** What a win paid, in two parts, and where its bonus part is now. No amount is negative. */
export interface WinParts {
  readonly cash: bigint
  readonly bonus: bigint
  readonly place: BonusPlace
}

/** Reads a win's parts off its row; `grant` is the one that the bonus part belongs to. */
export const winParts = ({ converted, moved, promo }: Transaction, grant: Grant | null, wallet: Wallet): WinParts => {
  const cash = moved.cash - converted
  const bonus = moved.bonus + converted + promo
  invariant(cash >= 0n && bonus >= 0n, "no part of a win is negative")
  return { cash, bonus, place: bonus === 0n ? { _tag: "none" } : placeOf(bonus, grant, wallet) }
}

const placeOf = (amount: bigint, grant: Grant | null, wallet: Wallet): BonusPlace => {
  invariant(grant !== null, "the grant of a win's bonus part is loaded")
  invariant(grant.status !== "active" || wallet.grant === grant.id, "an active grant is the one of its wallet")
  const { converted, promo } = split(grant, wallet, -amount)
  switch (grant.status) {
    case "active":
      return { _tag: "active", amount }
    case "converted":
      invariant(converted <= 0n && promo <= 0n, "what goes back of a converted grant is taken from cash and from promo")
      return { _tag: "converted", cash: -converted, promo: -promo }
    default:
      return { _tag: "ended", promo: amount }
  }
}
