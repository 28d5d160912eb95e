import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { WalletId } from "@croupier/core/Ids"
import type { DepositRequest } from "../../../rules/State.js"
import { fields, text } from "../Composite.js"

/** A deposit request as `deposit_request_row`. */
export const requestLine = (request: DepositRequest): string =>
  `(${request.brand},${request.id},${request.wallet},${request.currency},${request.amount},${request.reference},` +
  `${text(JSON.stringify(request.payTo))},${request.status},${request.createdAt},${request.expiresAt},${text(request.review)})`

/** A `deposit_request_row` as a deposit request. */
export const readRequest = (line: string): DepositRequest => {
  const row = fields(line)
  return {
    brand: row[0] as BrandKey,
    id: row[1]!,
    wallet: row[2] as WalletId,
    currency: row[3] as CurrencyCode,
    amount: BigInt(row[4]!),
    reference: row[5]!,
    payTo: JSON.parse(row[6]!) as DepositRequest["payTo"],
    status: row[7] as DepositRequest["status"],
    createdAt: Number(row[8]),
    expiresAt: Number(row[9]),
    review: row[10]!
  }
}
