import type { CommandOf } from "../contract/Command.js"
import { credit, split } from "./BonusMoney.js"
import { add, at } from "./Counters.js"
import { type Decision, refused } from "./Decision.js"
import { Posting } from "./Posting.js"
import { about, addTotals, roundOf, settle } from "./RoundSettlement.js"
import type { Round, Stamped, Transaction, Wallet, World } from "./State.js"

/** house → cash + bonus, pro rata to the round's stakes, the bonus part rounded down. */
export const win = (world: World, stamped: Stamped<CommandOf<"win">>, wallet: Wallet): Decision => {
  const { command } = stamped
  const named = betOf(world, command, wallet)
  if (named.refusal) return named.refusal

  const before = world.round(wallet.brand, wallet.id, command.round)
  const round = roundOf(world, wallet, command.round, command.game)
  const grant = round.grant === null ? null : (world.grant(wallet.brand, round.grant) ?? null)
  const share = bonusShare(command, round)
  const parts = split(grant, wallet, share)
  const cash = command.amount - share + parts.converted
  const house = { kind: "house", sub: command.round.provider } as const
  const paid = addTotals(
    { ...round, review: round.review || named.review || isStray(command, round) },
    { payoutCash: command.amount - share, payoutBonus: share }
  )
  const posting = new Posting(world, stamped, wallet).onWallet("cash", cash).onBrand(house, -command.amount)
  const settled = settle(world, before, paid, command.closesRound ?? false, credit(posting, parts, grant))
  const counters = at(wallet.counters, world.clock(wallet.brand), world.now)
  return posting.done({
    ...settled,
    transaction: {
      round: command.round,
      game: command.game.code,
      grant: share > 0n ? round.grant : null,
      promo: parts.promo,
      converted: parts.converted,
      counter: house,
      reason: parts.promo > 0n ? "bonus-ended" : null
    },
    wallet: { counters: add(counters, { loss: -command.amount }, world.now) },
    events: [{ type: "wallet.win-paid", ...about(paid) }, ...settled.events]
  })
}

/** Of a round staked partly with bonus money, the bonus gets its part of a win; promotions and jackpots are cash. */
const bonusShare = (command: CommandOf<"win">, round: Round): bigint => {
  const stakes = round.stakeCash + round.stakeBonus
  return command.kind === "promo" || command.kind === "jackpot" || stakes === 0n
    ? 0n
    : (command.amount * round.stakeBonus) / stakes
}

/** Of a win that names no bet, only the round can be checked: it pays for a stake that is missing or was reversed. */
const isStray = (command: CommandOf<"win">, round: Round): boolean =>
  command.bet === undefined &&
  command.missingBet === "credit" &&
  command.kind === "normal" &&
  round.stakeCash + round.stakeBonus === 0n

const betOf = (
  world: World,
  command: CommandOf<"win">,
  wallet: Wallet
): { readonly refusal?: Decision; readonly review: boolean } => {
  if (command.bet === undefined) return { review: false }
  const bet = world.transaction(wallet.brand, command.bet)
  if (bet && bet.tag !== "tombstone" && !isBetOf(command, wallet, bet)) {
    return {
      review: false,
      refusal: refused("unknown-original", "the referenced transaction is not a bet of this round", wallet)
    }
  }
  if (bet && bet.reversedBy === null) return { review: false }
  if (command.missingBet === "credit") return { review: true }
  return {
    review: false,
    refusal: bet
      ? refused("already-rolled-back", "the bet of this win was rolled back", wallet)
      : refused("unknown-original", "the bet of this win is unknown", wallet)
  }
}

const isBetOf = (command: CommandOf<"win">, wallet: Wallet, bet: Transaction): boolean =>
  bet.tag === "bet" &&
  bet.wallet === wallet.id &&
  bet.round?.provider === command.round.provider &&
  bet.round.id === command.round.id
