import { zero } from "@croupier/core/Amount"
import type { CurrencyCode } from "@croupier/core/Currency"
import { pages } from "@croupier/core/http/Cursor"
import { Effect, Schema } from "effect"
import type { Arguments } from "../../contract/AgentRequests.js"
import type { StatementLine, StatementView } from "../../contract/Commission.js"
import { text } from "../../contract/Exact.js"
import { StatementNotClosed, StatementNotFound } from "../../contract/Problems.js"
import { percentOf } from "../../contract/Rate.js"
import { rateOf } from "../../rules/Share.js"
import { type Line, type Settled, valueOf, valueOfLot } from "../../rules/Statement.js"
import { AgentStore } from "../store/AgentStore.js"
import type { AgentTables } from "../store/AgentTables.js"
import type { StatementRow } from "../store/Rows.js"
import { seen } from "../tree/OwnSubtree.js"
import { inScope, requireOperator } from "../tree/Scope.js"

const nothing: Settled = {
  lines: [],
  earned: 0n,
  fenced: 0n,
  carried: 0n,
  deductions: [],
  advances: 0n,
  payout: zero,
  dropped: 0n,
  remainder: 0n,
  lots: []
}

/** A statement as its earner sees it. */
export const viewOf = (row: StatementRow): StatementView => {
  const { bounds, currency, earner, formula, from, id, kind, number, refusal, status, transaction } = row
  const result = row.result ?? nothing
  const exact = (amount: bigint) => text(currency, amount)
  const carriedOn = result.lots.reduce((sum, lot) => sum + valueOfLot(lot), result.remainder)
  return {
    ...{ id, earner, kind, currency, number, from, to: bounds.to, status, formula },
    lines: result.lines.map((line) => lineView(currency, line)),
    earned: exact(result.earned),
    fenced: exact(result.fenced),
    carried: exact(result.carried),
    deductions: result.deductions.map(({ amount, name }) => ({ name, amount: exact(amount) })),
    advances: exact(result.advances),
    payout: result.payout,
    dropped: exact(result.dropped),
    remainder: exact(carriedOn),
    transaction,
    refusal
  }
}

const lineView = (currency: CurrencyCode, line: Line): typeof StatementLine.Type => ({
  via: line.via,
  chain: line.chain,
  category: line.category,
  base: text(currency, line.base),
  rate: percentOf(rateOf(line.share)),
  amount: text(currency, valueOf(line)),
  carriedFrom: line.carriedFrom
})

const statementPages = pages(
  Schema.Tuple(Schema.Int, Schema.String),
  ({ bounds, id }: StatementRow) => [bounds.to, id] as const
)

export const statements = Effect.fn("Agents.statements")(function* ({
  cursor,
  kind,
  limit,
  ...view
}: Arguments["statements"]) {
  const place = yield* statementPages.place(cursor)
  const after = place && { to: place[0], id: place[1] }
  return yield* (yield* AgentStore).inBrand(view.brand, (tables) =>
    Effect.gen(function* () {
      yield* seen(tables, view)
      const rows = yield* tables.statementsOf(view.of ?? view.agent, kind, { after, limit: limit + 1 })
      return statementPages.page(rows, limit, viewOf)
    })
  )
})

/** A statement, if its earner is the agent who asks, an agent below, or a player of one of these. */
export const seenStatement = Effect.fnUntraced(function* (
  tables: AgentTables,
  { agent, statement }: Pick<Arguments["statement"], "agent" | "statement">
) {
  const row = yield* tables.statement(statement)
  if (row === undefined) return yield* new StatementNotFound()
  if (agent === undefined) return row
  const { earner } = row
  const of = earner.kind === "agent" ? earner.id : ((yield* tables.player(earner.id))?.agent ?? undefined)
  const path = of === undefined ? [] : yield* tables.path(of)
  yield* Effect.catchTag(inScope(path, { kind: "agent", id: agent }), "AgentNotFound", () => new StatementNotFound())
  return row
})

export const statement = Effect.fn("Agents.statement")(function* (view: Arguments["statement"]) {
  return yield* (yield* AgentStore).inBrand(view.brand, (tables) => Effect.map(seenStatement(tables, view), viewOf))
})

export const approve = Effect.fn("Agents.approve")(function* ({ brand, by, statement }: Arguments["approve"]) {
  yield* requireOperator(by)
  return yield* (yield* AgentStore).inBrand(brand, (tables) =>
    Effect.gen(function* () {
      const row = yield* tables.statement(statement, true)
      if (row === undefined) return yield* new StatementNotFound()
      if (row.status === "approved" || row.status === "paid") return viewOf(row)
      if (row.status !== "closed") return yield* new StatementNotClosed({ state: row.status })
      const approved = { ...row, status: "approved" } as const
      yield* tables.updateStatement(approved)
      return viewOf(approved)
    })
  )
})
