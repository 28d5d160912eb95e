import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { WalletId } from "@croupier/core/Ids"
import type { Withdrawal } from "../../rules/state.js"
import { fields, text } from "../Composite.js"

/** A withdrawal as `withdrawal_row`. */
export const withdrawalLine = (withdrawal: Withdrawal): string =>
  `(${withdrawal.brand},${withdrawal.id},${withdrawal.wallet},${withdrawal.currency},${withdrawal.amount},` +
  `${withdrawal.status},${text(withdrawal.bank)})`

/** A `withdrawal_row` as a withdrawal. */
export const readWithdrawal = (line: string): Withdrawal => {
  const row = fields(line)
  return {
    brand: row[0] as BrandKey,
    id: row[1]!,
    wallet: row[2] as WalletId,
    currency: row[3] as CurrencyCode,
    amount: BigInt(row[4]!),
    status: row[5] as Withdrawal["status"],
    bank: row[6]!
  }
}
