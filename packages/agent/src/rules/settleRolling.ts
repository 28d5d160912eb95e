import { type Line, paid, type Settled, valueOfAll } from "./Statement.js"

/**
 * A period of rolling commission: its lines, with what the last period left, less what was converted in advance. A debt, made
 * by rounds that were rolled back after they were paid for, is carried until later turnover makes up for it.
 */
export const settleRolling = (lines: ReadonlyArray<Line>, before: bigint, advances: bigint): Settled => {
  const earned = valueOfAll(lines)
  return {
    lines,
    earned,
    fenced: 0n,
    carried: before,
    deductions: [],
    advances,
    dropped: 0n,
    lots: [],
    ...paid(earned + before - advances)
  }
}
