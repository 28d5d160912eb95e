import * as ClientServices from "@croupier/core/promise/ClientServices"
import { CroupierError, type InvalidInput } from "@croupier/core/promise/CroupierError"
import type { OpenClient } from "@croupier/core/promise/OpenClient"
import type { Plain } from "@croupier/core/promise/promised"
import { Effect, Layer } from "effect"
import type { Block, GateChange, Limit } from "../../contract/Gate.js"
import { GateNotFound, GateUnavailable, PlayGate } from "../../contract/PlayGate.js"

/**
 * What refuses a player's bets in an app with a wallet of its own, as promises. Each call rejects when it may not have taken
 * effect, and is repeated; a player without a wallet is a `CroupierError` with the code `wallet-not-found`.
 */
export interface PlainPlayGate {
  /** Opens the player's wallet; safe to repeat. */
  open(input: { readonly brand: string; readonly player: string; readonly currency: string }): Promise<void>
  /** Changes blocks and limits; the same `id` is the same change. */
  change(input: {
    readonly id: string
    readonly brand: string
    readonly player: string
    readonly actor: { readonly kind: string; readonly id: string }
    readonly change: Plain<GateChange>
  }): Promise<void>
  current(input: { readonly brand: string; readonly player: string }): Promise<{
    readonly blocks: ReadonlyArray<Plain<Block>>
    readonly limits: ReadonlyArray<Plain<Limit>>
  }>
}

/** The gate of an open wallet, or an app's own, as the service that players ask. */
export const layerOf = (gate: OpenClient<"wallet"> | PlainPlayGate): Layer.Layer<PlayGate, InvalidInput> =>
  "domain" in gate ? ClientServices.layerOf(gate, PlayGate) : ownGate(gate)

const ownGate = (gate: PlainPlayGate): Layer.Layer<PlayGate> =>
  Layer.succeed(PlayGate, {
    open: (input) =>
      Effect.tryPromise({
        try: () => gate.open(input),
        catch: (error) => new GateUnavailable({ detail: String(error) })
      }),
    change: (input) => Effect.tryPromise({ try: () => gate.change(input), catch: failure }),
    current: (brand, player) =>
      Effect.map(
        Effect.tryPromise({ try: () => gate.current({ brand, player }), catch: failure }),
        // The gate answers what it was given, which had the contract's types.
        ({ blocks, limits }) => ({ blocks: blocks as ReadonlyArray<Block>, limits: limits as ReadonlyArray<Limit> })
      )
  })

const failure = (error: unknown) =>
  error instanceof CroupierError && error.code === "wallet-not-found"
    ? new GateNotFound()
    : new GateUnavailable({ detail: String(error) })
