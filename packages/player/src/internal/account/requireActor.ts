import type { Actor } from "@croupier/core/Actor"
import { Effect } from "effect"
import { ActorNotAllowed } from "../../contract/Problems.js"

/** Refuses an actor of another kind than these. */
export const requireActor = (
  actor: Actor,
  allowed: ReadonlyArray<Actor["kind"]>
): Effect.Effect<void, ActorNotAllowed> =>
  allowed.includes(actor.kind) ? Effect.void : new ActorNotAllowed({ allowed })
