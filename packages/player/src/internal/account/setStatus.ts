import type { Actor } from "@croupier/core/Actor"
import { Effect, Either } from "effect"
import type { PlayerStatus } from "../../contract/Player.js"
import type { PlayerRef } from "../../contract/Players.js"
import { PlayerNotClosed, PlayerNotFound, type StatusNotAllowed } from "../../contract/Problems.js"
import * as Events from "../../rules/happened.js"
import { changeStatus } from "../../rules/StatusChange.js"
import { confirmGate } from "../registration/confirmGate.js"
import { screen } from "../registration/screen.js"
import { viewOf } from "../sessions/signIn.js"
import type { PlayerChange, PlayerRecord } from "../store/PlayerRecord.js"
import { PlayerStore } from "../store/PlayerStore.js"
import { findPlayer } from "./OwnAccount.js"

/**
 * Writes a status, ends the sessions of a player who is not active, and updates the gate before it answers. Before a player
 * becomes active the registers are asked again.
 */
export const setStatus = Effect.fn("Players.setStatus")(function* (
  request: PlayerRef & { readonly status: PlayerStatus; readonly reason: string; readonly actor: Actor }
) {
  const ref = { brand: request.brand, player: request.player }
  const { actor, reason, status } = request
  if (status === "active") yield* screen(yield* findPlayer(ref))
  const outcome = yield* (yield* PlayerStore).change(
    ref,
    (player): PlayerChange<Either.Either<PlayerRecord, StatusNotAllowed>> =>
      Either.match(changeStatus(player.status, status, reason, actor), {
        onLeft: (refused) => ({ answer: Either.left(refused) }),
        onRight: (change) =>
          change === undefined
            ? { answer: Either.right(player) }
            : {
                answer: Either.right({ ...player, status }),
                set: { status },
                gate: { actor, change },
                events: [Events.statusChanged(player.status, status, actor)],
                ...(status === "active" ? {} : { endSessions: { except: null } })
              }
      })
  )
  if (outcome === undefined) return yield* new PlayerNotFound()
  const player = yield* outcome
  yield* confirmGate(ref)
  return viewOf(player)
})

/** Erases the personal data of a closed player. */
export const forget = Effect.fn("Players.forget")(function* (request: PlayerRef & { readonly actor: Actor }) {
  const ref = { brand: request.brand, player: request.player }
  const player = yield* findPlayer(ref)
  if (player.status !== "closed") return yield* new PlayerNotClosed()
  yield* (yield* PlayerStore).forget(ref)
  yield* Effect.logInfo(`personal data of player ${ref.player} erased by ${request.actor.kind} ${request.actor.id}`)
})
