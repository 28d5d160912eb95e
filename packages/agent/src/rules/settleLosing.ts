import { zero } from "@croupier/core/Amount"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { Terms } from "../contract/Terms.js"
import { deduct } from "./deduct.js"
import { type Line, type Lot, paid, type Settled, valueOfAll, valueOfLot } from "./Statement.js"

/** What a period of losing commission is settled from, beside its lines. */
export interface LosingPeriod {
  /** Of the statement. */
  readonly number: number
  readonly currency: CurrencyCode
  readonly terms: Pick<Terms, "carry" | "carryPeriods" | "deductions">
  /** What the ring-fence added to the bases of the lines. */
  readonly fenced: bigint
  /** What earlier periods left, oldest lot first. */
  readonly lots: ReadonlyArray<Lot>
  readonly remainder: bigint
}

/**
 * A period of losing commission. The lots of earlier periods are made up for first; what is over them is paid, less the
 * deductions. A period that stays negative is carried or dropped as the terms say.
 */
export const settleLosing = (lines: ReadonlyArray<Line>, period: LosingPeriod): Settled => {
  const lots = period.lots.map((lot) => ({ ...lot, lines: lot.lines.map((line) => revalued(line, lot, lines)) }))
  const all = [...lines, ...lots.flatMap((lot) => lot.lines)]
  const amounts = lots.reduce((sum, { amount }) => sum + amount, 0n)
  const earned = valueOfAll(all)
  const common = { lines: all, earned, fenced: period.fenced, carried: amounts + period.remainder, advances: 0n }
  const total = earned + amounts
  if (total < 0n) {
    const { dropped, kept } = carryOver(lines, lots, period)
    return { ...common, deductions: [], payout: zero, dropped, remainder: period.remainder, lots: kept }
  }
  const deductions = deduct(total, period.terms.deductions, period.currency)
  const deducted = deductions.reduce((sum, { amount }) => sum + amount, 0n)
  return { ...common, deductions, dropped: 0n, lots: [], ...paid(total - deducted + period.remainder) }
}

/** A carried line at the rates that this period has for players of the same agent, where there were any. */
const revalued = (line: Line, lot: Lot, present: ReadonlyArray<Line>): Line => {
  const now = present.findLast(({ category, via }) => via === line.via && category === line.category)
  return { ...line, carriedFrom: lot.from, ...(now === undefined ? {} : { chain: now.chain, share: now.share }) }
}

const carryOver = (lines: ReadonlyArray<Line>, lots: ReadonlyArray<Lot>, { number, terms }: LosingPeriod) => {
  const own: Lot = { from: number, lines, amount: 0n }
  const open = valueOfLot(own) < 0n ? [...lots, own] : offset(own, lots)
  const inForm = open.map((lot) =>
    terms.carry === "base" ? { ...lot, lines: merged(lot.lines) } : { ...lot, lines: [], amount: valueOfLot(lot) }
  )
  const { carryPeriods } = terms
  const isKept = ({ from }: Lot) =>
    terms.carry !== "none" && (carryPeriods === null || number + 1 - from <= carryPeriods)
  return {
    kept: inForm.filter(isKept),
    dropped: inForm.filter((lot) => !isKept(lot)).reduce((sum, lot) => sum + valueOfLot(lot), 0n)
  }
}

/** What is left of the lots, oldest first, after a period that was not negative has made up for some of them. */
const offset = (own: Lot, [oldest, ...later]: ReadonlyArray<Lot>): ReadonlyArray<Lot> => {
  if (oldest === undefined) return []
  const both: Lot = {
    from: oldest.from,
    lines: [...own.lines, ...oldest.lines],
    amount: own.amount + oldest.amount
  }
  return valueOfLot(both) < 0n ? [both, ...later] : offset(both, later)
}

/** Lines with the same share of the same players' base, as one each. */
const merged = (lines: ReadonlyArray<Line>): ReadonlyArray<Line> => {
  const sums = new Map<string, Line>()
  for (const line of lines) {
    const key = `${line.via} ${line.chain} ${line.category}`
    const same = sums.get(key)
    sums.set(key, same === undefined ? line : { ...same, base: same.base + line.base })
  }
  return [...sums.values()]
}
