import { perUnit } from "../../contract/Exact.js"
import type { Terms } from "../../contract/Terms.js"
import { earnings } from "../../rules/earnings.js"
import { fenceLines, type PlayerLine } from "../../rules/fenceLines.js"
import type { Line } from "../../rules/Statement.js"
import type { AccountRow, Fence, SumRow } from "../store/Rows.js"

/** The lines of a period, and what the ring-fence keeps apart after it. */
export interface Lines {
  readonly lines: ReadonlyArray<Line>
  readonly fences: ReadonlyArray<Fence>
  /** By how much the bases of the lines are over what was played. */
  readonly fenced: bigint
}

/** What a ring-fence takes at most of one player and category, in exact units; undefined without one. */
export const limitOf = ({ ringFence }: Terms, { currency, kind }: AccountRow): bigint | undefined => {
  const limit = ringFence.find((amount) => amount.currency === currency)
  return kind === "losing" && limit !== undefined ? limit.amount * perUnit : undefined
}

/** Whether sums have to be read by player. */
export const needsPlayers = (terms: Terms, account: AccountRow): boolean =>
  limitOf(terms, account) !== undefined || account.fences.length > 0

/** The lines of an account from its accruals, one for each chain and category, the latest chain last. */
export const linesOf = (account: AccountRow, terms: Terms, found: ReadonlyArray<SumRow>): Lines => {
  const sums = found.toSorted(inOrder)
  const of = (sum: SumRow): ReadonlyArray<Line> => {
    const { category, chain } = sum
    const earning = earnings(chain, account.earner.id, account.kind, category, sum)
    return earning === undefined ? [] : [{ ...earning, via: chain.agent, chain: chain.id, category, carriedFrom: null }]
  }
  if (!needsPlayers(terms, account)) return { lines: sums.flatMap(of), fences: [], fenced: 0n }
  const ofPlayers = sums.flatMap((sum): ReadonlyArray<PlayerLine> => {
    const { player } = sum
    return player === null ? [] : of(sum).map((line) => ({ player, line }))
  })
  const fenced = fenceLines(ofPlayers, account.fences, limitOf(terms, account))
  return {
    lines: oneEach(fenced.lines),
    fences: fenced.fences,
    fenced: totalOf(account.fences) - totalOf(fenced.fences)
  }
}

/** One order for every store, so that the same accruals always make the same statement. */
const inOrder = (a: SumRow, b: SumRow): number =>
  a.chain.since - b.chain.since || byText(a.chain.id, b.chain.id) || byText(a.category, b.category)

const byText = (a: string, b: string): number => Number(a > b) - Number(a < b)

const totalOf = (fences: ReadonlyArray<Fence>): bigint => fences.reduce((sum, { amount }) => sum + amount, 0n)

/** Lines of different players with the same chain and category, as one. */
const oneEach = (lines: ReadonlyArray<Line>): ReadonlyArray<Line> => {
  const sums = new Map<string, Line>()
  for (const line of lines) {
    const key = `${line.chain} ${line.category}`
    sums.set(key, { ...line, base: line.base + (sums.get(key)?.base ?? 0n) })
  }
  return [...sums.values()]
}
