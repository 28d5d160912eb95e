import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { WalletId } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import { reasonOf } from "@croupier/core/postgres/SqlErrors"
import { textArray } from "@croupier/core/postgres/textArray"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { type Context, Effect, Layer } from "effect"
import { WalletUnavailable } from "../contract/Problems.js"
import { type BookedTransaction, ProviderBooks } from "../contract/ProviderBooks.js"
import type { TransactionKey } from "../contract/TransactionKey.js"

interface Row {
  readonly id: string
  readonly key: TransactionKey
  readonly tag: BookedTransaction["tag"]
  readonly wallet_id: WalletId
  readonly currency: CurrencyCode
  readonly round_id: string | null
  readonly moved: string
  readonly entered: string
  readonly reversed: boolean
  readonly at: Date
}

/** The provider's side of the ledger on PostgreSQL, read by the keys that the ledger has anyway. */
export const layerSql: Layer.Layer<ProviderBooks, never, SqlClient.SqlClient> = Layer.effect(
  ProviderBooks,
  Effect.map(SqlClient.SqlClient, (sql) => {
    const run = <A>(brand: BrandKey, effect: Effect.Effect<A, SqlError>) =>
      effect.pipe(
        withBrand(brand),
        Effect.provideService(SqlClient.SqlClient, sql),
        Effect.mapError((error) => new WalletUnavailable({ outcome: "not-applied", detail: reasonOf(error) }))
      )
    const columns = sql.literal(`t.id, t.key, t.tag, t.wallet_id, t.currency, t.round_id,
      t.cash + t.bonus - t.debt + t.promo AS moved, t.reversed_by IS NOT NULL AS reversed, t.at,
      CASE WHEN t.tag = 'tombstone' THEN 0 ELSE COALESCE((SELECT -sum(e.amount) FROM croupier_wallet.entry e
        WHERE e.brand_id = t.brand_id AND e.transaction_id = t.id AND e.kind = 'house'), 0) END AS entered`)
    return outsideTransactions("ProviderBooks", {
      between: (brand, provider, { after, from, limit, to }) =>
        run(
          brand,
          // By the ids, which begin with their time, in the primary key of the entries; from there by the wallet's order.
          sql<Row>`SELECT ${columns}
            FROM (SELECT h.transaction_id, w.wallet_id, w.version FROM croupier_wallet.entry h
              CROSS JOIN LATERAL (SELECT e.wallet_id, e.version FROM croupier_wallet.entry e
                WHERE e.brand_id = h.brand_id AND e.transaction_id = h.transaction_id AND e.wallet_id IS NOT NULL
                LIMIT 1) w
              WHERE h.brand_id = ${brand} AND h.transaction_id >= ${idFrom(from)}::uuid
                AND h.transaction_id < ${idFrom(to)}::uuid AND h.transaction_id > ${after ?? none}::uuid
                AND h.kind = 'house' AND h.sub = ${provider}
              ORDER BY h.transaction_id LIMIT ${limit}) AS found
            CROSS JOIN LATERAL (SELECT * FROM croupier_wallet.transaction t
              WHERE t.wallet_id = found.wallet_id AND t.version = found.version AND t.brand_id = ${brand}
                AND t.tag <> 'tombstone' LIMIT 1) t
            ORDER BY found.transaction_id`
        ).pipe(Effect.map((rows) => pageOf(rows, limit))),
      freeBets: (brand, provider, { after, from, limit, to }) =>
        run(
          brand,
          sql<Row>`SELECT ${columns} FROM croupier_wallet.transaction t
            WHERE t.brand_id = ${brand} AND t.provider = ${provider} AND t.tag = 'bet' AND t.cash = 0 AND t.bonus = 0
              AND t.id >= ${idFrom(from)}::uuid AND t.id < ${idFrom(to)}::uuid AND t.id > ${after ?? none}::uuid
            ORDER BY t.id LIMIT ${limit}`
        ).pipe(Effect.map((rows) => pageOf(rows, limit))),
      byKeys: (brand, keys) =>
        run(
          brand,
          sql<Row>`SELECT ${columns} FROM unnest(${textArray(keys)}::text[]) AS wanted (key)
            CROSS JOIN LATERAL (SELECT * FROM croupier_wallet.transaction t
              WHERE t.brand_id = ${brand} AND t.key = wanted.key LIMIT 1) t
            WHERE t.tag IN ('bet', 'win', 'rollback', 'tombstone')`
        ).pipe(Effect.map((rows) => rows.map(booked))),
      ofRound: (brand, wallet, provider, round) =>
        run(
          brand,
          sql<Row>`SELECT ${columns} FROM croupier_wallet.transaction t
            WHERE t.wallet_id = ${wallet} AND t.brand_id = ${brand} AND t.tag IN ('bet', 'win', 'rollback')
              AND t.provider = ${provider} AND t.round_id = ${round}
            ORDER BY t.version`
        ).pipe(Effect.map((rows) => rows.map(booked)))
    } satisfies Context.Tag.Service<typeof ProviderBooks>)
  })
)

const none = "00000000-0000-0000-0000-000000000000"

/** The smallest id of an instant. */
const idFrom = (millis: number): string => {
  const hex = millis.toString(16).padStart(12, "0")
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

const pageOf = (rows: ReadonlyArray<Row>, limit: number) => ({
  items: rows.map(booked),
  after: rows.length < limit ? undefined : rows.at(-1)?.id
})

const booked = (row: Row): BookedTransaction => ({
  key: row.key,
  tag: row.tag,
  wallet: row.wallet_id,
  currency: row.currency,
  round: row.round_id,
  moved: BigInt(row.moved),
  entered: BigInt(row.entered),
  reversed: row.reversed,
  at: row.at.getTime()
})
