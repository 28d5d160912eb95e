import type { Effect } from "effect"
import type { World } from "./World.js"

/** A statement about every layer of the service: `hold` fails or dies where it is not true. */
export interface Law {
  readonly name: string
  readonly hold: Effect.Effect<void, unknown, World>
}

/** Names a law. */
export const law = (name: string, hold: Law["hold"]): Law => ({ name, hold })
