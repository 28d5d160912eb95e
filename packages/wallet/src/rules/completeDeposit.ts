import type { CommandOf, DepositObstacle } from "../contract/Command.js"
import { add, addBefore, at, exceeded } from "./Counters.js"
import { type Decision, refused } from "./Decision.js"
import { blockedPlayer, blockOn } from "./gate.js"
import { Posting } from "./Posting.js"
import { bankAccount, type Counters, type DepositRequest, type Stamped, type Wallet, type World } from "./State.js"

/**
 * Money for a request that has ended is never credited. What comes too late, or what would be refused if it were requested
 * now, puts the request into review without moving anything, also one that a block has cancelled. From there an operator
 * completes it, and names the remaining obstacles.
 */
export const completeDeposit = (
  world: World,
  stamped: Stamped<CommandOf<"deposit">>,
  wallet: Wallet,
  id: string
): Decision => {
  const { command } = stamped
  const request = world.request(wallet.brand, id)
  if (request?.wallet !== wallet.id) return refused("unknown-request", "deposit request not found", wallet)
  const closedByBlock = request.status === "cancelled" && request.review === blockedPlayer
  if (request.status !== "pending" && request.status !== "review" && !closedByBlock) {
    return refused("request-ended", `the deposit request is ${request.status}`, wallet)
  }
  if (request.amount !== command.amount) {
    return refused("duplicate-mismatch", "the amount differs from the deposit request", wallet)
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
    events: [{ type: "wallet.deposit-completed" }]
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

/** Why this is not an operator's decision about the current state of the request. */
const undecided = (
  { actor, despite = [] }: CommandOf<"deposit">,
  wallet: Wallet,
  obstacles: ReadonlyArray<DepositObstacle>
): Decision | undefined => {
  if (actor.kind !== "operator") {
    return refused("operator-needed", "a deposit in review requires an operator's decision", wallet)
  }
  switch (obstacles.find((one) => !despite.includes(one))) {
    case "blocked-player":
      return refused(
        "player-locked",
        "the player is blocked from depositing, and the decision does not list this in `despite`",
        wallet
      )
    case "over-limit":
      return refused(
        "limit",
        "the deposit exceeds the player's limit, and the decision does not list this in `despite`",
        wallet
      )
    case undefined:
      return undefined
  }
}

/** Why money that arrived for a request needs a manual review. */
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
