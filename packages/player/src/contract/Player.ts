import { CurrencyCode } from "@croupier/core/Currency"
import { PlayerCode, PlayerId } from "@croupier/core/Ids"
import { Schema } from "effect"
import { Person } from "./Person.js"
import { Username } from "./Username.js"

/** `suspended` may be lifted again; `closed` is final. Neither ever refuses a win, a rollback or a withdrawal. */
export const PlayerStatus = Schema.Literal("active", "suspended", "closed")
export type PlayerStatus = typeof PlayerStatus.Type

/** What may be shown of a player to others who know the username. */
export const PlayerView = Schema.Struct({
  id: PlayerId,
  code: PlayerCode,
  username: Username,
  status: PlayerStatus
})
export type PlayerView = typeof PlayerView.Type

/** A player as shown to the player. Times are milliseconds of the epoch. */
export const OwnView = Schema.Struct({
  ...PlayerView.fields,
  currency: CurrencyCode,
  person: Person,
  registeredAt: Schema.Int,
  /** The login before the present one; null when there was none. */
  previousLoginAt: Schema.NullOr(Schema.Int)
})
export type OwnView = typeof OwnView.Type
