import type { PlayerFlag } from "../contract/Agent.js"

/** Why a player is flagged, from the player accounts that the agents above hold, the player's own agent first. */
export const playerFlags = (player: string, ownPlayers: ReadonlyArray<string | null>): ReadonlyArray<PlayerFlag> => {
  const at = ownPlayers.indexOf(player)
  return at === -1 ? [] : [at === 0 ? "self-referral" : "own-player"]
}
