import type { Currency } from "@croupier/core/Currency"

/** `dividend ÷ divisor` of non-negative numbers, rounded half up. */
export const halfUp = (dividend: bigint, divisor: bigint): bigint => (2n * dividend + divisor) / (2n * divisor)

/** `units × numerator ÷ denominator`, rounded once, half up, to the decimals that the currency is shown with. */
export const shareShown = (
  { displayScale, ledgerScale }: Currency,
  units: bigint,
  numerator: bigint,
  denominator: bigint
): bigint => {
  const shown = 10n ** BigInt(ledgerScale - displayScale)
  return halfUp(units * numerator, denominator * shown) * shown
}
