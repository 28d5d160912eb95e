import type { CommandOf } from "../contract/Command.js"
import type { EventType } from "../contract/Events.js"
import { notByUs } from "./Deciders.js"
import { type Decision, refused } from "./Decision.js"
import { locked } from "./gate.js"
import { Posting } from "./Posting.js"
import type { Stamped, Wallet, Withdrawal, World } from "./State.js"
import { after, type WithdrawalAction } from "./WithdrawalStates.js"
import { brokenTerm, termsOf } from "./WithdrawalTerms.js"

/** cash → held, refused while the player is blocked or owes anything. */
export const withdrawHold = (world: World, stamped: Stamped<CommandOf<"withdraw-hold">>, wallet: Wallet): Decision => {
  const { command } = stamped
  const refusal = notWithdrawable(world, wallet, command.amount)
  if (refusal) return refusal
  if (world.withdrawal(wallet.brand, command.withdrawal)) {
    return refused("duplicate-mismatch", "there is a withdrawal of this id", wallet)
  }
  if (command.amount > wallet.cash) return refused("insufficient-funds", "the cash balance is too low", wallet)
  const unseen = changedSince(command, wallet)
  if (unseen) return unseen
  const { twoPeopleOver } = termsOf(world.policy(wallet.brand), wallet.currency)
  const { account, shown } = command
  return new Posting(world, stamped, wallet)
    .onWallet("cash", -command.amount)
    .onWallet("held", command.amount)
    .done(
      changed(
        {
          brand: wallet.brand,
          id: command.withdrawal,
          wallet: wallet.id,
          holder: wallet.kind,
          currency: wallet.currency,
          amount: command.amount,
          status: "requested",
          payTo: account === undefined || shown === undefined ? null : { account, ...shown },
          reviews: command.reviews ?? [],
          twoPeople: twoPeopleOver !== null && command.amount > twoPeopleOver,
          approvedBy: [],
          payout: null,
          payer: null,
          bank: null,
          reason: null,
          requestedAt: world.now
        },
        "wallet.withdrawal-requested"
      )
    )
}

/**
 * Two operators over the threshold, one where there is something to review. A new review reason voids the approvals that
 * were given without it, and a threshold lowered since the request holds too.
 */
export const withdrawApprove = (
  world: World,
  stamped: Stamped<CommandOf<"withdraw-approve">>,
  wallet: Wallet
): Decision =>
  step(world, stamped, wallet, "approve", (withdrawal, status, posting) => {
    const { actor } = stamped.command
    const added = newReviews(stamped.command, withdrawal)
    const reviews = [...withdrawal.reviews, ...added]
    const approvedBy = added.length === 0 ? withdrawal.approvedBy : []
    const { twoPeopleOver } = termsOf(world.policy(wallet.brand), wallet.currency)
    const twoPeople = withdrawal.twoPeople || (twoPeopleOver !== null && withdrawal.amount > twoPeopleOver)
    const refusal = notWithdrawable(world, wallet, withdrawal.amount, withdrawal)
    if (refusal) return refusal
    if (actor.kind !== "operator" && (twoPeople || reviews.length > 0)) {
      return refused("operator-needed", "a person has to approve this withdrawal", wallet)
    }
    if (approvedBy.some(({ id, kind }) => id === actor.id && kind === actor.kind)) {
      return refused("same-person", "another person has to approve this withdrawal too", wallet)
    }
    const unseen = changedSince(stamped.command, wallet)
    if (unseen) return unseen
    const approvals = [...approvedBy, actor]
    const enough = approvals.length >= (twoPeople ? 2 : 1)
    return posting.done(
      changed({
        ...withdrawal,
        reviews,
        twoPeople,
        approvedBy: approvals,
        status: enough ? status : withdrawal.status
      })
    )
  })

/** Refused for everything that refuses the request: the last moment at which the money is still here. */
export const withdrawPay = (world: World, stamped: Stamped<CommandOf<"withdraw-pay">>, wallet: Wallet): Decision =>
  step(world, stamped, wallet, "pay", (withdrawal, status, posting) => {
    const refusal = notWithdrawable(world, wallet, withdrawal.amount, withdrawal)
    if (refusal) return refusal
    if (newReviews(stamped.command, withdrawal).length > 0) {
      return refused("reviews-changed", "the payout account has changed since the withdrawal was approved", wallet)
    }
    return (
      changedSince(stamped.command, wallet) ??
      posting.done(changed({ ...withdrawal, status, payout: stamped.id, payer: stamped.command.actor }))
    )
  })

/** Nothing moves: the money stays held until the payout is approved anew or released. */
export const withdrawFail = (world: World, stamped: Stamped<CommandOf<"withdraw-fail">>, wallet: Wallet): Decision =>
  step(world, stamped, wallet, "fail", (withdrawal, status, posting) => {
    const { reason } = stamped.command
    return (
      otherPayout(stamped.command, withdrawal, wallet) ??
      posting.done(changed({ ...withdrawal, status, approvedBy: [], reason }, undefined, reason))
    )
  })

