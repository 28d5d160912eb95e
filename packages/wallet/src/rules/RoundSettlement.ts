import type { RoundTotals } from "../contract/Events.js"
import type { GameRef, RoundRef } from "../contract/Round.js"
import type { Rest } from "./Posting.js"
import type { Grant, Round, Wallet, World } from "./State.js"

/** The current state of a round, or a new one. */
export const roundOf = (world: World, wallet: Wallet, ref: RoundRef, game: GameRef): Round =>
  world.round(wallet.brand, wallet.id, ref) ?? {
    brand: wallet.brand,
    wallet: wallet.id,
    provider: ref.provider,
    id: ref.id,
    currency: wallet.currency,
    game: game.code,
    category: game.category,
    status: "open",
    stakeCash: 0n,
    stakeBonus: 0n,
    payoutCash: 0n,
    payoutBonus: 0n,
    grant: null,
    openedAt: world.now,
    closedAt: null,
    review: false
  }

/** Adds signed totals to a round. */
export const addTotals = (round: Round, more: Partial<RoundTotals>): Round => ({
  ...round,
  stakeCash: round.stakeCash + (more.stakeCash ?? 0n),
  stakeBonus: round.stakeBonus + (more.stakeBonus ?? 0n),
  payoutCash: round.payoutCash + (more.payoutCash ?? 0n),
  payoutBonus: round.payoutBonus + (more.payoutBonus ?? 0n)
})

/**
 * Ends a change of a round: closes it where asked, keeps its grant's count of open rounds, and says what consumers of
 * turnover need: the totals once when it closes, and afterwards each difference.
 */
export const settle = (
  world: World,
  before: Round | undefined,
  changed: Round,
  closes: boolean,
  grant: Grant | null
): Required<Pick<Rest, "round" | "grant">> & { readonly events: NonNullable<Rest["events"]> } => {
  const closing = closes && changed.status === "open"
  const round: Round = closing ? { ...changed, status: "closed", closedAt: world.now } : changed
  const delta = countsFor(round) - countsFor(before)
  return {
    round,
    grant: grant && delta !== 0 ? { ...grant, openRounds: grant.openRounds + delta } : grant,
    events: closing
      ? [{ type: "wallet.round-closed", ...about(round), totals: totalsOf(round) }]
      : before?.status === "closed" && differs(before, round)
        ? [
            {
              type: "wallet.round-changed",
              ...about({ ...round, grant: round.grant ?? before.grant }),
              totals: difference(before, round)
            }
          ]
        : []
  }
}

const countsFor = (round: Round | undefined): number =>
  round !== undefined && round.status === "open" && round.stakeBonus > 0n ? 1 : 0

/** What an event says of its round. */
export const about = (round: Round) => ({
  round: { provider: round.provider, id: round.id },
  game: round.game,
  category: round.category,
  ...(round.grant === null ? {} : { grant: round.grant })
})

const totalsOf = (round: Round): RoundTotals => ({
  stakeCash: round.stakeCash,
  stakeBonus: round.stakeBonus,
  payoutCash: round.payoutCash,
  payoutBonus: round.payoutBonus
})

const difference = (before: Round, after: Round): RoundTotals => ({
  stakeCash: after.stakeCash - before.stakeCash,
  stakeBonus: after.stakeBonus - before.stakeBonus,
  payoutCash: after.payoutCash - before.payoutCash,
  payoutBonus: after.payoutBonus - before.payoutBonus
})

const differs = (before: Round, after: Round): boolean =>
  Object.values(difference(before, after)).some((units) => units !== 0n)
