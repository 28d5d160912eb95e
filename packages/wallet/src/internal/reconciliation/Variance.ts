import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"

/** The account that is compared: of a wallet, or without one of the brand itself. */
export interface Account {
  readonly brand: BrandKey
  readonly wallet: WalletId | null
  readonly kind: string
  readonly sub: string
  readonly currency: string
}

/** A currency's total, which has to be zero, in place of an account's kind. */
export const allAccounts = "all accounts"

/** An account that holds something else than its entries say, in ledger units. */
export interface Difference extends Account {
  readonly expected: bigint
  readonly found: bigint
}

/** A difference as PostgreSQL gives it: sums are `numeric` and come as text. */
export type DifferenceRow = Account & { readonly expected: string; readonly found: string }

/** Reads a row. */
export const differenceOf = ({ brand, currency, expected, found, kind, sub, wallet }: DifferenceRow): Difference => ({
  brand,
  wallet,
  kind,
  sub,
  currency,
  expected: BigInt(expected),
  found: BigInt(found)
})

/** A difference that was confirmed while the account was held still. */
export interface Variance extends Difference {
  /** The first entry, in the account's own order, from which balance and entries part, or that none does. */
  readonly firstDiverging: string
}

/** `alert`: no wallet was frozen, a person decides. */
export type Verdict = "balanced" | "frozen" | "alert"

/** The number of single accounts that may be wrong; more are the system's fault, and stopping players makes it worse. */
export const mostFrozen = 10

/** What is done about the differences of one run. */
export const verdictOn = (differences: ReadonlyArray<Account>): Verdict => {
  if (differences.length === 0) return "balanced"
  const wallets = new Set(differences.map(({ brand, wallet }) => wallet && `${brand} ${wallet}`))
  return differences.length > mostFrozen || wallets.has(null) ? "alert" : "frozen"
}
