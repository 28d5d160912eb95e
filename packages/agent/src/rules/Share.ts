import { wholeRate } from "../contract/Rate.js"
import type { AgentPolicy } from "../contract/Terms.js"

/** One place in a chain: its rate, and whether its agent is suspended or closed. */
export interface Place {
  readonly rate: bigint
  readonly suspended: boolean
}

/** The part of a base between two rates. */
export interface Segment {
  readonly low: bigint
  readonly high: bigint
}

/** What an earner has of a base: the segments that are its own, and those that passed to it. */
export type Share = ReadonlyArray<Segment>

/**
 * The shares of a chain, from the player up to the root. Each place has what its rate is over the highest rate below, and not
 * over the neighbour's, so that the segments fill 0 to the highest rate without gap or overlap whatever the order of rates.
 */
export const shares = (
  chain: ReadonlyArray<Place>,
  suspendedShare: AgentPolicy["suspendedShare"]
): ReadonlyArray<Share> => {
  const own = ownSegments(chain)
  if (suspendedShare === "held") return own
  return chain.map(({ suspended }, at) => {
    const passed = chain.flatMap((_, from) => (from < at && nextActive(chain, from) === at ? (own[from] ?? []) : []))
    const kept = suspended && nextActive(chain, at) !== undefined ? [] : (own[at] ?? [])
    return [...passed, ...kept]
  })
}

/** The highest rate of a chain: what all its shares come to. */
export const highest = (chain: ReadonlyArray<Place>): bigint =>
  chain.reduce((most, { rate }) => (rate > most ? rate : most), 0n)

/**
 * A share of an exact, signed base. A segment is the difference of two products rounded towards zero at the last exact digit,
 * so that the shares of a chain add up to the highest rate's product, and a negative base gives the exact negative.
 */
export const shareOf = (base: bigint, share: Share): bigint =>
  share.reduce((sum, { high, low }) => sum + product(base, high) - product(base, low), 0n)

/** The rate of a share: the sum of its segments. */
export const rateOf = (share: Share): bigint => share.reduce((sum, { high, low }) => sum + high - low, 0n)

/** A rate of an exact base, rounded towards zero at the last exact digit. */
export const product = (base: bigint, rate: bigint): bigint => (base * rate) / wholeRate

const ownSegments = (chain: ReadonlyArray<Place>): ReadonlyArray<Share> =>
  chain.map(({ rate }, at) => {
    const below = highest(chain.slice(0, at))
    return rate > below ? [{ low: below, high: rate }] : []
  })

/** Where the share of a suspended place goes; undefined for an active one, and where all above are suspended too. */
const nextActive = (chain: ReadonlyArray<Place>, from: number): number | undefined => {
  if (chain[from]?.suspended !== true) return undefined
  const next = chain.findIndex(({ suspended }, at) => at > from && !suspended)
  return next === -1 ? undefined : next
}
