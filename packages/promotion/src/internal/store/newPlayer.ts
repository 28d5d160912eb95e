import { HashMap } from "effect"
import type { PlayerRef } from "../../contract/Promotions.js"
import type { Player } from "../../rules/State.js"

/** A player without any event or claim so far. */
export const newPlayer = ({ brand, player }: PlayerRef): Player => ({
  brand,
  player,
  seen: 0n,
  events: 0n,
  deposits: 0,
  claimed: 0,
  claims: HashMap.empty()
})
