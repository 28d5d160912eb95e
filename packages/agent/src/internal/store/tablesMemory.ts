import type { BrandKey } from "@croupier/core/Brand"
import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import type { MemoryOutbox } from "@croupier/core/events/EventStreamMemory"
import { newEvents } from "@croupier/core/events/publish"
import type { PlayerId } from "@croupier/core/Ids"
import { compositeKey } from "@croupier/core/text/compositeKey"
import { Clock, Effect, Option } from "effect"
import type { AgentId } from "../../contract/Agent.js"
import type { AgentTables } from "./AgentTables.js"
import type { BrandRows } from "./BrandRows.js"
import { chainText } from "./Codecs.js"
import { commissionsMemory } from "./commissionsMemory.js"
import type * as Rows from "./Rows.js"

/** What events and timezones come from. */
export interface Surroundings {
  readonly directory: BrandDirectory["Type"]
  readonly outbox: MemoryOutbox["Type"]
}

/** The tables over rows in memory. */
export const tablesMemory = (brand: BrandKey, rows: BrandRows, { directory, outbox }: Surroundings): AgentTables => {
  const path = (id: AgentId): ReadonlyArray<Rows.AgentRow> => {
    const agent = rows.agents.get(id)
    if (agent === undefined) return []
    return [...(agent.parent === null ? [] : path(agent.parent)), agent]
  }
  const below = (agent: Rows.AgentRow): ReadonlyArray<Rows.AgentRow> => [
    agent,
    ...[...rows.agents.values()].filter(({ parent }) => parent === agent.id).flatMap(below)
  ]
  const everAbove = (agents: ReadonlyArray<AgentId>): ReadonlySet<AgentId> => {
    const found = new Set(agents)
    for (const agent of found) {
      for (const { agent: placed, parent } of rows.placements) {
        if (placed === agent && parent !== null) found.add(parent)
      }
    }
    return found
  }
  const find = (is: (agent: Rows.AgentRow) => boolean) => Effect.sync(() => [...rows.agents.values()].find(is))
  const place = ({ agent, from, parent, status }: Rows.PlacementRow): void => {
    rows.placements.push({ agent, from, parent, status })
    const row = rows.agents.get(agent)
    if (row !== undefined) rows.agents.set(agent, { ...row, parent, status })
  }
  return {
    ...commissionsMemory(rows),
    now: Clock.currentTimeMillis,
    timezoneAt: () =>
      Effect.flatMap(
        directory.brand(brand),
        Option.match({
          onNone: () => Effect.dieMessage(`the brand ${brand} has no timezone`),
          onSome: ({ timezone }) => Effect.succeed(timezone)
        })
      ),
    lockTree: () => Effect.void,
    publish: (earner, events) =>
      Effect.gen(function* () {
        const before = rows.eventVersions.get(earner.id) ?? 0n
        rows.eventVersions.set(earner.id, before + BigInt(events.length))
        const of = { brand, key: earner.id, before, at: yield* Clock.currentTimeMillis }
        yield* outbox.commit("agent", yield* newEvents(of, events))
      }),
    agent: (id) => Effect.sync(() => rows.agents.get(id)),
    agentByUsername: (name) => find(({ username }) => username === name),
    agentByCode: (code) => find(({ referralCode }) => referralCode === code),
    path: (id) => Effect.sync(() => path(id)),
    subtree: (id) =>
      Effect.sync(() =>
        [...rows.agents.values()]
          .filter((agent) => (id === undefined ? agent.parent === null : agent.id === id))
          .flatMap(below)
      ),
    insertAgent: (agent) =>
      Effect.sync(() => {
        rows.agents.set(agent.id, agent)
        place({ agent: agent.id, from: agent.registeredAt, parent: agent.parent, status: agent.status })
      }),
    place: (placement) => Effect.sync(() => place(placement)),
    agreements: (earners) => Effect.sync(() => rows.agreements.filter(({ earner }) => earners.includes(earner.id))),
    insertAgreement: (agreement) => Effect.sync(() => void rows.agreements.push(agreement)),
    policies: Effect.sync(() => [...rows.policies]),
    insertPolicy: (policy) => Effect.sync(() => void rows.policies.push(policy)),
    history: (agents, players) =>
      Effect.sync(() => {
        const above = everAbove(agents)
        const earners = new Set<string>([...above, ...players])
        return {
          placements: rows.placements.filter(({ agent }) => above.has(agent)),
          agreements: rows.agreements.filter(({ earner }) => earners.has(earner.id)),
          policies: [...rows.policies]
        }
      }),
    player: (id) => Effect.sync(() => rows.players.get(id)),
    playersWithTerms: (agent) =>
      Effect.sync(() => {
        const earners = new Set(rows.agreements.map(({ earner }) => earner.id))
        return [...rows.players.values()]
          .filter((one) => one.agent === agent && earners.has(one.id))
          .map(({ id }) => id)
      }),
    playersOf: (agent, { after, limit }) =>
      Effect.sync(() =>
        [...rows.players.values()]
          .filter((one) => one.agent === agent && (after === undefined || latestFirst(after, one) < 0))
          .sort(latestFirst)
          .slice(0, limit)
      ),
    lockPlayers: (ids) => Effect.sync(() => ids.map((id) => rows.players.get(id) ?? stranger(rows, id))),
    updatePlayer: (player) => Effect.sync(() => void rows.players.set(player.id, player)),
    putChain: (id, chain) =>
      Effect.sync(() => {
        const text = chainText(chain)
        const same = [...rows.chains.values()].find(({ id: _, ...stored }) => chainText(stored) === text)
        if (same === undefined) rows.chains.set(id, { ...chain, id })
        return same?.id ?? id
      }),
    rounds: (keys) =>
      Effect.sync(() =>
        keys.flatMap((key) => {
          const round = rows.rounds.get(nameOf(key))
          return round === undefined ? [] : [round]
        })
      ),
    roundsOfGrant: (player, grant) =>
      Effect.sync(() => [...rows.rounds.values()].filter((round) => round.player === player && round.grant === grant)),
    putRounds: (rounds) =>
      Effect.sync(() => {
        for (const round of rounds) rows.rounds.set(nameOf(round), round)
      }),
    insertPending: (pending) => Effect.sync(() => void rows.pending.push(...pending)),
    takePending: (player) =>
      Effect.sync(() => {
        const taken = rows.pending.filter((row) => row.player === player)
        rows.pending.splice(0, rows.pending.length, ...rows.pending.filter((row) => row.player !== player))
        return taken
      })
  }
}

const stranger = (rows: BrandRows, id: PlayerId): Rows.PlayerRow => {
  const player = { id, known: false, agent: null, registeredAt: 0, house: false, flags: [] }
  rows.players.set(id, player)
  return player
}

const nameOf = ({ id, player, provider }: Rows.RoundKey): string => compositeKey(player, provider, id)

interface Placed {
  readonly registeredAt: number
  readonly id: string
}

const latestFirst = (a: Placed, b: Placed): number =>
  b.registeredAt - a.registeredAt || Number(b.id > a.id) - Number(b.id < a.id)
