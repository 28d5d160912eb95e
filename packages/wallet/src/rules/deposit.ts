import type { CommandOf, DepositObstacle } from "../contract/Command.js"
import type { PayTo } from "../contract/DepositRequestView.js"
import { add, addBefore, at, exceeded } from "./Counters.js"
import { notByUs } from "./Deciders.js"
import { type Decision, refused } from "./Decision.js"
import { blockedPlayer, blockOn, locked } from "./gate.js"
import { periodIn } from "./Period.js"
import { Posting } from "./Posting.js"
import { bankAccount, type Counters, type DepositRequest, type Stamped, type Wallet, type World } from "./State.js"

const completed = [{ type: "wallet.deposit-completed" as const }]

/** bank or suspense → cash. One of a request completes it; one without is held to the player's deposit limits. */
export const deposit = (world: World, stamped: Stamped<CommandOf<"deposit">>, wallet: Wallet): Decision => {
  const { command } = stamped
  const from = bankAccount(command.from)
  if (command.request !== undefined) return complete(world, stamped, wallet, command.request)
  const block = locked(wallet, "deposit", world.now)
  if (block) return block
  const counters = at(wallet.counters, world.clock(wallet.brand), world.now)
  const limit = exceeded(wallet, counters, ["deposit"], command.amount)
  if (limit) return refused("limit", `the deposit is over the player's limit for the ${limit.period}`, wallet)
  return new Posting(world, stamped, wallet).move("cash", command.amount, from).done({
    transaction: { counter: from },
    wallet: { counters: add(counters, { deposit: command.amount }, world.now) },
    events: completed
  })
}

/**
 * Money for a request that has ended is never credited. What comes too late, or what would be refused if it were requested
 * now, puts the request into review without moving anything, also one that a block has cancelled. From there an operator
 * completes it, and names what still stands against it.
 */
const complete = (world: World, stamped: Stamped<CommandOf<"deposit">>, wallet: Wallet, id: string): Decision => {
  const { command } = stamped
  const request = world.request(wallet.brand, id)
  if (request?.wallet !== wallet.id) return refused("unknown-request", "there is no such deposit request", wallet)
  const closedByBlock = request.status === "cancelled" && request.review === blockedPlayer
  if (request.status !== "pending" && request.status !== "review" && !closedByBlock) {
    return refused("request-ended", `the deposit request is ${request.status}`, wallet)
  }
  if (request.amount !== command.amount) {
    return refused("duplicate-mismatch", "the amount is not that of the deposit request", wallet)
  }
  const counters = at(wallet.counters, world.clock(wallet.brand), world.now)
  const obstacles = obstaclesTo(world, request, wallet, counters)
  if (request.status === "review") {
    const refusal = undecided(command, wallet, obstacles)
    if (refusal) return refusal
  }
  const posting = new Posting(world, stamped, wallet)
  const review = request.status === "review" ? null : reviewReason(world, request, wallet, obstacles)
  if (review !== null) {
    return posting.done({
      transaction: { request: id, requestStatus: "review", reason: review },
      request: { ...request, status: "review", review },
      wallet: closedByBlock
        ? {
            request: wallet.request ?? id,
            counters: add(counters, { deposit: request.amount }, request.createdAt)
          }
        : {}
    })
  }
  const from = bankAccount(command.from)
  return posting.move("cash", command.amount, from).done({
    transaction: { request: id, requestStatus: "completed", counter: from },
    request: { ...request, status: "completed" },
    wallet: { request: wallet.request === id ? null : wallet.request },
    events: completed
  })
}

/** What would refuse the request if it were made now; in the periods in which it was made it is counted already. */
const obstaclesTo = (
  world: World,
  request: DepositRequest,
  wallet: Wallet,
  counters: Counters
): ReadonlyArray<DepositObstacle> => [
  ...(blockOn(wallet, "deposit", world.now) ? [blockedPlayer] : []),
  ...(exceeded(wallet, addBefore(counters, { deposit: request.amount }, request.createdAt), ["deposit"], 0n)
    ? (["over-limit"] as const)
    : [])
]

/** Why this is no decision that a person has taken about the request as it stands. */
const undecided = (
  { actor, despite = [] }: CommandOf<"deposit">,
  wallet: Wallet,
  obstacles: ReadonlyArray<DepositObstacle>
): Decision | undefined => {
  if (actor.kind !== "operator") {
    return refused("operator-needed", "an operator decides about a deposit in review", wallet)
  }
  switch (obstacles.find((one) => !despite.includes(one))) {
    case "blocked-player":
      return refused("player-locked", "the player may not deposit, and the decision does not say despite that", wallet)
    case "over-limit":
      return refused(
        "limit",
        "the deposit is over the player's limit, and the decision does not say despite that",
        wallet
      )
    case undefined:
      return undefined
  }
}

/** Why a person looks at money that has come for a request. */
const reviewReason = (
  world: World,
  request: DepositRequest,
  wallet: Wallet,
  [obstacle]: ReadonlyArray<DepositObstacle>
): string | null => {
  if (request.status === "cancelled") return blockedPlayer
  if (world.now >= request.expiresAt) return "late"
  if (obstacle !== undefined) return obstacle
  const account = world.receivingAccounts(wallet.brand).find(({ id }) => id === request.payTo.account)
  return account?.status === "open" ? request.review : "account-closed"
}

