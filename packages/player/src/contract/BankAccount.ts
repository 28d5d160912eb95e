import { Uuid } from "@croupier/core/Ids"
import { tidy } from "@croupier/core/text/Fold"
import { PersonName } from "@croupier/core/text/PersonName"
import { Schema } from "effect"

/** A bank account that a player is paid out to. */
export const BankAccountId = Uuid.pipe(Schema.brand("BankAccountId"))
export type BankAccountId = typeof BankAccountId.Type

/** An account number or IBAN in the form that is compared: plain capitals and digits, without blanks and dashes between groups. */
export const accountNumber = (typed: string): string => tidy(typed).replace(/[ -]/g, "").toUpperCase()

/** An account number or IBAN; blanks and dashes between its groups are taken out. */
export const AccountNumber = Schema.transform(
  Schema.String.pipe(Schema.maxLength(64)),
  Schema.String.pipe(
    Schema.pattern(/^[A-Z0-9]{5,34}$/, { message: () => "an account number is 5 to 34 letters and digits" })
  ),
  { strict: true, decode: accountNumber, encode: (number) => number }
)

const line = (max: number) => Schema.Trim.pipe(Schema.minLength(1), Schema.maxLength(max))

/** The bank, its holder's name as the bank has it, and the number. */
export const NewBankAccount = Schema.Struct({ bank: line(64), holder: PersonName, number: AccountNumber })
export type NewBankAccount = typeof NewBankAccount.Type

/** A bank account as its player sees it: of the number only the last four. `addedAt` is milliseconds of the epoch. */
export const BankAccountView = Schema.Struct({
  id: BankAccountId,
  bank: Schema.String,
  holder: Schema.String,
  number: Schema.String.annotations({ examples: ["••••6789"] }),
  addedAt: Schema.Int
})
export type BankAccountView = typeof BankAccountView.Type
