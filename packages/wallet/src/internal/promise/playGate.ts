import { Actor } from "@croupier/core/Actor"
import { BrandKey } from "@croupier/core/Brand"
import { CurrencyCode } from "@croupier/core/Currency"
import { PlayerId } from "@croupier/core/Ids"
import { CroupierError, Unavailable } from "@croupier/core/promise/CroupierError"
import type { Session } from "@croupier/core/promise/Session"
import { type GateChange, PlayGate } from "@croupier/player/contract"
import { Effect, Schema } from "effect"
import { decode } from "./decode.js"
import type { WalletPlayGate } from "./WalletPlayGate.js"

/** The gate of a running wallet as promises. */
export const playGate = ({ run }: Session<PlayGate>): WalletPlayGate => {
  const ask = <A, E extends { readonly _tag: string }>(call: (gate: PlayGate["Type"]) => Effect.Effect<A, E>) =>
    Effect.mapError(Effect.flatMap(PlayGate, call), (error) =>
      error._tag === "GateNotFound"
        ? new CroupierError("wallet-not-found", "the player has no wallet")
        : new Unavailable("wallet-unavailable", "the wallet did not answer", "unknown")
    )
  return {
    open: (input) => run(Effect.flatMap(decode(Open, input), (open) => ask((gate) => gate.open(open)))),
    // The change comes from the players' own service, which has checked it.
    change: ({ change, id, ...input }) =>
      run(
        Effect.flatMap(decode(Change, input), (change_) =>
          ask((gate) => gate.change({ ...change_, id, change: change as GateChange }))
        )
      ),
    current: (input) =>
      run(Effect.flatMap(decode(Ref, input), ({ brand, player }) => ask((gate) => gate.current(brand, player))))
  }
}

const Ref = Schema.Struct({ brand: BrandKey, player: PlayerId })
const Open = Schema.Struct({ ...Ref.fields, currency: CurrencyCode })
const Change = Schema.Struct({ ...Ref.fields, actor: Actor })
