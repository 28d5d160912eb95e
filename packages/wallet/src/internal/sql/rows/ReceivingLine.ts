import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { Receiving } from "../../../rules/State.js"
import { fields } from "../Composite.js"

/** A receiving account as it is read, and what was announced for it today. */
export const readReceiving = (line: string): readonly [account: Receiving, announced: bigint] => {
  const row = fields(line)
  const account: Receiving = {
    brand: row[0] as BrandKey,
    id: row[1]!,
    bank: row[2]!,
    accountNumber: row[3]!,
    holder: row[4]!,
    currency: row[5] as CurrencyCode,
    dailyCap: typeof row[6] === "string" ? fromUnits(BigInt(row[6])) : null,
    status: row[7] as Receiving["status"],
    groups: JSON.parse(row[8]!) as Receiving["groups"]
  }
  return [account, BigInt(row[9] ?? "0")]
}
