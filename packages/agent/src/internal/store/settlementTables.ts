import type { BrandKey } from "@croupier/core/Brand"
import type { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { AgentTables } from "./AgentTables.js"
import { boundsOf, type StoredKey, toKey } from "./accountTables.js"
import * as Codecs from "./Codecs.js"
import { date, lastId } from "./Parameters.js"
import type * as Rows from "./Rows.js"

/** The part of the tables that holds statements, conversions and wallets. */
export type SettlementTables = Pick<
  AgentTables,
  | "approvedConversions"
  | "conversion"
  | "conversionsOf"
  | "insertConversion"
  | "insertStatement"
  | "statement"
  | "statementsOf"
  | "unfinished"
  | "updateConversion"
  | "updateStatement"
  | "wallet"
>

const statementColumns = `s.id, s.earner_kind AS "earnerKind", s.earner_id AS "earnerId", s.kind, s.currency, s.number,
  s.period_from AS "periodFrom", s.period_to AS "periodTo", s.seq, s.before_to AS "beforeTo",
  s.before_seq AS "beforeSeq", s.status, s.formula, s.result, s.transaction_id AS transaction, s.refusal,
  s.tried_at AS "triedAt"`
const conversionColumns = `id, agent_id AS agent, currency, amount, status, requested_at AS "requestedAt", statement,
  transaction_id AS transaction, tried_at AS "triedAt"`

/** The same on PostgreSQL. */
export const settlementTables = (sql: SqlClient, brand: BrandKey): SettlementTables => {
  const ofStatement = sql.literal(statementColumns)
  const ofConversion = sql.literal(conversionColumns)
  const locked = (lock = false) => sql.literal(lock ? "FOR NO KEY UPDATE" : "")
  return {
    insertStatement: (row) =>
      Effect.asVoid(sql`INSERT INTO croupier_agent.statement (brand_id, id, earner_id, earner_kind, kind, currency, number,
          period_from, period_to, seq, before_to, before_seq, status, formula)
        VALUES (${brand}, ${row.id}, ${row.earner.id}, ${row.earner.kind}, ${row.kind}, ${row.currency}, ${row.number},
          ${new Date(row.from)}, ${new Date(row.bounds.to)}, ${row.bounds.seq}, ${date(row.before?.to)},
          ${row.before?.seq ?? null}, ${row.status}, ${row.formula})`),
    statement: (id, lock) =>
      Effect.map(
        sql<StoredStatement>`SELECT ${ofStatement} FROM croupier_agent.statement s
          WHERE s.brand_id = ${brand} AND s.id = ${id} ${locked(lock)}`,
        ([row]) => (row === undefined ? undefined : toStatement(row))
      ),
    updateStatement: ({ id, refusal, result, status, transaction, triedAt }) =>
      Effect.asVoid(sql`UPDATE croupier_agent.statement SET status = ${status},
          result = ${result === null ? null : JSON.stringify(Codecs.settled.encode(result))}::jsonb,
          transaction_id = ${transaction}, refusal = ${refusal}, tried_at = ${date(triedAt)}
        WHERE brand_id = ${brand} AND id = ${id}`),
    unfinished: (triedBefore, limit) =>
      sql<Pick<Rows.StatementRow, "id" | "status">>`SELECT s.id, s.status FROM croupier_agent.statement s
        LEFT JOIN croupier_agent.agent a ON a.brand_id = s.brand_id AND a.id = s.earner_id
        WHERE s.brand_id = ${brand} AND s.status IN ('frozen', 'approved')
          AND (s.tried_at IS NULL OR s.tried_at < ${new Date(triedBefore)})
          AND (s.status = 'frozen' OR s.earner_kind = 'player' OR a.status = 'active')
        ORDER BY s.tried_at NULLS FIRST, s.number LIMIT ${limit}`,
    statementsOf: (earner, kind, { after, limit }) =>
      Effect.map(
        sql<StoredStatement>`SELECT ${ofStatement} FROM croupier_agent.statement s
          WHERE s.brand_id = ${brand} AND s.earner_id = ${earner} AND s.kind = coalesce(${kind ?? null}::text, s.kind)
            AND (s.period_to, s.id) < (${after === undefined ? "infinity" : new Date(after.to).toISOString()}::timestamptz,
              ${after?.id ?? lastId}::uuid)
          ORDER BY s.period_to DESC, s.id DESC LIMIT ${limit}`,
        (rows) => rows.map(toStatement)
      ),
    conversion: (id, lock) =>
      Effect.map(
        sql<StoredConversion>`SELECT ${ofConversion} FROM croupier_agent.conversion
          WHERE brand_id = ${brand} AND id = ${id} ${locked(lock)}`,
        ([row]) => (row === undefined ? undefined : toConversion(row))
      ),
    insertConversion: ({ agent, amount, currency, id, requestedAt, status }) =>
      Effect.asVoid(sql`INSERT INTO croupier_agent.conversion (brand_id, id, agent_id, currency, amount, status, requested_at)
        VALUES (${brand}, ${id}, ${agent}, ${currency}, ${amount}, ${status}, ${new Date(requestedAt)})`),
    updateConversion: ({ id, statement, status, transaction, triedAt }) =>
      Effect.asVoid(sql`UPDATE croupier_agent.conversion SET status = ${status}, statement = ${statement},
          transaction_id = ${transaction}, tried_at = ${date(triedAt)}
        WHERE brand_id = ${brand} AND id = ${id}`),
    conversionsOf: (agent, currency, statement, lock) =>
      Effect.map(
        sql<StoredConversion>`SELECT ${ofConversion} FROM croupier_agent.conversion
          WHERE brand_id = ${brand} AND agent_id = ${agent} AND currency = ${currency}
            AND statement IS NOT DISTINCT FROM ${statement}::integer AND status <> 'rejected'
          ORDER BY id ${locked(lock)}`,
        (rows) => rows.map(toConversion)
      ),
    approvedConversions: (triedBefore, limit) =>
      Effect.map(
        sql<{ id: string }>`SELECT c.id FROM croupier_agent.conversion c
          JOIN croupier_agent.agent a ON a.brand_id = c.brand_id AND a.id = c.agent_id AND a.status = 'active'
          WHERE c.brand_id = ${brand} AND c.status = 'approved'
            AND (c.tried_at IS NULL OR c.tried_at < ${new Date(triedBefore)})
          ORDER BY c.tried_at NULLS FIRST, c.id LIMIT ${limit}`,
        (rows) => rows.map(({ id }) => id)
      ),
    wallet: ({ agent, currency, wallet }) =>
      Effect.zipRight(
        sql`INSERT INTO croupier_agent.agent_wallet (brand_id, agent_id, currency, wallet_id)
          VALUES (${brand}, ${agent}, ${currency}, ${wallet}) ON CONFLICT DO NOTHING`,
        Effect.map(
          sql<Pick<Rows.AgentWallet, "wallet">>`SELECT wallet_id AS wallet FROM croupier_agent.agent_wallet
            WHERE brand_id = ${brand} AND agent_id = ${agent} AND currency = ${currency}`,
          ([row]) => ({ agent, currency, wallet: row?.wallet ?? wallet })
        )
      )
  }
}

interface StoredStatement extends StoredKey {
  readonly id: string
  readonly number: number
  readonly periodFrom: Date
  readonly periodTo: Date
  readonly seq: bigint
  readonly beforeTo: Date | null
  readonly beforeSeq: bigint | null
  readonly status: Rows.StatementRow["status"]
  readonly formula: number
  readonly result: unknown
  readonly transaction: string | null
  readonly refusal: string | null
  readonly triedAt: Date | null
}

type StoredConversion = Omit<Rows.ConversionRow, "requestedAt" | "triedAt"> & {
  readonly requestedAt: Date
  readonly triedAt: Date | null
}

const toStatement = (row: StoredStatement): Rows.StatementRow => ({
  ...toKey(row),
  id: row.id,
  number: row.number,
  from: row.periodFrom.getTime(),
  bounds: { to: row.periodTo.getTime(), seq: row.seq },
  before: boundsOf(row.beforeTo, row.beforeSeq),
  status: row.status,
  formula: row.formula,
  result: row.result === null ? null : Codecs.settled.decode(row.result),
  transaction: row.transaction,
  refusal: row.refusal,
  triedAt: row.triedAt?.getTime() ?? null
})

const toConversion = (row: StoredConversion): Rows.ConversionRow => ({
  ...row,
  requestedAt: row.requestedAt.getTime(),
  triedAt: row.triedAt?.getTime() ?? null
})
