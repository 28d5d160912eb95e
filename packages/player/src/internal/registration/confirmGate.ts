import { Effect } from "effect"
import type { PlayerRef } from "../../contract/Players.js"
import { PlayGate } from "../../contract/PlayGate.js"
import { PlayersUnavailable } from "../../contract/Problems.js"
import type { PlayerRecord } from "../store/PlayerRecord.js"
import { PlayerStore } from "../store/PlayerStore.js"
import { screen } from "./screen.js"

/**
 * Brings a player's gate up to date: opens the wallet, then posts the changes in the order in which they were
 * decided, so that no older one overtakes. Before a wallet is opened the registers are asked about the player as stored,
 * whichever method calls it. Safe to repeat and concurrently: each change has its number.
 */
export const confirmGate = Effect.fn("Players.confirmGate")(function* (ref: PlayerRef) {
  const store = yield* PlayerStore
  const first = yield* store.pendingGate(ref)
  if (!first.open && first.changes.length === 0) return
  const player = first.open ? yield* store.find(ref) : undefined
  if (player !== undefined) yield* screen(player)
  const pending = player === undefined ? first : yield* store.pendingGate(ref)
  if (player !== undefined) yield* open(ref, player)
  for (const { actor, change, number } of pending.changes) {
    const post = Effect.flatMap(PlayGate, (gate) =>
      gate.change({ ...ref, id: `${ref.player}/${number}`, actor, change })
    )
    yield* post.pipe(
      Effect.catchTag("GateNotFound", () => Effect.zipRight(openAgain(ref), post)),
      Effect.catchTags({ GateUnavailable: unavailable, GateNotFound: () => Effect.dieMessage("an open gate is gone") })
    )
  }
  yield* store.gateConfirmed(ref, pending)
})

/** Asks the registers about a player as stored and updates the gate accordingly, as far as it answers: the loop updates it again. */
export const screenAgain = Effect.fnUntraced(function* (player: PlayerRecord) {
  if (yield* screen(player)) yield* confirmSoon({ brand: player.brand, player: player.id })
})

/** Tells the gate, but waits no longer than a login may. */
export const confirmSoon = (ref: PlayerRef) =>
  confirmGate(ref).pipe(
    Effect.timeoutOption("2 seconds"),
    Effect.catchTag("PlayersUnavailable", () => Effect.void),
    Effect.asVoid
  )

const open = (ref: PlayerRef, { currency }: PlayerRecord) =>
  Effect.flatMap(PlayGate, (gate) => Effect.catchTag(gate.open({ ...ref, currency }), "GateUnavailable", unavailable))

const openAgain = (ref: PlayerRef) =>
  Effect.flatMap(
    Effect.flatMap(PlayerStore, (store) => store.find(ref)),
    (player) => (player === undefined ? Effect.void : open(ref, player))
  )

const unavailable = ({ detail }: { readonly detail: string }) =>
  Effect.zipRight(
    Effect.logWarning(`the play gate is unavailable: ${detail}`),
    new PlayersUnavailable({
      outcome: "unknown",
      detail: "The wallet is unavailable; the request is stored and will be completed."
    })
  )
