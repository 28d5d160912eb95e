import { Effect } from "effect"
import type { PlayerRef } from "./contract/Players.js"
import { PlayGate } from "./contract/PlayGate.js"
import { PlayersUnavailable } from "./contract/Problems.js"
import { PlayerStore } from "./store/PlayerStore.js"

/**
 * Tells a player's gate what it was not told yet: opens the wallet, then posts his changes in the order in which they were
 * decided, so that no older one overtakes. Safe to repeat and for two at once: each change has its number.
 */
export const confirmGate = Effect.fn("Players.confirmGate")(function* (ref: PlayerRef) {
  const store = yield* PlayerStore
  const pending = yield* store.pendingGate(ref)
  if (!pending.open && pending.changes.length === 0) return
  if (pending.open) yield* open(ref)
  for (const { actor, change, number } of pending.changes) {
    const post = Effect.flatMap(PlayGate, (gate) =>
      gate.change({ ...ref, id: `${ref.player}/${number}`, actor, change })
    )
    yield* post.pipe(
      Effect.catchTag("GateNotFound", () => Effect.zipRight(open(ref), post)),
      Effect.catchTags({ GateUnavailable: unavailable, GateNotFound: () => Effect.dieMessage("an open gate is gone") })
    )
  }
  yield* store.gateConfirmed(ref, pending)
})

const open = (ref: PlayerRef) =>
  Effect.gen(function* () {
    const player = yield* (yield* PlayerStore).find(ref)
    if (player === undefined) return
    const gate = yield* PlayGate
    yield* Effect.catchTag(gate.open({ ...ref, currency: player.currency }), "GateUnavailable", unavailable)
  })

const unavailable = ({ detail }: { readonly detail: string }) =>
  Effect.zipRight(
    Effect.logWarning(`the gate does not answer: ${detail}`),
    new PlayersUnavailable({ outcome: "unknown", detail: "The wallet cannot be reached; what was asked for is kept." })
  )
