import { Either } from "effect"
import type { ExclusionView } from "../contract/Exclusion.js"
import type { PlayerStatus } from "../contract/Player.js"
import { LoginRefused, PersonExcluded } from "../contract/Problems.js"
import { isActive } from "./Exclusions.js"

/** Whether a player may have a session: he is active and has no exclusion that holds. */
export const mayEnter = (
  player: { readonly status: PlayerStatus; readonly exclusions: ReadonlyArray<ExclusionView> },
  now: number
): Either.Either<void, LoginRefused | PersonExcluded> => {
  if (player.status !== "active") return Either.left(new LoginRefused({ reason: player.status }))
  return player.exclusions.some((exclusion) => isActive(exclusion, now))
    ? Either.left(new PersonExcluded())
    : Either.right(undefined)
}
