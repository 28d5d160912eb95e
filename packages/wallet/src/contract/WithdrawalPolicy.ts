import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import { Context, Effect, Layer, Schema } from "effect"

/** Why something may not be withdrawn: a code for machines, and a sentence that its player is shown. */
export const NotAllowedReason = Schema.Struct({ code: Schema.String, detail: Schema.String })
export type NotAllowedReason = typeof NotAllowedReason.Type

/** May this player withdraw this much, given all events of the player up to `version`? */
export interface WithdrawalQuestion {
  readonly brand: BrandKey
  readonly player: PlayerId
  readonly currency: CurrencyCode
  readonly amount: bigint
  /** The player's last event. A policy that has not seen it yet answers `not-ready`. */
  readonly version: bigint
}

/** The answer. Only `allowed` allows. */
export type WithdrawalAnswer =
  | { readonly _tag: "allowed" }
  | { readonly _tag: "refused"; readonly reasons: ReadonlyArray<NotAllowedReason> }
  | { readonly _tag: "not-ready" }

/**
 * Whether a player may withdraw, decided outside of the wallet: by the rolling requirements, where there are any. There is
 * no default: an app says who decides. A defect, or no answer in time, counts as `not-ready`.
 */
export class WithdrawalPolicy extends Context.Tag("@croupier/wallet/WithdrawalPolicy")<
  WithdrawalPolicy,
  { readonly ask: (question: WithdrawalQuestion) => Effect.Effect<WithdrawalAnswer> }
>() {
  /** For apps in which nothing has to be wagered before it is withdrawn. */
  static readonly allowAll: Layer.Layer<WithdrawalPolicy> = Layer.succeed(WithdrawalPolicy, {
    ask: () => Effect.succeed({ _tag: "allowed" })
  })
}
