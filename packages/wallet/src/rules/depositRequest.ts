import type { CommandOf } from "../contract/Command.js"
import type { PayTo } from "../contract/DepositRequestView.js"
import { add, at, exceeded } from "./Counters.js"
import { type Decision, refused } from "./Decision.js"
import { locked } from "./gate.js"
import { periodIn } from "./Period.js"
import { Posting } from "./Posting.js"
import type { DepositRequest, Stamped, Wallet, World } from "./State.js"

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
    return refused("duplicate-mismatch", "a deposit request with this id already exists", wallet)
  }
  if (world.referenceHeld(wallet.brand, command.reference)) {
    return refused("reference-taken", "another open deposit request has this reference", wallet)
  }
  const payTo = receivingAccount(world, wallet, command)
  if (!payTo) return refused("no-receiving-account", `no open receiving account for ${wallet.currency}`, wallet)
  const counters = at(wallet.counters, world.clock(wallet.brand), world.now)
  const limit = exceeded(wallet, counters, ["deposit"], command.amount)
  if (limit) return refused("limit", `the deposit exceeds the player's limit for the ${limit.period}`, wallet)
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
