import type { PlayerId } from "@croupier/core/Ids"
import { Effect } from "effect"
import { playerFlags } from "../../rules/playerFlags.js"
import type { AgentTables } from "../store/AgentTables.js"
import { count } from "./record.js"

/** A registration, as player publishes it. */
export interface Registered {
  readonly player: PlayerId
  readonly referralCode: string | null
  readonly at: number
}

/**
 * Gives a player the agent of the referral code, or none where no agent has it, and counts what the player has played
 * meanwhile. Again, it changes nothing.
 */
export const refer = Effect.fnUntraced(function* (tables: AgentTables, { at, player, referralCode }: Registered) {
  yield* tables.lockTree("read")
  const agent = referralCode === null ? undefined : yield* tables.agentByCode(referralCode.toLowerCase())
  const path = agent === undefined ? [] : yield* tables.path(agent.id)
  const flags = playerFlags(
    player,
    path.toReversed().map(({ ownPlayer }) => ownPlayer)
  )
  for (const row of yield* tables.lockPlayers([player])) {
    if (row.known) continue
    const known = { ...row, known: true, agent: agent?.id ?? null, registeredAt: at, flags }
    yield* tables.updatePlayer(known)
    yield* count(tables, [known], yield* tables.takePending(player))
  }
})
