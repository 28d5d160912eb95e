import type { RoundMovement } from "@croupier/wallet/contract"
import { HashMap, Option } from "effect"
import type { Player, Round } from "./State.js"
import { roundKey } from "./State.js"
import { withRound } from "./Stepping.js"

/** The player after a stake. */
export const afterStake = (player: Player, event: RoundMovement): Player => {
  const known = Option.getOrUndefined(HashMap.get(player.rounds, roundKey(event.round)))
  return known !== undefined && !known.isOpen ? player : moved(player, known, event)
}

/** The player after a rollback: one that gives money back is a stake's, one that takes money is a win's and moves no stake. */
export const afterRollback = (player: Player, event: RoundMovement): Player => {
  const known = Option.getOrUndefined(HashMap.get(player.rounds, roundKey(event.round)))
  const { bonus, cash } = event.moved
  return known?.isOpen === true && cash >= 0n && bonus >= 0n ? moved(player, known, event) : player
}

const moved = (player: Player, known: Round | undefined, event: RoundMovement): Player => {
  const { cash, bonus } = event.moved
  const before: Round = known ?? {
    ...event.round,
    game: event.game,
    category: event.category,
    grant: null,
    isOpen: true,
    totals: { stakeCash: 0n, stakeBonus: 0n, payoutCash: 0n, payoutBonus: 0n },
    requirement: null,
    weight: 0,
    counted: 0n
  }
  const after: Round = {
    ...before,
    grant: event.grant ?? before.grant,
    totals: {
      ...before.totals,
      stakeCash: before.totals.stakeCash - cash,
      stakeBonus: before.totals.stakeBonus - bonus
    }
  }
  return counted(withRound(player, after), known, after)
}

/** The player after a round has closed: it is not open any more. */
export const afterClosing = (player: Player, ref: Pick<Round, "provider" | "id">): Player => {
  const known = Option.getOrUndefined(HashMap.get(player.rounds, roundKey(ref)))
  return known?.isOpen === true
    ? counted({ ...player, rounds: HashMap.remove(player.rounds, roundKey(ref)) }, known, undefined)
    : player
}

const counted = (player: Player, before: Round | undefined, after: Round | undefined): Player => ({
  ...player,
  openRounds: player.openRounds + (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1),
  openBonusRounds: player.openBonusRounds + bonusRounds(player, after) - bonusRounds(player, before)
})

const bonusRounds = (player: Player, round: Round | undefined): number =>
  round !== undefined && round.grant !== null && round.grant === player.grant && round.totals.stakeBonus > 0n ? 1 : 0
