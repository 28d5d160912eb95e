import { Actor } from "@croupier/core/Actor"
import { CurrencyCode } from "@croupier/core/Currency"
import { PlayerCode, Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"
import { ExclusionLength } from "./Exclusion.js"
import { LimitKind, LimitPeriod } from "./Gate.js"
import { PlayerStatus } from "./Player.js"

/** Somebody is a player now. His person is not told: it stands in this domain only, under his own key. */
export const Registered = Schema.Struct({
  code: PlayerCode,
  currency: CurrencyCode,
  /** The agent's code that he gave, as given. */
  referralCode: Schema.NullOr(Schema.String),
  promoCode: Schema.NullOr(Schema.String)
})

/** A player's status is another one. */
export const StatusChanged = Schema.Struct({ from: PlayerStatus, to: PlayerStatus, actor: Actor })

/** All limits that hold from now on, in main units of the player's currency, and when a waiting one begins to. */
export const LimitsChanged = Schema.Struct({
  currency: CurrencyCode,
  limits: Schema.Array(Schema.Struct({ kind: LimitKind, period: LimitPeriod, amount: Schema.String })),
  sessionMinutes: Schema.NullOr(Schema.Int),
  nextAt: Schema.NullOr(Schema.Int)
})

/** An exclusion of this account as it stands: a new one, or one whose end is set now. Times are milliseconds of the epoch. */
export const Excluded = Schema.Struct({
  exclusion: Uuid,
  length: ExclusionLength,
  from: Schema.Int,
  until: Schema.NullOr(Schema.Int),
  endsAt: Schema.NullOr(Schema.Int)
})

/** What player publishes, each about the player who is its key. In code it is as it is on the wire. */
export type PlayerEvent =
  | { readonly type: "player.registered"; readonly payload: typeof Registered.Type }
  | { readonly type: "player.status-changed"; readonly payload: typeof StatusChanged.Type }
  | { readonly type: "player.limits-changed"; readonly payload: typeof LimitsChanged.Type }
  | { readonly type: "player.excluded"; readonly payload: typeof Excluded.Type }
