import { pages } from "@croupier/core/http/Cursor"
import { Effect, Schema } from "effect"
import type { AgentId } from "../../contract/Agent.js"
import type { Arguments } from "../../contract/AgentRequests.js"
import { PlayerNotFound } from "../../contract/Problems.js"
import { AgentStore } from "../store/AgentStore.js"
import type { AgentTables } from "../store/AgentTables.js"
import type { PlayerRow } from "../store/Rows.js"
import { viewOfLast, viewsOf } from "./AgentViews.js"
import { inScope, requireOperator, visible } from "./Scope.js"

/** The path to the agent that is read from the one who asks, who may be the same. */
export const seen = Effect.fnUntraced(function* (
  tables: AgentTables,
  { agent, of = agent }: { readonly agent: AgentId; readonly of?: AgentId }
) {
  const by = { kind: "agent", id: agent } as const
  const path = yield* tables.path(of)
  yield* inScope(path, by)
  return visible(path, by)
})

export const me = Effect.fn("Agents.me")(function* (view: Arguments["me"]) {
  return yield* (yield* AgentStore).inBrand(view.brand, (tables) =>
    Effect.flatMap(seen(tables, view), (path) => viewOfLast(tables, path))
  )
})

export const tree = Effect.fn("Agents.tree")(function* ({ agent, brand }: Arguments["tree"]) {
  return yield* (yield* AgentStore).inBrand(brand, (tables) =>
    Effect.gen(function* () {
      if (agent !== undefined) yield* seen(tables, { agent })
      return yield* viewsOf(tables, yield* tables.subtree(agent))
    })
  )
})

const playerPages = pages(
  Schema.Tuple(Schema.Int, Schema.String),
  ({ id, registeredAt }: PlayerRow) => [registeredAt, id] as const
)

export const players = Effect.fn("Agents.players")(function* ({ cursor, limit, ...view }: Arguments["players"]) {
  const place = yield* playerPages.place(cursor)
  const after = place && { registeredAt: place[0], id: place[1] }
  return yield* (yield* AgentStore).inBrand(view.brand, (tables) =>
    Effect.gen(function* () {
      const { id: agent } = yield* Effect.flatMap(seen(tables, view), (path) =>
        inScope(path, { kind: "agent", id: view.agent })
      )
      const rows = yield* tables.playersOf(agent, { after, limit: limit + 1 })
      return playerPages.page(rows, limit, ({ flags, house, id, registeredAt }) => ({
        ...{ id, agent, registeredAt, house, flags }
      }))
    })
  )
})

export const agreements = Effect.fn("Agents.agreements")(function* (view: Arguments["agreements"]) {
  return yield* (yield* AgentStore).inBrand(view.brand, (tables) =>
    Effect.gen(function* () {
      const path = yield* seen(tables, view)
      const found = yield* tables.agreements(path.slice(-1).map(({ id }) => id))
      return found.toSorted((a, b) => b.from - a.from)
    })
  )
})

export const setHouse = Effect.fn("Agents.setHouse")(function* ({ brand, by, house, player }: Arguments["setHouse"]) {
  yield* requireOperator(by)
  return yield* (yield* AgentStore).inBrand(brand, (tables) =>
    Effect.gen(function* () {
      if ((yield* tables.player(player)) === undefined) return yield* new PlayerNotFound()
      for (const row of yield* tables.lockPlayers([player])) yield* tables.updatePlayer({ ...row, house })
    })
  )
})
