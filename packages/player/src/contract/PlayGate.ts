import type { Actor } from "@croupier/core/Actor"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import { Context, type Effect, Schema } from "effect"
import type { Block, GateChange, Limit } from "./Gate.js"

/** The gate could not be reached or gave no answer in time; the change may or may not hold, and is safe to repeat. */
export class GateUnavailable extends Schema.TaggedError<GateUnavailable>()("GateUnavailable", {
  detail: Schema.String
}) {}

/** The player has no gate yet: the wallet was never opened. */
export class GateNotFound extends Schema.TaggedError<GateNotFound>()("GateNotFound", {}) {}

/**
 * Player's port to the service that holds the money: what is set here refuses the very next bet. Wallet provides it. Changes are
 * posted *before* the player's request is answered. No method joins its caller's transaction.
 */
export class PlayGate extends Context.Tag("@croupier/player/PlayGate")<
  PlayGate,
  {
    /** Opens the player's wallet in their currency; safe to repeat. */
    readonly open: (open: {
      readonly brand: BrandKey
      readonly player: PlayerId
      readonly currency: CurrencyCode
    }) => Effect.Effect<void, GateUnavailable>
    /** Changes blocks and limits; `id` makes a repeat of the same change the same change. */
    readonly change: (change: {
      readonly id: string
      readonly brand: BrandKey
      readonly player: PlayerId
      readonly actor: Actor
      readonly change: GateChange
    }) => Effect.Effect<void, GateUnavailable | GateNotFound>
    readonly current: (
      brand: BrandKey,
      player: PlayerId
    ) => Effect.Effect<
      { readonly blocks: ReadonlyArray<Block>; readonly limits: ReadonlyArray<Limit> },
      GateUnavailable | GateNotFound
    >
  }
>() {}
