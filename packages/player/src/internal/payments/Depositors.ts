import { isSameName } from "@croupier/core/text/PersonName"
import { Effect } from "effect"
import type { DepositorView, NameCheck } from "../../contract/PayoutAccount.js"
import type { PlayerRef } from "../../contract/Players.js"
import { PlayerNotFound } from "../../contract/Problems.js"
import { findPlayer } from "../account/OwnAccount.js"
import * as PersonalData from "../registration/PersonalData.js"
import { PlayerStore } from "../store/PlayerStore.js"

/** Keeps the name of a depositor under the player's data key, and compares it with the registered one. */
export const keepDepositor = Effect.fn("Players.keepDepositor")(function* (
  asked: PlayerRef & { readonly request: string; readonly name: string }
) {
  const ref = { brand: asked.brand, player: asked.player }
  const { person } = yield* findPlayer(ref)
  if (person === null) return yield* new PlayerNotFound()
  const { seal } = yield* PersonalData.texts(ref, person)
  const sealed = seal(field(asked.request), asked.name)
  const isKept = yield* (yield* PlayerStore).keepDepositor(ref, asked.request, sealed)
  if (!isKept) return yield* new PlayerNotFound()
  const { name } = yield* PersonalData.open(ref, person)
  return { isHolder: name === undefined ? null : isSameName(name, asked.name) } satisfies NameCheck
})

/** The name that was kept for a request. */
export const depositor = Effect.fn("Players.depositor")(function* (asked: PlayerRef & { readonly request: string }) {
  const ref = { brand: asked.brand, player: asked.player }
  const { person } = yield* findPlayer(ref)
  const sealed = yield* (yield* PlayerStore).depositor(ref, asked.request)
  if (person === null || sealed === undefined) return { name: null }
  const { open } = yield* PersonalData.texts(ref, person)
  return { name: yield* open(field(asked.request), sealed) } satisfies DepositorView
})

const field = (request: string): string => `depositor/${request}`
