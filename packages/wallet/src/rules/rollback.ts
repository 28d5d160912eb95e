import type { CommandOf } from "../contract/Command.js"
import { credit, split } from "./bonusMoney.js"
import { add, at } from "./counters.js"
import { balanceState, type Decision, refused } from "./Decision.js"
import { blank, Posting } from "./Posting.js"
import { about, addTotals, settle } from "./round.js"
import type { Grant, Round, Stamped, Transaction, Wallet, World } from "./state.js"

type Rollback = Stamped<CommandOf<"rollback">>

/**
 * The exact inverse of a bet or a win. The original's own key row is its tombstone, whether the original is known or
 * not, so the two exclude each other however they race.
 */
export const rollback = (world: World, stamped: Rollback, wallet: Wallet): Decision => {
  const { command } = stamped
  const original = world.transaction(wallet.brand, command.original)
  if (!original) return tombstone(world, stamped, wallet)
  if (original.wallet !== wallet.id || differentRound(command, original)) {
    return refused("duplicate-mismatch", "the transaction it names is not of this player and round", wallet)
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

const differentRound = (command: CommandOf<"rollback">, original: Transaction): boolean =>
  command.round !== undefined &&
  original.round !== null &&
  (command.round.id !== original.round.id || command.round.provider !== original.round.provider)

const tombstone = (world: World, stamped: Rollback, wallet: Wallet): Decision => {
  const { command } = stamped
  return new Posting(world, stamped, wallet).done({
    transaction: { found: false, round: command.round ?? null },
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
    addTotals(
      { ...before, review: before.review || before.payoutCash + before.payoutBonus > 0n },
      { stakeCash: -cash, stakeBonus: -bonus }
    ),
    stamped.command.closesRound ?? false,
    credit(posting, parts, grant)
  )
  return finish(world, stamped, wallet, original, posting, settled, parts, {
    stake: -cash - bonus,
    loss: -cash - bonus
  })
}

/** Each part is taken from where it went; what is not there any more is owed, or let go. */
const reverseWin = (
  world: World,
  stamped: Rollback,
  wallet: Wallet,
  original: Transaction,
  before: Round
): Decision => {
  const grant = grantOf(world, wallet, original.grant ?? before.grant)
  const given = original.moved.bonus
  const active = grant !== null && grant.status === "active" && wallet.grant === grant.id
  const fromBonus = active ? min(given, wallet.bonus) : 0n
  const ended = grant !== null && !active && grant.status !== "converted" ? given : 0n
  const wanted = original.moved.cash + (given - ended - fromBonus)
  const fromCash = min(wanted, wallet.cash)
  const missing = wanted - fromCash
  const owed = stamped.command.shortfall === "debt" ? missing : 0n
  const fromPromo = original.promo + ended
  const taken = fromBonus + fromCash + owed + fromPromo

  const paidCash = original.moved.cash - original.converted
  const lost = missing - owed
  const cashBack = max(paidCash - lost, 0n)
  const unconverted = max(original.converted - max(lost - paidCash, 0n), 0n)
  const posting = new Posting(world, stamped, wallet)
    .onWallet("cash", -fromCash)
    .onWallet("bonus", -fromBonus)
    .onWallet("debt", -owed)
    .onBrand({ kind: "promo", sub: "" }, -fromPromo)
    .onBrand(original.counter!, taken)
  const settled = settle(
    world,
    before,
    addTotals(before, { payoutCash: -cashBack, payoutBonus: cashBack - taken }),
    stamped.command.closesRound ?? false,
    grant && unconverted > 0n ? { ...grant, converted: grant.converted - unconverted } : grant
  )
  const parts = { converted: -unconverted, promo: -fromPromo }
  return finish(world, stamped, wallet, original, posting, settled, parts, { loss: taken })
}

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
  const counters = at(wallet.counters, world.policy(wallet.brand).timezone, world.now)
  return posting.done({
    ...settled,
    transaction: {
      round: original.round,
      game: original.game,
      grant: original.grant,
      promo: parts.promo,
      converted: parts.converted,
      counter: original.counter
    },
    original: { ...original, reversedBy: stamped.command.key },
    wallet: { counters: add(counters, count, original.at) },
    events: [{ type: "wallet.transaction-rolled-back", ...about(settled.round!) }, ...settled.events]
  })
}

const grantOf = (world: World, wallet: Wallet, id: string | null): Grant | null =>
  id === null ? null : (world.grant(wallet.brand, id) ?? null)

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)