/**
 * The inverse of a deposit; what the player has spent of it meanwhile becomes debt. Its limits count it no more, in the
 * period in which they did: that of the request, where there was one.
 */
export const depositReverse = (
  world: World,
  stamped: Stamped<CommandOf<"deposit-reverse">>,
  wallet: Wallet
): Decision => {
  const { command } = stamped
  const original = world.transaction(wallet.brand, command.original)
  if (original?.wallet !== wallet.id) return refused("unknown-original", "there is no such deposit", wallet)
  if (original.reversedBy !== null) return refused("already-rolled-back", "it was reversed before", wallet)
  if (original.tag !== "deposit" || !original.counter) {
    return refused("not-reversible", "it is no deposit that moved money", wallet)
  }
  const amount = original.moved.cash
  const cash = amount < wallet.cash ? amount : wallet.cash
  const request = original.request === null ? undefined : world.request(wallet.brand, original.request)
  const counters = at(wallet.counters, world.clock(wallet.brand), world.now)
  return new Posting(world, stamped, wallet)
    .onWallet("cash", -cash)
    .onWallet("debt", cash - amount)
    .onBrand(original.counter, amount)
    .done({
      transaction: {
        counter: original.counter,
        reason: command.reason,
        request: original.request,
        original: original.key
      },
      original: { ...original, reversedBy: command.key },
      wallet: { counters: add(counters, { deposit: -amount }, request?.createdAt ?? original.at) },
      events: [{ type: "wallet.deposit-reversed" }]
    })
}

/** Asks for a deposit: counts towards the limits at once, and is given back when the request ends without money. */
export const depositRequest = (
  world: World,
  stamped: Stamped<CommandOf<"deposit-request">>,
  wallet: Wallet
): Decision => {
  const { command } = stamped
  const block = locked(wallet, "deposit", world.now)
  if (block) return block
  if (wallet.request !== null) {
    return refused("request-pending", "another deposit request is pending", wallet, { request: wallet.request })
  }
  if (world.request(wallet.brand, command.request)) {
    return refused("duplicate-mismatch", "there is a deposit request of this id", wallet)
  }
  if (world.referenceHeld(wallet.brand, command.reference)) {
    return refused("reference-taken", "another open deposit request bears this reference", wallet)
  }
  const payTo = receivingAccount(world, wallet, command)
  if (!payTo) return refused("no-receiving-account", `nowhere to pay ${wallet.currency} in at the moment`, wallet)
  const counters = at(wallet.counters, world.clock(wallet.brand), world.now)
  const limit = exceeded(wallet, counters, ["deposit"], command.amount)
  if (limit) return refused("limit", `the deposit is over the player's limit for the ${limit.period}`, wallet)
  const request: DepositRequest = {
    brand: wallet.brand,
    id: command.request,
    wallet: wallet.id,
    currency: wallet.currency,
    amount: command.amount,
    reference: command.reference,
    payTo,
    review: command.review ?? null,
    status: "pending",
    createdAt: world.now,
    expiresAt: command.expiresAt
  }
  return new Posting(world, stamped, wallet).done({
    transaction: { request: request.id, requestStatus: "pending" },
    request,
    wallet: { request: request.id, counters: add(counters, { deposit: command.amount }, world.now) }
  })
}

/** The first of the brand's accounts that takes this much of the wallet's currency today, from a player of these groups. */
const receivingAccount = (
  world: World,
  { brand, currency }: Pick<Wallet, "brand" | "currency">,
  { amount, groups }: CommandOf<"deposit-request">
): PayTo | undefined => {
  const { from } = periodIn(world.clock(brand), "day", world.now)
  const found = world
    .receivingAccounts(brand)
    .filter((one) => one.status === "open" && one.currency === currency)
    .filter((one) => one.groups.length === 0 || one.groups.some((group) => groups?.includes(group)))
    .find(({ dailyCap, id }) => dailyCap === null || world.announced(brand, id, from) + amount <= dailyCap)
  return found && { account: found.id, bank: found.bank, accountNumber: found.accountNumber, holder: found.holder }
}

/**
 * Ends a request without money. A player's own cancellation reaches a pending one only, an expiry one that is due. A
 * service of ours may reject one in review, where the bank has taken the money back.
 */
export const depositRequestEnd = (
  world: World,
  stamped: Stamped<CommandOf<"deposit-request-end">>,
  wallet: Wallet
): Decision => {
  const { command } = stamped
  const request = world.request(wallet.brand, command.request)
  if (request?.wallet !== wallet.id) return refused("unknown-request", "there is no such deposit request", wallet)
  const undecided = command.as === "rejected" ? notByUs(stamped, wallet) : undefined
  if (undecided) return undecided
  const open = request.status === "pending" || (request.status === "review" && command.as === "rejected")
  if (!open || (command.as === "expired" && world.now < request.expiresAt)) {
    return refused("request-ended", `the deposit request is ${request.status}`, wallet)
  }
  const counters = at(wallet.counters, world.clock(wallet.brand), world.now)
  return new Posting(world, stamped, wallet).done({
    transaction: { request: request.id, requestStatus: command.as, reason: command.reason },
    request: { ...request, status: command.as },
    wallet: {
      request: wallet.request === request.id ? null : wallet.request,
      counters: add(counters, { deposit: -request.amount }, request.createdAt)
    }
  })
}
