import type { Actor } from "@croupier/core/Actor"
import { Either } from "effect"
import type { GateChange } from "../contract/Gate.js"
import type { PlayerStatus } from "../contract/Player.js"
import { StatusNotAllowed } from "../contract/Problems.js"
import { blocks, shut } from "./blocks.js"

/** The gate's change for a new status; undefined where it is the present one. A closed player stays closed. */
export const changeStatus = (
  from: PlayerStatus,
  to: PlayerStatus,
  reason: string,
  actor: Actor
): Either.Either<GateChange | undefined, StatusNotAllowed> => {
  if (from === to) return Either.right(undefined)
  if (from === "closed") return Either.left(new StatusNotAllowed({ from, to }))
  return Either.right(
    to === "active"
      ? { set: [], clear: shut.map((scope) => ({ scope, source: "status" })) }
      : { set: blocks("status", reason, actor, null), clear: [] }
  )
}
