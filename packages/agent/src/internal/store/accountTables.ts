import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import type { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { AgentId } from "../../contract/Agent.js"
import type { Earner } from "../../contract/Agreement.js"
import type { AgentTables } from "./AgentTables.js"
import * as Codecs from "./Codecs.js"
import { date } from "./Parameters.js"
import type * as Rows from "./Rows.js"

/** The part of the tables that holds accounts. */
export type AccountTables = Pick<
  AgentTables,
  "accountsOf" | "dueAccounts" | "lockAccount" | "openAccounts" | "updateAccount"
>

const accountColumns = `earner_kind AS "earnerKind", earner_id AS "earnerId", kind, currency, opened_at AS "openedAt",
  statements, last_to AS "lastTo", last_seq AS "lastSeq", frozen_id AS frozen, remainder, lots, fences`

/** The same on PostgreSQL. */
export const accountTables = (sql: SqlClient, brand: BrandKey): AccountTables => {
  const ofAccount = sql.literal(accountColumns)
  return {
    openAccounts: (accounts) =>
      Effect.asVoid(sql`INSERT INTO croupier_agent.account (brand_id, earner_id, earner_kind, kind, currency, opened_at, due_at)
        SELECT ${brand}, id, "earnerKind", kind, currency, at, at
        FROM jsonb_to_recordset(${JSON.stringify(accounts.map(flat))}::jsonb)
          AS k (id uuid, "earnerKind" text, kind text, currency text, at timestamptz)
        ORDER BY id, kind, currency ON CONFLICT DO NOTHING`),
    dueAccounts: (at, limit) =>
      Effect.map(
        sql<StoredKey>`SELECT earner_kind AS "earnerKind", earner_id AS "earnerId", kind, currency
          FROM croupier_agent.account WHERE brand_id = ${brand} AND frozen_id IS NULL AND due_at <= ${new Date(at)}
          ORDER BY due_at LIMIT ${limit}`,
        (rows) => rows.map(toKey)
      ),
    accountsOf: (earner, kind) =>
      Effect.map(
        sql<StoredAccount>`SELECT ${ofAccount} FROM croupier_agent.account
          WHERE brand_id = ${brand} AND earner_id = ${earner} AND kind = ${kind} ORDER BY currency`,
        (rows) => rows.map(toAccount)
      ),
    lockAccount: ({ currency, earner, kind }) =>
      Effect.map(
        sql<StoredAccount>`SELECT ${ofAccount} FROM croupier_agent.account
          WHERE brand_id = ${brand} AND earner_id = ${earner.id} AND kind = ${kind} AND currency = ${currency}
          FOR NO KEY UPDATE`,
        ([row]) => (row === undefined ? undefined : toAccount(row))
      ),
    updateAccount: ({ currency, earner, fences, frozen, kind, last, lots, remainder, statements }, dueAt) =>
      Effect.asVoid(sql`UPDATE croupier_agent.account SET due_at = ${new Date(dueAt)}, statements = ${statements},
          last_to = ${date(last?.to)}, last_seq = ${last?.seq ?? null}, frozen_id = ${frozen},
          remainder = ${remainder}::numeric, lots = ${JSON.stringify(Codecs.lots.encode(lots))}::jsonb,
          fences = ${JSON.stringify(Codecs.fences.encode(fences))}::jsonb
        WHERE brand_id = ${brand} AND earner_id = ${earner.id} AND kind = ${kind} AND currency = ${currency}`)
  }
}

/** What names an account, as it is stored. */
export interface StoredKey extends Omit<Rows.AccountKey, "earner"> {
  readonly earnerKind: Earner["kind"]
  readonly earnerId: string
}

interface StoredAccount extends StoredKey {
  readonly openedAt: Date
  readonly statements: number
  readonly lastTo: Date | null
  readonly lastSeq: bigint | null
  readonly frozen: string | null
  readonly remainder: string
  readonly lots: unknown
  readonly fences: unknown
}

/** An earner by its stored kind and id. */
export const earnerOf = (kind: Earner["kind"], id: string): Earner =>
  kind === "agent" ? { kind, id: id as AgentId } : { kind, id: id as PlayerId }

/** What names an account. */
export const toKey = ({ currency, earnerId, earnerKind, kind }: StoredKey): Rows.AccountKey => ({
  earner: earnerOf(earnerKind, earnerId),
  kind,
  currency
})

/** What a statement has taken, if there is one. */
export const boundsOf = (to: Date | null, seq: bigint | null): Rows.Bounds | null =>
  to === null || seq === null ? null : { to: to.getTime(), seq }

const toAccount = (row: StoredAccount): Rows.AccountRow => ({
  ...toKey(row),
  openedAt: row.openedAt.getTime(),
  statements: row.statements,
  last: boundsOf(row.lastTo, row.lastSeq),
  frozen: row.frozen,
  remainder: BigInt(row.remainder),
  lots: Codecs.lots.decode(row.lots),
  fences: Codecs.fences.decode(row.fences)
})

const flat = ({ currency, earner, kind, openedAt }: Rows.AccountKey & Pick<Rows.AccountRow, "openedAt">) => ({
  id: earner.id,
  earnerKind: earner.kind,
  kind,
  currency,
  at: new Date(openedAt).toISOString()
})
