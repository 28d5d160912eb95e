import type { Effect } from "effect"
import type { World } from "./World.js"

/** A statement about every layer of the service: `hold` fails or dies where it is not true. */
export interface Law {
  readonly name: string
  readonly hold: Effect.Effect<void, unknown, World>
}

/** A law by examples. */
export const law = (name: string, hold: Effect.Effect<void, unknown, World>): Law => ({ name, hold })
