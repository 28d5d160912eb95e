import type { CurrencyCode } from "@croupier/core/Currency"
import { perUnit } from "../contract/Exact.js"
import type { Deduction } from "../contract/Terms.js"
import { product } from "./Share.js"

/**
 * What each deduction takes off an exact commission, in the listed order. A percentage is of what the ones before have left;
 * a fixed amount of the statement's currency takes at most that; one of another currency is not listed.
 */
export const deduct = (
  commission: bigint,
  deductions: ReadonlyArray<Deduction>,
  currency: CurrencyCode
): ReadonlyArray<{ readonly name: string; readonly amount: bigint }> =>
  deductions
    .filter((deduction) => deduction._tag === "percent" || deduction.currency === currency)
    .reduce<{
      readonly left: bigint
      readonly taken: ReadonlyArray<{ readonly name: string; readonly amount: bigint }>
    }>(
      ({ left, taken }, deduction) => {
        const amount = amountOf(deduction, left)
        return { left: left - amount, taken: [...taken, { name: deduction.name, amount }] }
      },
      { left: commission > 0n ? commission : 0n, taken: [] }
    ).taken

const amountOf = (deduction: Deduction, left: bigint): bigint => {
  if (deduction._tag === "percent") return product(left, deduction.rate)
  const fixed = deduction.amount * perUnit
  return fixed < left ? fixed : left
}
