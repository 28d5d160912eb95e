import type { PlayerId } from "@croupier/core/Ids"
import type { Fact } from "../../rules/State.js"
import type { Period } from "./PromotionStore.js"

/** A fact with its player; its place in the list is the position that a period is frozen at. */
export interface StoredFact extends Fact {
  readonly player: PlayerId
}

/** A period with the number of facts that it was frozen at. */
export interface StoredPeriod extends Period {
  readonly frozenAt: number | undefined
}
