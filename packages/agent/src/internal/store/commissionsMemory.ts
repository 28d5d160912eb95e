import { compositeKey } from "@croupier/core/text/compositeKey"
import { Effect } from "effect"
import type { AgentTables } from "./AgentTables.js"
import type { BrandRows } from "./BrandRows.js"
import type * as Rows from "./Rows.js"

/** The part of the tables that holds accruals, accounts, statements and conversions. */
export type CommissionTables = Pick<
  AgentTables,
  | "accountsOf"
  | "accruals"
  | "approvedConversions"
  | "chains"
  | "conversion"
  | "conversionsOf"
  | "dueAccounts"
  | "insertAccruals"
  | "insertConversion"
  | "insertStatement"
  | "lastAccrual"
  | "lockAccount"
  | "openAccounts"
  | "statement"
  | "statementsOf"
  | "sums"
  | "unfinished"
  | "updateAccount"
  | "updateConversion"
  | "updateStatement"
  | "wallet"
>

/** The same over rows in memory. */
export const commissionsMemory = (rows: BrandRows): CommissionTables => {
  const isPayable = (agent: string) => rows.agents.get(agent)?.status === "active"
  const inChain = (earner: string) => (row: Rows.AccrualRow) =>
    rows.chains.get(row.chain)?.members.some((member) => member.earner.id === earner) ?? false
  return {
    chains: (ids) => Effect.sync(() => [...rows.chains.values()].filter(({ id }) => ids.includes(id))),
    insertAccruals: (accruals) =>
      Effect.sync(() => {
        for (const accrual of accruals) rows.accruals.push({ ...accrual, seq: BigInt(rows.accruals.length + 1) })
      }),
    accruals: (earner, statement, { after, limit }) =>
      Effect.sync(() =>
        rows.accruals
          .filter(inChain(earner))
          .filter(({ seq }) => after === undefined || seq < after)
          .filter((row) => statement === undefined || (row.currency === statement.currency && isWithin(row, statement)))
          .toReversed()
          .slice(0, limit)
      ),
    openAccounts: (accounts) =>
      Effect.sync(() => {
        for (const { currency, earner, kind, openedAt } of accounts) {
          const name = nameOf({ earner, kind, currency })
          if (rows.accounts.has(name)) continue
          const account = {
            earner,
            kind,
            currency,
            openedAt,
            statements: 0,
            last: null,
            frozen: null,
            remainder: 0n
          }
          rows.accounts.set(name, { ...account, lots: [], fences: [], dueAt: openedAt })
        }
      }),
    dueAccounts: (at, limit) =>
      Effect.sync(() =>
        [...rows.accounts.values()]
          .filter(({ dueAt, frozen }) => dueAt <= at && frozen === null)
          .sort((a, b) => a.dueAt - b.dueAt)
          .slice(0, limit)
      ),
    accountsOf: (earner, kind) =>
      Effect.sync(() =>
        [...rows.accounts.values()].filter((account) => account.earner.id === earner && account.kind === kind)
      ),
    lockAccount: (key) => Effect.sync(() => rows.accounts.get(nameOf(key))),
    updateAccount: (account, dueAt) =>
      Effect.sync(() => void rows.accounts.set(nameOf(account), { ...account, dueAt })),
    lastAccrual: Effect.sync(() => BigInt(rows.accruals.length)),
    sums: ({ currency, earner }, before, bounds, byPlayer) =>
      Effect.sync(() => {
        const sums = new Map<string, Rows.SumRow>()
        for (const row of rows.accruals.filter(inChain(earner.id))) {
          const chain = rows.chains.get(row.chain)
          if (chain === undefined || row.currency !== currency || !isBetween(row, before, bounds)) continue
          const player = byPlayer ? row.player : null
          const key = compositeKey(row.chain, row.category, player ?? "")
          const { net = 0n, valid = 0n } = sums.get(key) ?? {}
          sums.set(key, { chain, category: row.category, player, valid: valid + row.valid, net: net + row.net })
        }
        return [...sums.values()]
      }),
    insertStatement: (statement) => Effect.sync(() => void rows.statements.set(statement.id, statement)),
    statement: (id) => Effect.sync(() => rows.statements.get(id)),
    updateStatement: (statement) => Effect.sync(() => void rows.statements.set(statement.id, statement)),
    unfinished: (triedBefore, limit) =>
      Effect.sync(() =>
        [...rows.statements.values()]
          .filter(({ triedAt }) => triedAt === null || triedAt < triedBefore)
          .filter(
            ({ earner, status }) =>
              status === "frozen" || (status === "approved" && (earner.kind === "player" || isPayable(earner.id)))
          )
          .slice(0, limit)
      ),
    statementsOf: (earner, kind, { after, limit }) =>
      Effect.sync(() =>
        [...rows.statements.values()]
          .filter((row) => row.earner.id === earner && (kind === undefined || row.kind === kind))
          .map((row) => ({ row, to: row.bounds.to, id: row.id }))
          .filter((place) => after === undefined || latestFirst(after, place) < 0)
          .sort(latestFirst)
          .slice(0, limit)
          .map(({ row }) => row)
      ),
    conversion: (id) => Effect.sync(() => rows.conversions.get(id)),
    insertConversion: (conversion) => Effect.sync(() => void rows.conversions.set(conversion.id, conversion)),
    updateConversion: (conversion) => Effect.sync(() => void rows.conversions.set(conversion.id, conversion)),
    conversionsOf: (agent, currency, statement) =>
      Effect.sync(() =>
        [...rows.conversions.values()].filter(
          (row) =>
            row.agent === agent && row.currency === currency && row.statement === statement && row.status !== "rejected"
        )
      ),
    approvedConversions: (triedBefore, limit) =>
      Effect.sync(() =>
        [...rows.conversions.values()]
          .filter(({ agent, status }) => status === "approved" && isPayable(agent))
          .filter(({ triedAt }) => triedAt === null || triedAt < triedBefore)
          .slice(0, limit)
          .map(({ id }) => id)
      ),
    wallet: (fresh) =>
      Effect.sync(() => {
        const key = compositeKey(fresh.agent, fresh.currency)
        const wallet = rows.wallets.get(key) ?? fresh
        rows.wallets.set(key, wallet)
        return wallet
      })
  }
}

/** Whether a statement has taken an accrual. */
const isWithin = (row: Rows.AccrualRow, { before, bounds }: Rows.StatementRow): boolean =>
  isBetween(row, before, bounds)

const isBetween = (row: Rows.AccrualRow, before: Rows.Bounds | null, bounds: Rows.Bounds | undefined): boolean =>
  (bounds === undefined || isTaken(row, bounds)) && (before === null || !isTaken(row, before))

const isTaken = ({ at, seq }: Rows.AccrualRow, bounds: Rows.Bounds): boolean => seq <= bounds.seq && at < bounds.to

const nameOf = ({ currency, earner, kind }: Rows.AccountKey): string => compositeKey(earner.id, kind, currency)

interface Placed {
  readonly to: number
  readonly id: string
}

const latestFirst = (a: Placed, b: Placed): number => b.to - a.to || Number(b.id > a.id) - Number(b.id < a.id)
