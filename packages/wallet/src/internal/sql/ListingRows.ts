import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import { millis } from "../../migrations/Epoch.js"
import type { Round, Transaction, Withdrawal } from "../../rules/State.js"
import { readRound } from "./rows/roundLine.js"
import { readTransaction } from "./rows/transactionLine.js"
import { readWithdrawal } from "./rows/withdrawalLine.js"

type Rows<Row> = Effect.Effect<ReadonlyArray<Row>, SqlError, SqlClient.SqlClient>

/** Runs a list's statement, in its transaction, with no plan but those that read an index in its order. */
const inOrder = <A>(list: (sql: SqlClient.SqlClient) => Effect.Effect<A, SqlError>) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.zipRight(sql.unsafe("SET LOCAL enable_sort = off; SET LOCAL enable_incremental_sort = off"), list(sql))
  )

interface Line {
  readonly line: string
}

/**
 * One more than `limit` lines of a wallet's history before a version, newest first.
 *
 * A filter of these lists is the upper end of a range in the order of one index, not an equality, and nothing is sorted: no
 * other index gives that order, so the planner, with whatever statistics, reads no row that the filter leaves out.
 */
export const historyRows = (
  brand: BrandKey,
  wallet: WalletId,
  query: { readonly limit: number; readonly kind?: string | undefined },
  before: bigint | undefined
): Rows<Transaction> => {
  const version = before?.toString() ?? newest
  return inOrder((sql) =>
    Effect.map(
      sql<Line>`
        SELECT ROW(
          brand_id, key, id, tag, fingerprint, wallet_id, version, ${sql.literal(millis("at"))}, actor_kind, actor_id,
          cash, bonus, held, debt, promo, converted, currency, cash_after, bonus_after, held_after, debt_after, found,
          provider, round_id, game, grant_id, request_id, request_status, counter_kind, counter_sub, reason,
          reversed_by, original)::text AS line
        FROM croupier_wallet.transaction
        WHERE wallet_id = ${wallet}::uuid AND brand_id = ${brand} AND tag <> 'tombstone'
          AND (tag IN ('bet', 'win') OR (cash, bonus, held, debt) <> (0, 0, 0, 0))
          ${
            query.kind === undefined
              ? sql`AND version < ${version}::bigint ORDER BY version DESC`
              : sql`AND tag <> 'round-close' AND tag >= ${query.kind} AND (tag, version) < (${query.kind}, ${version}::bigint)
                ORDER BY tag DESC, version DESC`
          }
        LIMIT ${query.limit + 1}`,
      (rows) => rows.map(({ line }) => readTransaction(line))
    )
  )
}

/** One more than `limit` rounds of a wallet after a place, newest first, those opened at once by provider and id. */
export const roundRows = (
  brand: BrandKey,
  wallet: WalletId,
  limit: number,
  after: readonly [openedAt: number, provider: string, id: string] | undefined
): Rows<Round> => {
  const [openedAt, provider, id] = after ?? [future, "", ""]
  return inOrder((sql) =>
    Effect.map(
      sql<Line>`
        SELECT ROW(
          brand_id, wallet_id, provider, id, currency, game, category, status, stake_cash, stake_bonus, payout_cash,
          payout_bonus, grant_id, ${sql.literal(millis("opened_at"))}, ${sql.literal(millis("closed_at"))}, review)::text AS line
        FROM croupier_wallet.round
        WHERE wallet_id = ${wallet}::uuid AND brand_id = ${brand}
          AND opened_at <= to_timestamp(${openedAt}::bigint / 1000.0::float8)
          AND (opened_at < to_timestamp(${openedAt}::bigint / 1000.0::float8) OR (provider, id) > (${provider}::text, ${id}::text))
        ORDER BY opened_at DESC, provider, id
        LIMIT ${limit + 1}`,
      (rows) => rows.map(({ line }) => readRound(line))
    )
  )
}

/** One more than `limit` withdrawals of a brand after a place, newest first; of one wallet or in one state where asked. */
export const withdrawalRows = (
  brand: BrandKey,
  query: { readonly limit: number; readonly wallet?: WalletId | undefined; readonly status?: string | undefined },
  after: readonly [requestedAt: number, id: string] | undefined
): Rows<Withdrawal> => {
  const [requestedAt, id] = after ?? [future, "ffffffff-ffff-ffff-ffff-ffffffffffff"]
  const { limit, status, wallet } = query
  return inOrder((sql) =>
    Effect.map(
      sql<Line>`
        SELECT ROW(
          brand_id, id, wallet_id, holder, currency, amount, status, pay_to, reviews, two_people, approved_by,
          seconded_by, payout, payer, bank, reason, ${sql.literal(millis("requested_at"))})::text AS line
        FROM croupier_wallet.withdrawal
        WHERE brand_id = ${brand} ${
          wallet !== undefined
            ? sql`AND wallet_id >= ${wallet}::uuid
                AND (wallet_id, requested_at, id) < (${wallet}::uuid, to_timestamp(${requestedAt}::bigint / 1000.0::float8), ${id}::uuid)
                ${status === undefined ? sql.literal("") : sql`AND status = ${status}`}
              ORDER BY wallet_id DESC, requested_at DESC, id DESC`
            : status !== undefined
              ? sql`AND status >= ${status}
                  AND (status, requested_at, id) < (${status}, to_timestamp(${requestedAt}::bigint / 1000.0::float8), ${id}::uuid)
                ORDER BY status DESC, requested_at DESC, id DESC`
              : sql`AND (requested_at, id) < (to_timestamp(${requestedAt}::bigint / 1000.0::float8), ${id}::uuid)
                ORDER BY requested_at DESC, id DESC`
        }
        LIMIT ${limit + 1}`,
      (rows) => rows.map(({ line }) => readWithdrawal(line))
    )
  )
}

const newest = "9223372036854775807"
/** The year 9999. */
const future = 253_402_300_799_999
