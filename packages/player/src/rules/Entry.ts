import { Either } from "effect"
import type { ExclusionView } from "../contract/Exclusion.js"
import type { PlayerStatus } from "../contract/Player.js"
import { LoginRefused } from "../contract/Problems.js"
import { isActive } from "./Exclusions.js"

/** Whether a player may have a session: the status is active. */
export const mayEnter = ({ status }: { readonly status: PlayerStatus }): Either.Either<void, LoginRefused> =>
  status === "active" ? Either.right(undefined) : Either.left(new LoginRefused({ reason: status }))

/** Whether an exclusion of the player's holds; a session that is opened now is restricted then. */
export const isExcluded = (
  { exclusions }: { readonly exclusions: ReadonlyArray<ExclusionView> },
  now: number
): boolean => exclusions.some((exclusion) => isActive(exclusion, now))
