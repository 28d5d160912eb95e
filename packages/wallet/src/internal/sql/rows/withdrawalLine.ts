import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { WalletId } from "@croupier/core/Ids"
import type { Withdrawal } from "../../../rules/State.js"
import { fields, orEmpty, text } from "../Composite.js"
import { actorText, readActor } from "./actorText.js"

/** A withdrawal as `withdrawal_row`. */
export const withdrawalLine = (withdrawal: Withdrawal): string => {
  const { payTo, payer } = withdrawal
  const [first, second] = withdrawal.approvedBy.map(actorText)
  const values = [
    `${withdrawal.brand},${withdrawal.id},${withdrawal.wallet},${withdrawal.holder},${withdrawal.currency}`,
    `${withdrawal.amount},${withdrawal.status}`,
    text(payTo && JSON.stringify(payTo)),
    text(JSON.stringify(withdrawal.reviews)),
    withdrawal.twoPeople,
    text(first ?? null),
    text(second ?? null),
    orEmpty(withdrawal.payout),
    text(payer && actorText(payer)),
    text(withdrawal.bank),
    text(withdrawal.reason),
    withdrawal.requestedAt
  ]
  return `(${values.join()})`
}

/** A `withdrawal_row` as a withdrawal. */
export const readWithdrawal = (line: string): Withdrawal => {
  const row = fields(line)
  return {
    brand: row[0] as BrandKey,
    id: row[1]!,
    wallet: row[2] as WalletId,
    holder: row[3] as Withdrawal["holder"],
    currency: row[4] as CurrencyCode,
    amount: BigInt(row[5]!),
    status: row[6] as Withdrawal["status"],
    payTo: JSON.parse(row[7] ?? "null") as Withdrawal["payTo"],
    reviews: JSON.parse(row[8]!) as Withdrawal["reviews"],
    twoPeople: row[9] === "t",
    approvedBy: [row[10], row[11]].flatMap((actor) => (typeof actor === "string" ? [readActor(actor)] : [])),
    payout: row[12]!,
    payer: typeof row[13] === "string" ? readActor(row[13]) : null,
    bank: row[14]!,
    reason: row[15]!,
    requestedAt: Number(row[16])
  }
}
