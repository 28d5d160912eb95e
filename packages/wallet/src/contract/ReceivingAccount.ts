import { Amount, inCurrency } from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import { Schema } from "effect"

const line = (max: number) => Schema.String.pipe(Schema.minLength(1), Schema.maxLength(max))

/** What an account is called among its brand's: the bank account of the ledger has the same name. */
export const ReceivingAccountId = Schema.String.pipe(Schema.pattern(/^[A-Za-z0-9_.-]{1,64}$/))

/** A bank account of a brand into which players may pay. A number at a bank belongs to one brand. */
export const ReceivingAccount = inCurrency(
  Schema.Struct({
    id: ReceivingAccountId,
    bank: line(64),
    accountNumber: line(64),
    holder: line(100),
    currency: CurrencyCode,
    /** The most that may be announced for it in a day of the brand; null: no cap. */
    dailyCap: Schema.NullOr(Amount),
    /** A `closed` account is not shown to players, and money still paid into it is reviewed. */
    status: Schema.Literal("open", "closed"),
    /** Shown to players of these groups only; with none named, to all players. */
    groups: Schema.Array(line(64))
  })
).annotations({ identifier: "ReceivingAccount" })
export type ReceivingAccount = typeof ReceivingAccount.Type
