import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import type { Command } from "../contract/Command.js"
import type { RoundRef } from "../contract/Round.js"
import type { TransactionKey } from "../contract/TransactionKey.js"

/**
 * The rows that deciding a command may read. With each key also come the round, the grant and the deposit request of the
 * transaction behind it, with each round its grant, and with each wallet its active grant: a store loads those without being asked.
 */
export interface Needs {
  readonly brand: BrandKey
  readonly wallet: WalletId | null
  readonly keys: ReadonlyArray<TransactionKey>
  readonly round: RoundRef | null
  readonly grant: string | null
  readonly request: string | null
  readonly withdrawal: string | null
  /** A reference to check for an open deposit request. */
  readonly reference: string | null
  /** Whether the brand's receiving accounts are read. */
  readonly receiving: boolean
  /** Whether the withdrawals that the wallet has requested today are read. */
  readonly today: boolean
}

/** What deciding `command` may read. */
export const needs = (command: Command): Needs => ({
  brand: command.brand,
  wallet: command._tag === "brand-transfer" ? null : command.wallet,
  keys: keysOf(command),
  round: "round" in command ? (command.round ?? null) : null,
  grant: "grant" in command ? command.grant : null,
  request: "request" in command ? (command.request ?? null) : null,
  withdrawal: "withdrawal" in command ? command.withdrawal : null,
  reference: command._tag === "deposit-request" ? command.reference : null,
  receiving: command._tag === "deposit-request" || (command._tag === "deposit" && command.request !== undefined),
  today: command._tag === "withdraw-hold" || command._tag === "withdraw-approve" || command._tag === "withdraw-pay"
})

const keysOf = (command: Command): ReadonlyArray<TransactionKey> => {
  switch (command._tag) {
    case "win":
      return command.bet === undefined ? [command.key] : [command.key, command.bet]
    case "rollback":
    case "deposit-reverse":
      return [command.key, command.original]
    default:
      return [command.key]
  }
}
