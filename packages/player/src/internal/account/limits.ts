import type { Actor } from "@croupier/core/Actor"
import { Effect } from "effect"
import type { WantedLimits } from "../../contract/PlayerLimits.js"
import type { PlayerRef } from "../../contract/Players.js"
import { PlayerNotFound } from "../../contract/Problems.js"
import * as Events from "../../rules/happened.js"
import * as LimitRows from "../../rules/LimitRows.js"
import * as Wanted from "../../rules/WantedLimits.js"
import { confirmGate } from "../registration/confirmGate.js"
import type { DecidePlayer, PlayerChange } from "../store/PlayerRecord.js"
import { PlayerStore } from "../store/PlayerStore.js"
import { findPlayer } from "./OwnAccount.js"

/** A player's current limits; those that have just taken effect are sent to the gate. */
export const limits = Effect.fn("Players.limits")(function* (ref: PlayerRef) {
  const store = yield* PlayerStore
  const player = yield* findPlayer(ref)
  const now = yield* store.now
  if (player.limitsDueAt !== null && player.limitsDueAt <= now) {
    // The gate keeps the stricter limit until it is updated, so the player may be answered: the loop updates it again.
    yield* Effect.catchTag(applyDue(ref), "PlayersUnavailable", () => Effect.void)
  }
  return Wanted.view(player.currency, player.limits, now)
})

/** Takes requested limits: stricter ones take effect before the answer, looser ones wait. */
export const changeLimits = Effect.fn("Players.changeLimits")(function* (request: PlayerRef & WantedLimits) {
  const ref = { brand: request.brand, player: request.player }
  const { currency } = yield* findPlayer(ref)
  const wanted = yield* Wanted.read(currency, request)
  const view = yield* (yield* PlayerStore).change(ref, (player, now) => {
    const change = Wanted.change(player.limits, wanted, now)
    const rows = LimitRows.apply(player.limits, change, now)
    const actor: Actor = { kind: "player", id: ref.player }
    const sessionMinutes = LimitRows.held(rows, "session", now)
    return {
      answer: Wanted.view(currency, rows, now),
      limits: change,
      set: { limitsDueAt: LimitRows.nextFrom(rows, now) },
      gate: intent(actor, rows, now),
      events: Events.limitsChanged(player, rows, now, actor),
      ...(sessionMinutes === null ? {} : { limitSessions: sessionMinutes })
    }
  })
  if (view === undefined) return yield* new PlayerNotFound()
  yield* confirmGate(ref)
  return view
})

/** Sends the limits in force to the gate, for a player with a waiting limit that has taken effect. */
export const applyDue = Effect.fn("Players.applyDue")(function* (ref: PlayerRef) {
  const decide: DecidePlayer<void> = (player, now): PlayerChange<void> =>
    player.limitsDueAt === null || now < player.limitsDueAt
      ? { answer: undefined }
      : {
          answer: undefined,
          set: { limitsDueAt: LimitRows.nextFrom(player.limits, now) },
          gate: intent(clock, player.limits, now),
          events: Events.limitsChanged(player, player.limits, now, clock)
        }
  yield* (yield* PlayerStore).change(ref, decide)
  yield* confirmGate(ref)
})

/** A waiting limit takes effect without a request. */
const clock: Actor = { kind: "system", id: "player-limits" }

const intent = (actor: Actor, rows: ReadonlyArray<LimitRows.LimitRow>, now: number) => ({
  actor,
  change: { set: [], clear: [], limits: LimitRows.gateLimits(rows, now) }
})
