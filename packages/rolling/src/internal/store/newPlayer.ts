import { HashMap } from "effect"
import type { PlayerRef } from "../../contract/Rolling.js"
import type { Player } from "../../rules/State.js"

/** A player without any event so far. */
export const newPlayer = ({ brand, player }: PlayerRef): Player => ({
  brand,
  player,
  seen: 0n,
  events: 0n,
  balance: { cash: 0n, bonus: 0n, held: 0n },
  opened: 0,
  grant: null,
  openRounds: 0,
  openBonusRounds: 0,
  requirements: HashMap.empty(),
  rounds: HashMap.empty()
})
