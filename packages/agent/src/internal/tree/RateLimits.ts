import { Effect } from "effect"
import type { AgentId } from "../../contract/Agent.js"
import { RateOverParent } from "../../contract/Problems.js"
import type { Terms } from "../../contract/Terms.js"
import { heldAt } from "../../rules/chainAt.js"
import { over } from "../../rules/Limits.js"
import type { AgentTables } from "../store/AgentTables.js"
import type { AgreementRow } from "../store/Rows.js"

/** The agreements of an earner that hold at an instant or later. */
export const holdingFrom = (agreements: ReadonlyArray<AgreementRow>, earner: string, from: number) => {
  const own = agreements.filter((agreement) => agreement.earner.id === earner)
  const held = heldAt(own, from)
  return [...(held === undefined ? [] : [held]), ...own.filter((agreement) => agreement.from > from)]
}

/** Refuses terms with a rate over what the parent has at some time from their beginning on. */
export const underParent = Effect.fnUntraced(function* (
  tables: AgentTables,
  parent: AgentId | null,
  earner: string,
  terms: ReadonlyArray<Terms>,
  from: number
) {
  if (parent === null) return
  const limits = holdingFrom(yield* tables.agreements([parent]), parent, from)
  const rates = terms.flatMap((each) => limits.flatMap((limit) => over(each, limit.terms)))
  if (rates.length > 0) return yield* new RateOverParent({ parent, over: [earner], rates: [...new Set(rates)] })
})

/** Refuses terms with a rate under what an agent or player directly below has at some time from their beginning on. */
export const overChildren = Effect.fnUntraced(function* (
  tables: AgentTables,
  agent: AgentId,
  terms: Terms,
  from: number
) {
  const below = yield* tables.subtree(agent)
  const children: ReadonlyArray<string> = [
    ...below.filter(({ parent }) => parent === agent).map(({ id }) => id),
    ...(yield* tables.playersWithTerms(agent))
  ]
  const agreements = yield* tables.agreements(children)
  const faults = children.flatMap((child) => {
    const rates = holdingFrom(agreements, child, from).flatMap((held) => over(held.terms, terms))
    return rates.length === 0 ? [] : [{ child, rates }]
  })
  if (faults.length > 0) {
    const rates = [...new Set(faults.flatMap((fault) => fault.rates))]
    return yield* new RateOverParent({ parent: agent, over: faults.map(({ child }) => child), rates })
  }
})
