import { Effect } from "effect"
import type { AgentId, AgentView } from "../../contract/Agent.js"
import { noRates } from "../../contract/Rate.js"
import type { Terms } from "../../contract/Terms.js"
import { heldByAgentAt } from "../../rules/chainAt.js"
import type { AgentTables } from "../store/AgentTables.js"
import type { AgentRow, AgreementRow } from "../store/Rows.js"

/** What an agent without an agreement is paid by; there is none such but in a damaged database. */
const noTerms: Terms = {
  rolling: noRates,
  losing: noRates,
  losingBase: "loss",
  deductions: [],
  carry: "none",
  carryPeriods: null,
  ringFence: [],
  settles: { rolling: "weekly", losing: "monthly" }
}

/** The terms that hold for an earner at an instant. */
export const termsAt = (agreements: ReadonlyArray<AgreementRow>, earner: string, at: number): Terms =>
  heldByAgentAt(
    agreements.filter((agreement) => agreement.earner.id === earner),
    at
  )?.terms ?? noTerms

/**
 * Agents as they are seen, each with its path; a parent stands before its children, or in `above`. A parent that is in neither is
 * not shown.
 */
export const viewsOf = Effect.fnUntraced(function* (
  tables: AgentTables,
  agents: ReadonlyArray<AgentRow>,
  above: ReadonlyArray<AgentId> = []
) {
  const now = yield* tables.now
  const agreements = yield* tables.agreements(agents.map(({ id }) => id))
  const paths = new Map<AgentId, ReadonlyArray<AgentId>>()
  return agents.map(({ displayName, id, parent, referralCode, registeredAt, status, username }): AgentView => {
    const under = parent === null ? undefined : (paths.get(parent) ?? (above.at(-1) === parent ? above : undefined))
    const path = [...(under ?? []), id]
    paths.set(id, path)
    const terms = termsAt(agreements, id, now)
    return {
      id,
      parent: under === undefined ? null : parent,
      path,
      username,
      displayName,
      referralCode,
      status,
      terms,
      registeredAt
    }
  })
})

/** The last of a path from the root as it is seen. */
export const viewOfLast = Effect.fnUntraced(function* (tables: AgentTables, path: ReadonlyArray<AgentRow>) {
  const [view] = yield* viewsOf(
    tables,
    path.slice(-1),
    path.slice(0, -1).map(({ id }) => id)
  )
  return view ?? (yield* Effect.dieMessage("a path without an agent has no view"))
})
