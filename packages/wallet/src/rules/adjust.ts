import type { BrandAccount, CommandOf } from "../contract/Command.js"
import { notByOperator } from "./Deciders.js"
import { balanceState, type Decision, okOf, refused } from "./Decision.js"
import { blank, brandLine, Posting } from "./Posting.js"
import type { Stamped, Transaction, Wallet, World } from "./State.js"

const adjustment = { kind: "adjustment", sub: "" } as const
const commission = { kind: "commission", sub: "" } as const

/** commission → cash */
export const commissionPayout = (
  world: World,
  stamped: Stamped<CommandOf<"commission-payout">>,
  wallet: Wallet
): Decision =>
  new Posting(world, stamped, wallet)
    .move("cash", stamped.command.amount, commission)
    .done({ transaction: { counter: commission } })

/** adjustment ↔ cash or bonus, with its reason. */
export const adjust = (world: World, stamped: Stamped<CommandOf<"adjust">>, wallet: Wallet): Decision => {
  const { account, amount, direction, reason } = stamped.command
  const undecided = notByOperator(stamped, wallet)
  if (undecided) return undecided
  if (account === "bonus" && wallet.grant === null) return refused("unknown-grant", "no bonus is active", wallet)
  if (direction === "debit" && amount > wallet[account]) {
    return refused("insufficient-funds", `the ${account} balance is too low`, wallet)
  }
  return new Posting(world, stamped, wallet)
    .move(account, direction === "credit" ? amount : -amount, adjustment)
    .done({ transaction: { counter: adjustment, reason, grant: account === "bonus" ? wallet.grant : null } })
}

/** cash → debt */
export const debtSettle = (world: World, stamped: Stamped<CommandOf<"debt-settle">>, wallet: Wallet): Decision => {
  const { amount } = stamped.command
  if (amount > wallet.debt) return refused("over-debt", "that is more than is owed", wallet)
  if (amount > wallet.cash) return refused("insufficient-funds", "the cash balance is too low", wallet)
  return new Posting(world, stamped, wallet).onWallet("cash", -amount).onWallet("debt", amount).done()
}

/** adjustment → debt */
export const debtWriteOff = (world: World, stamped: Stamped<CommandOf<"debt-write-off">>, wallet: Wallet): Decision => {
  const { amount, reason } = stamped.command
  const undecided = notByOperator(stamped, wallet)
  if (undecided) return undecided
  return amount > wallet.debt
    ? refused("over-debt", "that is more than is owed", wallet)
    : new Posting(world, stamped, wallet)
        .move("debt", amount, adjustment)
        .done({ transaction: { counter: adjustment, reason } })
}

/** Accounts that a bank's own movements are booked on; whatever touches another one is an adjustment, however it is called. */
const isOfTheBank = ({ kind }: BrandAccount): boolean => kind === "bank" || kind === "suspense" || kind === "fees"

/** Moves money between two accounts of the brand; no wallet is touched, so nothing is locked but the key. */
export const brandTransfer = (world: World, stamped: Stamped<CommandOf<"brand-transfer">>): Decision => {
  const { command, fingerprint, id } = stamped
  if (command.from.kind === command.to.kind && command.from.sub === command.to.sub) {
    return refused("same-account", "money does not move from an account to itself")
  }
  const isBanks = command.kind !== "adjust" && isOfTheBank(command.from) && isOfTheBank(command.to)
  const undecided = isBanks ? undefined : notByOperator(stamped)
  if (undecided) return undecided
  const transaction: Transaction = {
    ...blank,
    brand: command.brand,
    key: command.key,
    id,
    tag: command._tag,
    fingerprint,
    wallet: null,
    version: 0n,
    at: world.now,
    actor: command.actor,
    moved: { cash: 0n, bonus: 0n, held: 0n, debt: 0n },
    balance: null,
    counter: command.to,
    reason: command.reason
  }
  return {
    _tag: "applied",
    result: okOf(transaction, false),
    effects: {
      transaction,
      wallet: null,
      entries:
        command.amount === 0n
          ? []
          : [
              brandLine(command.from, command.currency, -command.amount),
              brandLine(command.to, command.currency, command.amount)
            ],
      original: null,
      round: null,
      grant: null,
      request: null,
      withdrawal: null,
      events: [],
      newPeriod: false
    }
  }
}

/** Opens a wallet, empty. */
export const open = (world: World, stamped: Stamped<CommandOf<"open">>, counters: Wallet["counters"]): Decision => {
  const { command } = stamped
  const wallet: Wallet = {
    brand: command.brand,
    id: command.wallet,
    kind: command.kind,
    currency: command.currency,
    version: 0n,
    eventVersion: 0n,
    cash: 0n,
    bonus: 0n,
    held: 0n,
    debt: 0n,
    grant: null,
    request: null,
    blocks: [],
    limits: [],
    counters
  }
  const known = world.wallet(command.brand, command.wallet)
  return known
    ? refused("wallet-exists", "this wallet was opened before", balanceState(known))
    : new Posting(world, stamped, wallet).done()
}
