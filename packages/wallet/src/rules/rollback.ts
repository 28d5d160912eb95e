import type { CommandOf } from "../contract/Command.js"
import { credit, release, split } from "./BonusMoney.js"
import { add, at } from "./Counters.js"
import { balanceState, type Decision, refused } from "./Decision.js"
import { blank, Posting } from "./Posting.js"
import { about, addTotals, settle } from "./RoundSettlement.js"
import type { Grant, Round, Stamped, Transaction, Wallet, World } from "./State.js"

type Rollback = Stamped<CommandOf<"rollback">>

/**
 * The exact inverse of a bet or a win, in the original's own round whatever round the command names. The original's own key row is its tombstone, whether the original is known or
 * not, so the two exclude each other however they race.
 */
export const rollback = (world: World, stamped: Rollback, wallet: Wallet): Decision => {
  const { command } = stamped
  const original = world.transaction(wallet.brand, command.original)
  if (!original) return tombstone(world, stamped, wallet)
  if (original.wallet !== wallet.id) {
    return refused("unknown-original", "the transaction it names is not this player's", wallet)
  }
  if (original.reversedBy !== null) return refused("already-rolled-back", "it was rolled back before", wallet)
  if (original.tag !== "bet" && original.tag !== "win") {
    return refused("not-reversible", `a ${original.tag} is not rolled back`, wallet)
  }
  const round = original.round && world.round(wallet.brand, wallet.id, original.round)
  if (!round || !original.counter) throw new Error(`transaction ${original.id} has lost its round`)
  return original.tag === "bet"
    ? reverseBet(world, stamped, wallet, original, round)
    : reverseWin(world, stamped, wallet, original, round)
}

const tombstone = (world: World, stamped: Rollback, wallet: Wallet): Decision => {
  const { command } = stamped
  return new Posting(world, stamped, wallet).done({
    transaction: { found: false, round: command.round ?? null, original: command.original },
    original: {
      ...blank,
      brand: wallet.brand,
      key: command.original,
      id: stamped.id,
      tag: "tombstone",
      fingerprint: "",
      wallet: wallet.id,
      version: wallet.version + 1n,
      at: world.now,
      actor: command.actor,
      moved: { cash: 0n, bonus: 0n, held: 0n, debt: 0n },
      balance: balanceState(wallet),
      reversedBy: command.key
    }
  })
}

const reverseBet = (
  world: World,
  stamped: Rollback,
  wallet: Wallet,
  original: Transaction,
  before: Round
): Decision => {
  const cash = -original.moved.cash
  const bonus = -original.moved.bonus
  const grant = grantOf(world, wallet, original.grant ?? before.grant)
  const parts = split(grant, wallet, bonus)
  const posting = new Posting(world, stamped, wallet)
    .onWallet("cash", cash + parts.converted)
    .onBrand(original.counter!, -cash - bonus)
  const settled = settle(
    world,
    before,
    unfunded(
      addTotals(
        { ...before, review: before.review || before.payoutCash + before.payoutBonus > 0n },
        { stakeCash: -cash, stakeBonus: -bonus }
      )
    ),
    stamped.command.closesRound ?? false,
    credit(posting, parts, grant)
  )
  return finish(world, stamped, wallet, original, posting, settled, parts, {
    stake: -cash - bonus,
    loss: -cash - bonus
  })
}

/**
 * Each part is taken from where it is now: the bonus part from the bonus while its grant is active, and otherwise from
 * what the grant released, as if it had never come. What is missing is owed, or let go.
 */
const reverseWin = (
  world: World,
  stamped: Rollback,
  wallet: Wallet,
  original: Transaction,
  before: Round
): Decision => {
  const grant = grantOf(world, wallet, original.grant ?? before.grant)
  const given = original.moved.bonus + original.converted + original.promo
  const paidCash = original.moved.cash - original.converted
  const parts = split(grant, wallet, -given)
  const fromBonus = min(-parts.bonus, wallet.bonus)
  const wanted = paidCash - parts.converted - parts.bonus - fromBonus
  const fromCash = min(wanted, wallet.cash)
  const missing = wanted - fromCash
  const owed = stamped.command.shortfall === "debt" ? missing : 0n
  const taken = fromBonus + fromCash + owed - parts.promo

  const lost = missing - owed
  const cashBack = max(paidCash - lost, 0n)
  const kept = lost - (paidCash - cashBack)
  const converted = grant?.status === "converted" ? parts.converted + kept : 0n
  const posting = new Posting(world, stamped, wallet)
    .onWallet("cash", -fromCash)
    .onWallet("bonus", -fromBonus)
    .onWallet("debt", -owed)
    .onBrand({ kind: "promo", sub: "" }, parts.promo)
    .onBrand(original.counter!, taken)
  const settled = settle(
    world,
    before,
    unfunded(addTotals(before, { payoutCash: -cashBack, payoutBonus: cashBack - taken })),
    stamped.command.closesRound ?? false,
    grant && release(grant, converted + parts.promo)
  )
  return finish(world, stamped, wallet, original, posting, settled, { converted, promo: parts.promo }, { loss: taken })
}

/** A round that holds no bonus money any more may be funded by the next grant. */
const unfunded = (round: Round): Round =>
  round.grant !== null && round.stakeBonus === 0n && round.payoutBonus === 0n ? { ...round, grant: null } : round

const finish = (
  world: World,
  stamped: Rollback,
  wallet: Wallet,
  original: Transaction,
  posting: Posting,
  settled: ReturnType<typeof settle>,
  parts: { readonly converted: bigint; readonly promo: bigint },
  count: { readonly stake?: bigint; readonly loss: bigint }
): Decision => {
  const counters = at(wallet.counters, world.clock(wallet.brand), world.now)
  return posting.done({
    ...settled,
    transaction: {
      round: original.round,
      game: original.game,
      grant: original.grant,
      promo: parts.promo,
      converted: parts.converted,
      counter: original.counter,
      original: original.key
    },
    original: { ...original, reversedBy: stamped.command.key },
    wallet: { counters: add(counters, count, original.at) },
    events: [
      {
        type: "wallet.transaction-rolled-back",
        ...about({ ...settled.round!, grant: original.grant ?? settled.round!.grant })
      },
      ...settled.events
    ]
  })
}

const grantOf = (world: World, wallet: Wallet, id: string | null): Grant | null =>
  id === null ? null : (world.grant(wallet.brand, id) ?? null)

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)
