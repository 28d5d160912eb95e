import { Schema } from "effect"
import { BankAccountView } from "./BankAccount.js"

/** What a cashier has to know of a player's bank account before money goes there; nothing personal. */
export const PayoutAccountView = Schema.Struct({
  bank: BankAccountView.fields.bank,
  number: BankAccountView.fields.number,
  addedAt: BankAccountView.fields.addedAt,
  /** Whether its holder is called as the player is registered. */
  holderIsPlayer: Schema.Boolean,
  /** Whether another player of the brand has it too. */
  shared: Schema.Boolean
})
export type PayoutAccountView = typeof PayoutAccountView.Type

/** The name of a depositor as the player gave it; null where none is kept. */
export const DepositorView = Schema.Struct({ name: Schema.NullOr(Schema.String) })
export type DepositorView = typeof DepositorView.Type

/** Whether a name is the registered one; null where the player has given none. */
export const NameCheck = Schema.Struct({ isHolder: Schema.NullOr(Schema.Boolean) })
export type NameCheck = typeof NameCheck.Type
