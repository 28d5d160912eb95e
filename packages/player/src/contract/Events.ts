import { Actor } from "@croupier/core/Actor"
import { CurrencyCode } from "@croupier/core/Currency"
import * as EventKind from "@croupier/core/events/EventKind"
import { PlayerCode } from "@croupier/core/Ids"
import { Schema } from "effect"
import { ExclusionView } from "./Exclusion.js"
import { LimitKind, LimitPeriod } from "./Gate.js"
import { PlayerStatus } from "./Player.js"
import { LimitAmount, SessionMinutes } from "./PlayerLimits.js"

/** Who became a player: nothing by which a person could be known. */
export const PlayerRegistered = Schema.Struct({
  code: PlayerCode,
  currency: CurrencyCode,
  /** An agent's code as it was given; null where none was. */
  referralCode: Schema.NullOr(Schema.String),
  promoCode: Schema.NullOr(Schema.String)
})
export type PlayerRegistered = typeof PlayerRegistered.Type

/** A change of status, and its actor. The reason may contain names, so it is not part of the event. */
export const PlayerStatusChanged = Schema.Struct({ from: PlayerStatus, to: PlayerStatus, actor: Actor })
export type PlayerStatusChanged = typeof PlayerStatusChanged.Type

/** All limits that hold from now on; what a player has asked for and waits is not among them. */
export const PlayerLimitsChanged = Schema.Struct({
  currency: CurrencyCode,
  limits: Schema.Array(Schema.Struct({ kind: LimitKind, period: LimitPeriod, amount: LimitAmount })),
  sessionMinutes: Schema.NullOr(SessionMinutes),
  actor: Actor
})
export type PlayerLimitsChanged = typeof PlayerLimitsChanged.Type

/** Every kind of event that player publishes, by its type. */
export const playerEvents = EventKind.catalogue({
  "player.registered": {
    version: 1,
    about: "A player was registered. This is the player's first event.",
    payload: PlayerRegistered,
    example: { code: "k3v9q2m7xd", currency: "KRW", referralCode: "seoul-7", promoCode: null }
  },
  "player.status-changed": {
    version: 1,
    about: "A player was suspended, reactivated or closed.",
    payload: PlayerStatusChanged,
    example: {
      from: "active",
      to: "suspended",
      actor: { kind: "operator", id: "01926d3c-7a1e-7000-8000-2f6d3a5b9c20" }
    }
  },
  "player.limits-changed": {
    version: 1,
    about: "A player's limits changed. Stricter limits apply immediately, looser ones after their waiting period.",
    payload: PlayerLimitsChanged,
    example: {
      currency: "KRW",
      limits: [{ kind: "deposit", period: "week", amount: "300000" }],
      sessionMinutes: 120,
      actor: { kind: "player", id: "01926d3c-7a1e-7000-8000-2f6d3a5b9c00" }
    }
  },
  "player.excluded": {
    version: 1,
    about:
      "A person was excluded on every brand of the licence; each of the person's player accounts gets its own event. Published again with `endsAt` when the end of the exclusion is requested.",
    payload: ExclusionView,
    example: {
      id: "01926d3c-7a1e-7000-8000-2f6d3a5b9c30",
      length: "6-months",
      from: 1772366400000,
      until: 1788004800000,
      endsAt: null
    }
  }
})

/** The types of the events that player publishes. */
export type PlayerEventType = keyof typeof playerEvents
