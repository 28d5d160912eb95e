import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { BankAccountId } from "../../contract/BankAccount.js"
import type { PlayerRef } from "../../contract/Players.js"
import { byteaArray } from "./byteaArray.js"
import type { BankAccountRecord } from "./PlayerRecord.js"
import { type BankAccountRow, instant, toBankAccount } from "./PlayerRow.js"

type Query<A> = Effect.Effect<A, SqlError, SqlClient.SqlClient>

/** A player's bank accounts, oldest first. */
export const ofPlayer = ({ brand, player }: PlayerRef): Query<ReadonlyArray<BankAccountRecord>> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<BankAccountRow>`
        SELECT brand_id, id, player_id, bank, holder, number, number_hmac, added_at FROM croupier_player.bank_account
        WHERE brand_id = ${brand} AND player_id = ${player} ORDER BY added_at, id`,
      (rows) => rows.map(toBankAccount)
    )
  )

/** Writes an account; false where the player has it already. */
export const insert = (account: BankAccountRecord): Query<boolean> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql`
        INSERT INTO croupier_player.bank_account (brand_id, id, player_id, bank, holder, number, number_hmac, added_at)
        VALUES (${account.brand}, ${account.id}, ${account.player}, ${account.bank}, ${account.holder},
          ${account.number}, ${account.numberIndex}, ${instant(account.addedAt)})
        ON CONFLICT ON CONSTRAINT bank_account_once DO NOTHING RETURNING id`,
      (rows) => rows.length > 0
    )
  )

/** Whether another player of the brand has an account under one of these HMACs of its number. */
export const hasNumberElsewhere = ({ brand, player }: PlayerRef, indexes: ReadonlyArray<Uint8Array>): Query<boolean> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql`
        SELECT FROM croupier_player.bank_account
        WHERE brand_id = ${brand} AND number_hmac = ANY (${byteaArray(indexes)}::bytea[]) AND player_id <> ${player}
        LIMIT 1`,
      (rows) => rows.length > 0
    )
  )

/** Removes an account; false where the player has none of this id. */
export const remove = ({ brand, player }: PlayerRef, id: BankAccountId): Query<boolean> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql`DELETE FROM croupier_player.bank_account
        WHERE brand_id = ${brand} AND player_id = ${player} AND id = ${id} RETURNING id`,
      (rows) => rows.length > 0
    )
  )
