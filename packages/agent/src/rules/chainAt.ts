import type { AgentId, AgentStatus } from "../contract/Agent.js"
import type { Earner } from "../contract/Agreement.js"
import { noRates, type Rates } from "../contract/Rate.js"
import { type AgentPolicy, defaultPolicy, type Terms } from "../contract/Terms.js"
import { isAny } from "./Limits.js"

/** One earner of a chain, with the rates and the base that were agreed. */
export interface Member {
  readonly earner: Earner
  readonly rolling: Rates
  readonly losing: Rates
  readonly losingBase: Terms["losingBase"]
  readonly suspended: boolean
}

/** Who earns by a player's rounds, from the player up to the root: what was agreed from `since` on. */
export interface Chain {
  readonly agent: AgentId
  readonly since: number
  readonly counts: AgentPolicy["counts"]
  readonly suspendedShare: AgentPolicy["suspendedShare"]
  readonly members: ReadonlyArray<Member>
}

/** What held in a brand at any time: of the agents and players that are asked about. */
export interface History {
  readonly placements: ReadonlyArray<{
    readonly agent: AgentId
    readonly from: number
    readonly parent: AgentId | null
    readonly status: AgentStatus
  }>
  readonly agreements: ReadonlyArray<{ readonly earner: Earner; readonly from: number; readonly terms: Terms }>
  readonly policies: ReadonlyArray<{ readonly from: number; readonly policy: AgentPolicy }>
}

/**
 * The chain of a player's agent at an instant. What an agent began with holds before its registration too, since the clocks of
 * two processes differ.
 */
export const chainAt = (history: History, player: string, agent: AgentId, at: number): Chain => {
  const policy = heldAt(history.policies, at)
  const own = heldAt(agreementsOf(history, player), at)
  const path = pathAt(history, agent, at)
  const rebate =
    own !== undefined && isAny(own.terms.rolling)
      ? [memberOf(own.earner, { ...own.terms, losing: noRates }, false)]
      : []
  const agents = path.map((place) =>
    memberOf(
      { kind: "agent", id: place.agent },
      heldByAgentAt(agreementsOf(history, place.agent), at)?.terms,
      place.status !== "active"
    )
  )
  const instants = [policy, own, ...path, ...path.map((place) => heldByAgentAt(agreementsOf(history, place.agent), at))]
  const { counts, suspendedShare } = policy?.policy ?? defaultPolicy
  return {
    agent,
    since: Math.max(...instants.map((part) => part?.from ?? 0)),
    counts,
    suspendedShare,
    members: [...rebate, ...agents]
  }
}

/** Where an agent and all above it stood at an instant, the agent first. */
export const pathAt = (history: History, agent: AgentId, at: number): History["placements"] => {
  const path: Array<History["placements"][number]> = []
  for (let next: AgentId | null = agent; next !== null; ) {
    const place = heldByAgentAt(
      history.placements.filter((one) => one.agent === next),
      at
    )
    if (place === undefined || path.includes(place)) break
    path.push(place)
    next = place.parent
  }
  return path
}

/** The last of dated rows that begin by then, if any. */
export const heldAt = <Row extends { readonly from: number }>(rows: ReadonlyArray<Row>, at: number): Row | undefined =>
  rows
    .filter(({ from }) => from <= at)
    .reduce<Row | undefined>((a, b) => (a === undefined || b.from >= a.from ? b : a), undefined)

/** The same of rows that an agent has from its registration on; before it, the first. */
export const heldByAgentAt = <Row extends { readonly from: number }>(
  rows: ReadonlyArray<Row>,
  at: number
): Row | undefined =>
  heldAt(rows, at) ?? rows.reduce<Row | undefined>((a, b) => (a === undefined || b.from < a.from ? b : a), undefined)

const agreementsOf = (history: History, earner: string) =>
  history.agreements.filter((agreement) => agreement.earner.id === earner)

const memberOf = (
  earner: Earner,
  terms: Pick<Terms, "losing" | "losingBase" | "rolling"> | undefined,
  suspended: boolean
): Member => ({
  earner,
  rolling: terms?.rolling ?? noRates,
  losing: terms?.losing ?? noRates,
  losingBase: terms?.losingBase ?? "loss",
  suspended
})
