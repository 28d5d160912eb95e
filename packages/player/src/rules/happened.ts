import type { Actor } from "@croupier/core/Actor"
import * as Amount from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { type PlayerEventType, playerEvents } from "../contract/Events.js"
import type { ExclusionView } from "../contract/Exclusion.js"
import type { PlayerStatus } from "../contract/Player.js"
import { held, type LimitRow, type LimitSlot, moneySlots } from "./LimitRows.js"

/** An event of one type with its payload. */
type Of<Type extends PlayerEventType> = {
  readonly type: Type
  readonly payload: (typeof playerEvents)[Type]["payload"]["Type"]
}

/** What a decision about a player publishes; the store adds the player, the number and the time. */
export type PlayerEvent = { readonly [Type in PlayerEventType]: Of<Type> }[PlayerEventType]

/** An event as it is published: with the version of its type's schema. */
export const happened = ({ payload, type }: PlayerEvent) => ({ payload, type, version: playerEvents[type].version })

/** A player was registered. */
export const registered = (payload: Of<"player.registered">["payload"]): PlayerEvent => ({
  type: "player.registered",
  payload
})

/** A player's status became another one. */
export const statusChanged = (from: PlayerStatus, to: PlayerStatus, actor: Actor): PlayerEvent => ({
  type: "player.status-changed",
  payload: { from, to, actor }
})

/** An exclusion of a player is new, or has another end. */
export const excluded = (exclusion: ExclusionView): PlayerEvent => ({ type: "player.excluded", payload: exclusion })

/** A player's limits as far as they are needed here; `limitsDueAt` is when the next waiting one begins to hold. */
interface Limited {
  readonly currency: Currency.CurrencyCode
  readonly limits: ReadonlyArray<LimitRow>
  readonly limitsDueAt: number | null
}

/**
 * What holds once a player's rows are `after`. No event where the same held before: a limit that waits is no news yet. One
 * that has begun to hold since the last event is, although the rows are the same.
 */
export const limitsChanged = (
  { currency, limits, limitsDueAt }: Limited,
  after: ReadonlyArray<LimitRow>,
  now: number,
  actor: Actor
): ReadonlyArray<PlayerEvent> => {
  const isDue = limitsDueAt !== null && limitsDueAt <= now
  const isSame = slots.every((slot) => held(limits, slot, now) === held(after, slot, now))
  if (isSame && !isDue) return []
  return [{ type: "player.limits-changed", payload: { currency, ...holding(currency, after, now), actor } }]
}

const slots: ReadonlyArray<LimitSlot> = [...moneySlots.map(({ slot }) => slot), "session"]

const holding = (code: Currency.CurrencyCode, rows: ReadonlyArray<LimitRow>, now: number) => {
  const currency = Currency.of(code)
  const minutes = held(rows, "session", now)
  return {
    limits: moneySlots.flatMap(({ kind, period, slot }) => {
      const value = held(rows, slot, now)
      return value === null ? [] : [{ kind, period, amount: Amount.format(currency, value) }]
    }),
    sessionMinutes: minutes === null ? null : Number(minutes)
  }
}
