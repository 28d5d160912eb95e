import type { Addition } from "../contract/Tally.js"

/** What is stored of an addition: the player, and the total after it. */
export interface Added {
  readonly player: string
  readonly points: number
  readonly total: number
}

/** `new`: to be stored and published. `repeat`: the first answer again. `conflict`: the id is another addition's. */
export type Decision =
  | { readonly _tag: "new"; readonly total: number }
  | { readonly _tag: "repeat"; readonly total: number }
  | { readonly _tag: "conflict" }

/** Decides an addition from the player's total and what was stored under its id before. */
export const add = ({ player, points }: Addition, total: number, before: Added | undefined): Decision => {
  if (before === undefined) return { _tag: "new", total: total + points }
  const isSame = before.player === player && before.points === points
  return isSame ? { _tag: "repeat", total: before.total } : { _tag: "conflict" }
}
