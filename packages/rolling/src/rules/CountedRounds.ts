import type { RoundSettlement, RoundTotals } from "@croupier/wallet/contract"
import { HashMap, Option } from "effect"
import { reopenBelowTarget } from "./completeFulfilled.js"
import type { Player, Requirement, Round, Step } from "./State.js"
import { roundKey } from "./State.js"
import { andThen, inOrder, unchanged, withRequirement, withRound } from "./Stepping.js"
import { stakeOf, validOf } from "./validOf.js"
import { weighed, weightOf } from "./weightOf.js"

/** Counts a round that has closed: towards the first active requirement with a source that its stakes meet, or none. */
export const closeRound = (player: Player, settled: RoundSettlement, at: number): Step => {
  const { category, game, grant = null, round: ref, totals } = settled
  const requirement = inOrder(player).find(({ source }) => meets(totals, source))
  if (requirement === undefined) {
    return unchanged({ ...player, rounds: HashMap.remove(player.rounds, roundKey(ref)) })
  }
  const weight = weightOf(requirement.weights, { provider: ref.provider, game, category })
  const round: Round = {
    ...ref,
    game,
    category,
    grant,
    isOpen: false,
    totals,
    requirement: requirement.id,
    weight,
    counted: 0n
  }
  return contribute(player, requirement, round, { kind: "round", before: nothing, settled, at })
}

/**
 * Counts a change of a closed round: the difference to what stands, under the requirement and the weight of its first
 * contribution, so that a full reversal is its exact negative. A round that counted towards nothing still does not count.
 */
export const changeRound = (player: Player, settled: RoundSettlement, at: number): Step => {
  const known = Option.getOrUndefined(HashMap.get(player.rounds, roundKey(settled.round)))
  const requirement =
    known?.requirement == null ? undefined : Option.getOrUndefined(HashMap.get(player.requirements, known.requirement))
  if (known === undefined || requirement === undefined) return unchanged(player)
  const round: Round = { ...known, totals: added(known.totals, settled.totals) }
  return contribute(player, requirement, round, { kind: "change", before: known.totals, settled, at })
}

interface Counting {
  readonly kind: "round" | "change"
  readonly before: RoundTotals
  readonly settled: RoundSettlement
  readonly at: number
}

const contribute = (
  player: Player,
  requirement: Requirement,
  round: Round,
  { at, before, kind, settled }: Counting
): Step => {
  const { category, counted, game, totals, weight } = round
  const valid = validOf(category, totals, requirement.source)
  const amount = weighed(valid, weight) - counted
  const number = requirement.contributions + 1
  const progressed = { ...requirement, progress: requirement.progress + amount, contributions: number }
  const step: Step = {
    player: withRound(withRequirement(player, progressed), { ...round, counted: counted + amount }),
    contributions: [
      {
        requirement: requirement.id,
        number,
        kind,
        round: settled.round,
        game,
        category,
        valid: valid - validOf(category, before, requirement.source),
        weight,
        amount,
        transaction: settled.transaction,
        adjustment: null,
        at
      }
    ],
    reviews: [],
    happened: amount === 0n ? [] : [{ type: "rolling.progressed", requirement: requirement.id }]
  }
  return andThen(step, (now) => reopenBelowTarget(now, requirement.id, at))
}

/** A round without any stake, such as a free one, meets `all` only. */
const meets = (totals: RoundTotals, source: Requirement["source"]): boolean =>
  source === "all" || stakeOf(totals, source) > 0n

const nothing: RoundTotals = { stakeCash: 0n, stakeBonus: 0n, payoutCash: 0n, payoutBonus: 0n }

const added = (a: RoundTotals, b: RoundTotals): RoundTotals => ({
  stakeCash: a.stakeCash + b.stakeCash,
  stakeBonus: a.stakeBonus + b.stakeBonus,
  payoutCash: a.payoutCash + b.payoutCash,
  payoutBonus: a.payoutBonus + b.payoutBonus
})
