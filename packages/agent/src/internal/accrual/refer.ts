import type { PlayerId } from "@croupier/core/Ids"
import { Effect } from "effect"
import { playerFlags } from "../../rules/playerFlags.js"
import type { AgentTables } from "../store/AgentTables.js"
import type { PlayerRow } from "../store/Rows.js"
import { count } from "./record.js"

/** A registration, as player publishes it. */
export interface Registered {
  readonly player: PlayerId
  readonly referralCode: string | null
  readonly at: number
}

/**
 * Gives players the agent of their referral code, or none where no agent has it, and counts what they have played in the meantime.
 * Again, it changes nothing.
 */
export const refer = Effect.fnUntraced(function* (tables: AgentTables, registrations: ReadonlyArray<Registered>) {
  yield* tables.lockTree("read")
  const players = yield* tables.lockPlayers(registrations.map(({ player }) => player))
  const unknown = new Map(players.filter(({ known }) => !known).map((player) => [player.id, player]))
  for (const registered of registrations) {
    const player = unknown.get(registered.player)
    if (player !== undefined) yield* join(tables, player, registered)
  }
})

const join = Effect.fnUntraced(function* (tables: AgentTables, row: PlayerRow, { at, referralCode }: Registered) {
  const agent = referralCode === null ? undefined : yield* tables.agentByCode(referralCode.toLowerCase())
  const path = agent === undefined ? [] : yield* tables.path(agent.id)
  const flags = playerFlags(
    row.id,
    path.toReversed().map(({ ownPlayer }) => ownPlayer)
  )
  const player = { ...row, known: true, agent: agent?.id ?? null, registeredAt: at, flags }
  yield* tables.updatePlayer(player)
  yield* count(tables, [player], yield* tables.takePending(player.id))
})
