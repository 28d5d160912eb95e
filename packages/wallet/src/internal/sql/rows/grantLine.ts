import type { Amount } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { WalletId } from "@croupier/core/Ids"
import type { Grant } from "../../../rules/State.js"
import { fields, orEmpty, text } from "../Composite.js"

/** A grant as `grant_row`. */
export const grantLine = (grant: Grant): string =>
  `(${grant.brand},${grant.id},${grant.wallet},${grant.currency},${grant.status},${grant.amount},` +
  `${orEmpty(grant.terms.maxBet)},${orEmpty(grant.terms.maxCashOut)},${orEmpty(grant.terms.expiresAt)},` +
  `${text(JSON.stringify(grant.terms.excludedGames))},${grant.released},${grant.converted},${grant.openRounds})`

/** A `grant_row` as a grant. */
export const readGrant = (line: string): Grant => {
  const row = fields(line)
  const amount = (at: number) => (row[at] === null ? null : (BigInt(row[at]!) as Amount))
  return {
    brand: row[0] as BrandKey,
    id: row[1]!,
    wallet: row[2] as WalletId,
    currency: row[3] as CurrencyCode,
    status: row[4] as Grant["status"],
    amount: BigInt(row[5]!),
    terms: {
      maxBet: amount(6),
      maxCashOut: amount(7),
      expiresAt: row[8] === null ? null : Number(row[8]),
      excludedGames: JSON.parse(row[9]!) as ReadonlyArray<string>
    },
    released: BigInt(row[10]!),
    converted: BigInt(row[11]!),
    openRounds: Number(row[12])
  }
}
