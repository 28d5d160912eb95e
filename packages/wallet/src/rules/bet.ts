import type { CommandOf } from "../contract/Command.js"
import { add, at, exceeded } from "./Counters.js"
import { type Decision, refused } from "./Decision.js"
import { locked } from "./gate.js"
import { Posting } from "./Posting.js"
import { about, addTotals, roundOf, settle } from "./RoundSettlement.js"
import type { Round, Stamped, Wallet, World } from "./State.js"

/** cash + bonus → house, whole or not at all. A free bet is one of amount zero. */
export const bet = (world: World, stamped: Stamped<CommandOf<"bet">>, wallet: Wallet): Decision => {
  const { command } = stamped
  const exempt = command.promo === true && command.amount === 0n
  const refusal = exempt ? undefined : refusalOf(world, command, wallet)
  if (refusal) return refusal

  const before = world.round(wallet.brand, wallet.id, command.round)
  const round = roundOf(world, wallet, command.round, command.game)
  if (round.status === "closed" && !exempt) {
    return refused("round-closed", `round ${round.id} is closed and accepts no more bets`, wallet)
  }
  const grant = wallet.grant === null ? null : (world.grant(wallet.brand, wallet.grant) ?? null)
  if (grant?.terms.maxBet != null && command.amount > grant.terms.maxBet) {
    return refused("max-bet", "the stake exceeds the maximum while a bonus is active", wallet)
  }
  const policy = world.policy(wallet.brand)
  const counters = at(wallet.counters, world.clock(wallet.brand), world.now)
  const limit = exceeded(wallet, counters, ["stake", "loss"], command.amount)
  if (limit && command.amount > 0n) {
    return refused("limit", `the stake exceeds the player's ${limit.kind} limit for the ${limit.period}`, wallet)
  }
  const usable = grant && fundable(grant.id, grant.terms.excludedGames, round, command.game.code) ? wallet.bonus : 0n
  if (command.amount > wallet.cash + usable) return refused("insufficient-funds", "the balance is too low", wallet)

  const first = policy.funding === "cash-first" ? wallet.cash : usable
  const fromFirst = command.amount < first ? command.amount : first
  const cash = policy.funding === "cash-first" ? fromFirst : command.amount - fromFirst
  const bonus = command.amount - cash
  const house = { kind: "house", sub: command.round.provider } as const
  const staked: Round = addTotals(
    { ...round, grant: bonus > 0n && grant ? grant.id : round.grant },
    { stakeCash: cash, stakeBonus: bonus }
  )
  const settled = settle(
    world,
    before,
    staked,
    command.closesRound ?? false,
    staked.grant === grant?.id ? grant : grantOf(world, wallet, staked)
  )
  return new Posting(world, stamped, wallet)
    .move("cash", -cash, house)
    .move("bonus", -bonus, house)
    .done({
      ...settled,
      transaction: {
        round: command.round,
        game: command.game.code,
        grant: bonus > 0n && grant ? grant.id : null,
        counter: house
      },
      wallet: { counters: add(counters, { stake: command.amount, loss: command.amount }, world.now) },
      events: [{ type: "wallet.bet-placed", ...about(staked) }, ...settled.events]
    })
}

/** A round is funded by one grant only: one that an earlier grant has staked in takes no money of the next. */
const fundable = (grant: string, excluded: ReadonlyArray<string>, round: Round, game: string): boolean =>
  !excluded.includes(game) && (round.grant === null || round.grant === grant)

const grantOf = (world: World, wallet: Wallet, round: Round) =>
  round.grant === null ? null : (world.grant(wallet.brand, round.grant) ?? null)

const refusalOf = (world: World, command: CommandOf<"bet">, wallet: Wallet): Decision | undefined => {
  const block = locked(wallet, "bet", world.now)
  if (block) return block
  if (command.repeatOnly)
    return refused("no-new-bets", "the bet was not recorded before and cannot be accepted now", wallet)
  const policy = world.policy(wallet.brand)
  const { provider } = command.round
  const states = [policy.play, policy.providers[provider], policy.games[`${provider}/${command.game.code}`]]
  return states.some((state) => state !== undefined && state !== "open")
    ? refused("no-new-bets", "new bets are not accepted at the moment", wallet)
    : undefined
}
