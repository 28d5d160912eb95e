import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import * as Store from "@croupier/core/postgres/Store"
import * as SqlClient from "@effect/sql/SqlClient"
import { Effect, Layer } from "effect"
import { CallStore } from "./CallStore.js"
import type { KeptCall } from "./StoredCall.js"

interface Row {
  readonly id: string
  readonly brand_id: BrandKey
  readonly provider: string
  readonly credential: string
  readonly at: Date
  readonly took: number
  readonly path: string
  readonly body: string | null
  readonly status: number
  readonly answer: string
  readonly player_id: PlayerId | null
  readonly round: string | null
  readonly transactions: ReadonlyArray<string>
}

/** Calls in `croupier_game.provider_call`. */
export const layerSql: Layer.Layer<CallStore, never, SqlClient.SqlClient> = Layer.effect(
  CallStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { inBrand } = yield* Store.make({ name: "games" })
    const columns = sql.literal(
      "id, brand_id, provider, credential, at, took, path, body, status, answer, player_id, round, transactions"
    )
    return {
      add: (calls) =>
        inBrand(
          [...new Set(calls.map(({ brand }) => brand))],
          Effect.zipRight(
            // No need to wait for the disk: a crash loses a moment of the call log, never of the ledger.
            sql`SET LOCAL synchronous_commit = off`,
            sql`INSERT INTO croupier_game.provider_call (${columns})
              SELECT ${columns} FROM jsonb_to_recordset(${JSON.stringify(calls.map(toJson))}::jsonb)
                AS c (id uuid, brand_id text, provider text, credential text, at timestamptz, took real, path text,
                  body text, status integer, answer text, player_id uuid, round text, transactions text[])
              ON CONFLICT DO NOTHING`
          )
        ),
      list: (brand, { after, limit, player, provider, round, transaction }) =>
        inBrand(
          brand,
          sql<Row>`SELECT ${columns} FROM croupier_game.provider_call
            WHERE ${sql.and([
              sql`brand_id = ${brand}`,
              ...(player === undefined ? [] : [sql`player_id = ${player}`]),
              ...(provider === undefined ? [] : [sql`provider = ${provider}`]),
              ...(round === undefined ? [] : [sql`round = ${round}`]),
              ...(transaction === undefined ? [] : [sql`transactions @> ARRAY[${transaction}]::text[]`]),
              ...(after === undefined ? [] : [sql`(at, id) < (${new Date(after[0])}, ${after[1]}::uuid)`])
            ])}
            ORDER BY at DESC, id DESC LIMIT ${limit}`
        ).pipe(Effect.map((rows) => rows.map(toCall))),
      find: (brand, id) =>
        inBrand(
          brand,
          sql<Row>`SELECT ${columns} FROM croupier_game.provider_call WHERE brand_id = ${brand} AND id = ${id}`
        ).pipe(Effect.map(([row]) => row && toCall(row))),
      prune: (brand, before, limit) =>
        inBrand(
          brand,
          sql<{ id: string }>`DELETE FROM croupier_game.provider_call WHERE brand_id = ${brand} AND id IN (
            SELECT id FROM croupier_game.provider_call WHERE brand_id = ${brand} AND at < ${new Date(before)}
            ORDER BY at LIMIT ${limit}) RETURNING id`
        ).pipe(Effect.map((rows) => rows.length))
    }
  })
)

const toJson = ({ at, brand, player, ...call }: KeptCall) => ({
  ...call,
  brand_id: brand,
  player_id: player,
  at: new Date(at)
})

const toCall = (row: Row): KeptCall => ({
  id: row.id,
  brand: row.brand_id,
  provider: row.provider,
  credential: row.credential,
  at: row.at.getTime(),
  took: row.took,
  path: row.path,
  body: row.body,
  status: row.status,
  answer: row.answer,
  player: row.player_id,
  round: row.round,
  transactions: row.transactions
})
