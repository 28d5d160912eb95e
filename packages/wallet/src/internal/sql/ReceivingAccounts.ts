import type { BrandKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { ReceivingAccount } from "../../contract/ReceivingAccount.js"
import { failureOf } from "./Failure.js"

/** Writes an account; false where its number at its bank is another account already, of whatever brand. */
export const putReceiving = (
  brand: BrandKey,
  account: ReceivingAccount
): Effect.Effect<boolean, SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => {
    const { accountNumber, bank, currency, dailyCap, groups, holder, id, status } = account
    return sql`
      INSERT INTO croupier_wallet.receiving_account (
        brand_id, id, bank, account_number, holder, currency, daily_cap, status, groups)
      VALUES (${brand}, ${id}, ${bank}, ${accountNumber}, ${holder}, ${currency}, ${dailyCap?.toString() ?? null}::bigint,
        ${status}, ${JSON.stringify(groups)}::jsonb)
      ON CONFLICT (brand_id, id) DO UPDATE SET
        bank = excluded.bank, account_number = excluded.account_number, holder = excluded.holder,
        currency = excluded.currency, daily_cap = excluded.daily_cap, status = excluded.status, groups = excluded.groups`
  }).pipe(
    withBrand(brand),
    Effect.as(true),
    // Outside of the transaction, which such a failure has undone.
    Effect.catchAll((error) => (failureOf(error.cause) === "conflict" ? Effect.succeed(false) : Effect.fail(error)))
  )
