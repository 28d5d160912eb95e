import { BrandKey } from "@croupier/core/Brand"
import { Uuid, WalletId } from "@croupier/core/Ids"
import { Schema } from "effect"

/** The report of one run: what was compared, what differs and what was done. Amounts are ledger units. */
export const ReconciliationReport = Schema.Struct({
  run: Uuid,
  begunAt: Schema.DateTimeUtc,
  endedAt: Schema.DateTimeUtc,
  accounts: Schema.Int,
  /** `frozen`: every differing wallet is frozen; `alert`: none was, a person decides. */
  state: Schema.Literal("balanced", "frozen", "alert"),
  differences: Schema.Array(
    Schema.Struct({
      brand: BrandKey,
      wallet: Schema.NullOr(WalletId),
      kind: Schema.String,
      sub: Schema.String,
      currency: Schema.String,
      expected: Schema.BigInt,
      found: Schema.BigInt,
      firstDiverging: Schema.String
    })
  )
})
export type ReconciliationReport = typeof ReconciliationReport.Type

/** The report as JSON text. */
export const reportJson = Schema.encodeSync(Schema.parseJson(ReconciliationReport))