/** held → cash */
export const withdrawRelease = (
  world: World,
  stamped: Stamped<CommandOf<"withdraw-release">>,
  wallet: Wallet
): Decision => {
  const { actor, as, reason } = stamped.command
  return step(world, stamped, wallet, as === "rejected" ? "reject" : "cancel", (withdrawal, status, posting) => {
    const { playerMayCancel } = termsOf(world.policy(wallet.brand), wallet.currency)
    if (as === "cancelled" && actor.kind === "player" && !playerMayCancel) {
      return refused("not-cancellable", "the brand does not allow withdrawals to be cancelled", wallet)
    }
    return posting
      .onWallet("held", -withdrawal.amount)
      .onWallet("cash", withdrawal.amount)
      .done(changed({ ...withdrawal, status, reason }, "wallet.withdrawal-rejected", reason))
  })
}

/** held → bank. What the bank has paid is booked whatever has happened to the wallet since. */
export const withdrawSettle = (
  world: World,
  stamped: Stamped<CommandOf<"withdraw-settle">>,
  wallet: Wallet
): Decision =>
  step(world, stamped, wallet, "settle", (withdrawal, status, posting) => {
    const bank = { kind: "bank", sub: stamped.command.bank } as const
    return (
      otherPayout(stamped.command, withdrawal, wallet) ??
      posting
        .move("held", -withdrawal.amount, bank)
        .done(changed({ ...withdrawal, status, bank: bank.sub }, "wallet.withdrawal-settled"))
    )
  })

/** bank → cash: what was paid out came back. */
export const withdrawReturn = (
  world: World,
  stamped: Stamped<CommandOf<"withdraw-return">>,
  wallet: Wallet
): Decision =>
  step(world, stamped, wallet, "return", (withdrawal, status, posting) => {
    const { reason } = stamped.command
    return posting
      .move("cash", withdrawal.amount, { kind: "bank", sub: withdrawal.bank ?? "" })
      .done(changed({ ...withdrawal, status, reason }, "wallet.withdrawal-returned", reason))
  })

const changed = (withdrawal: Withdrawal, type?: EventType, reason: string | null = null) => ({
  withdrawal,
  transaction: { request: withdrawal.id, requestStatus: withdrawal.status, reason },
  events: type === undefined ? [] : [{ type }]
})

const step = (
  world: World,
  stamped: Stamped<LaterCommand>,
  wallet: Wallet,
  action: WithdrawalAction,
  move: (withdrawal: Withdrawal, status: Withdrawal["status"], posting: Posting) => Decision
): Decision => {
  const withdrawal = world.withdrawal(wallet.brand, stamped.command.withdrawal)
  if (withdrawal?.wallet !== wallet.id) return refused("unknown-withdrawal", "there is no such withdrawal", wallet)
  const undecided = action === "cancel" ? undefined : notByUs(stamped, wallet)
  if (undecided) return undecided
  const status = after(withdrawal.status, action)
  return status === undefined
    ? refused("withdrawal-state", `the withdrawal is ${withdrawal.status}`, wallet)
    : move(withdrawal, status, new Posting(world, stamped, wallet))
}

type LaterCommand = CommandOf<
  "withdraw-approve" | "withdraw-pay" | "withdraw-fail" | "withdraw-release" | "withdraw-settle" | "withdraw-return"
>

/** What refuses a withdrawal at each step before its payout begins: blocks and freezes, debt, the brand's terms. */
const notWithdrawable = (world: World, wallet: Wallet, amount: bigint, held?: Withdrawal): Decision | undefined => {
  const block = locked(wallet, "withdraw", world.now)
  if (block) return block
  if (wallet.debt > 0n) return refused("debt-open", "a withdrawal waits until the debt is settled", wallet)
  const term = brokenTerm(world, wallet, amount, held)
  return term && refused(...term, wallet)
}

const newReviews = (
  { reviews = [] }: { readonly reviews?: Withdrawal["reviews"] | undefined },
  withdrawal: Withdrawal
): Withdrawal["reviews"] => reviews.filter((reason) => !withdrawal.reviews.includes(reason))

/** A yes of the policy holds for one version of the wallet. The version counts every change, also one without an event. */
const changedSince = ({ seen }: { readonly seen?: number | undefined }, wallet: Wallet): Decision | undefined =>
  seen === undefined || BigInt(seen) === wallet.version
    ? undefined
    : refused("unseen-events", "the wallet has changed since this was allowed", wallet, {
        eventVersion: wallet.eventVersion,
        walletVersion: wallet.version
      })

/** News of an earlier payout says nothing about the one under way. */
const otherPayout = (
  { payout }: { readonly payout?: string | undefined },
  withdrawal: Withdrawal,
  wallet: Wallet
): Decision | undefined =>
  payout === undefined || payout === withdrawal.payout
    ? undefined
    : refused("payout-mismatch", "another payout of this withdrawal is under way", wallet)
