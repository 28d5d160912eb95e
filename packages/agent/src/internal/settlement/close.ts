import type { BrandKey } from "@croupier/core/Brand"
import { Effect } from "effect"
import { agentEvents } from "../../contract/Events.js"
import { perUnit } from "../../contract/Exact.js"
import { settleLosing } from "../../rules/settleLosing.js"
import { settleRolling } from "../../rules/settleRolling.js"
import { AgentStore } from "../store/AgentStore.js"
import type { AgentTables } from "../store/AgentTables.js"
import type { AccountRow, StatementRow } from "../store/Rows.js"
import { termsAt } from "../tree/AgentViews.js"
import { happened } from "../tree/happened.js"
import { isUnderThreshold, present } from "../tree/Policies.js"
import { linesOf, needsPlayers } from "./Lines.js"

/**
 * Computes a frozen statement, leaves the account what goes on to the next one, and approves a payout under the policy's
 * threshold. Again, it changes nothing.
 */
export const close = Effect.fnUntraced(function* (brand: BrandKey, id: string) {
  return yield* (yield* AgentStore).inBrand(brand, (tables) =>
    Effect.gen(function* () {
      const found = yield* tables.statement(id)
      const account = found && (yield* tables.lockAccount(found))
      const statement = yield* tables.statement(id, true)
      if (statement === undefined || account === undefined || statement.status !== "frozen") return
      const { fences, result } = yield* compute(tables, statement, account)
      const { payout } = result
      const needsNoOperator = isUnderThreshold(yield* present(tables), statement.currency, payout)
      const status = payout === 0n ? "paid" : needsNoOperator ? "approved" : "closed"
      yield* tables.updateStatement({ ...statement, status, result })
      const { lots, remainder } = result
      yield* tables.updateAccount({ ...account, frozen: null, fences, lots, remainder }, yield* tables.now)
      const { bounds, currency, earner, from, kind } = statement
      const payload = { statement: id, earner, kind, currency, from, to: bounds.to, payout }
      yield* tables.publish(earner, [happened(agentEvents["agent.statement-closed"], payload)])
    })
  )
})

const compute = Effect.fnUntraced(function* (tables: AgentTables, statement: StatementRow, account: AccountRow) {
  const { before, bounds, currency, earner, kind, number } = statement
  // Those of the period's end: what was agreed later holds for later periods.
  const terms = termsAt(yield* tables.agreements([earner.id]), earner.id, bounds.to - 1)
  const sums = yield* tables.sums(statement, before, bounds, needsPlayers(terms, account))
  const { fenced, fences, lines } = linesOf(account, terms, sums)
  if (kind === "losing") {
    const { lots, remainder } = account
    return { fences, result: settleLosing(lines, { number, currency, terms, fenced, lots, remainder }) }
  }
  const conversions = earner.kind === "agent" ? yield* tables.conversionsOf(earner.id, currency, number) : []
  const advances = conversions.reduce((sum, { amount }) => sum + amount, 0n) * perUnit
  return { fences, result: settleRolling(lines, account.remainder, advances) }
})
