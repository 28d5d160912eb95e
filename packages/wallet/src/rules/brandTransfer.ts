import type { BrandAccount, CommandOf } from "../contract/Command.js"
import { notByOperator } from "./Deciders.js"
import { type Decision, okOf, refused } from "./Decision.js"
import { blank, brandLine } from "./Posting.js"
import type { Stamped, Transaction, World } from "./State.js"

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

/** Accounts that a bank's own movements are booked on; whatever touches another one is an adjustment, however it is called. */
const isOfTheBank = ({ kind }: BrandAccount): boolean => kind === "bank" || kind === "suspense" || kind === "fees"
