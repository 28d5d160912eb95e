import type { Actor } from "@croupier/core/Actor"
import { Effect } from "effect"
import type { IdentityKind, VerificationMethod, VerifiedMarks } from "../../contract/Identity.js"
import type { PlayerRef } from "../../contract/Players.js"
import { MarkNotFound, PlayerNotFound } from "../../contract/Problems.js"
import { isActive } from "../../rules/Exclusions.js"
import { identities } from "../../rules/IdentityClaims.js"
import { findPlayer } from "../account/OwnAccount.js"
import { requireActor } from "../account/requireActor.js"
import { spread, takeOver } from "../exclusions/exclude.js"
import type { PlayerChange } from "../store/PlayerRecord.js"
import { PlayerStore } from "../store/PlayerStore.js"
import { screenAgain } from "./confirmGate.js"
import * as PersonalData from "./PersonalData.js"

/**
 * Marks what a player said as verified, then lets exclusions act on it both ways. Each step is safe to repeat, so a command
 * that broke off is completed by its repeat, and by the next login, which asks the register.
 */
export const verifyMark = Effect.fn("Players.verifyMark")(function* (
  request: PlayerRef & { readonly mark: IdentityKind; readonly method: VerificationMethod; readonly actor: Actor }
) {
  const { actor, brand, mark, method, player } = request
  yield* requireActor(actor, ["operator", "service", "system"])
  const ref = { brand, player }
  const store = yield* PlayerStore
  const person = yield* PersonalData.open(ref, (yield* findPlayer(ref)).person)
  if (!identities(person).some(({ kind }) => kind === mark)) return yield* new MarkNotFound()
  const verification = { mark, method, actor }
  const written = yield* store.change(ref, (): PlayerChange<true> => ({ answer: true, verification }))
  if (written === undefined) return yield* new PlayerNotFound()
  const verified = yield* findPlayer(ref)
  const now = yield* store.now
  for (const exclusion of verified.exclusions) if (isActive(exclusion, now)) yield* spread(ref, exclusion)
  yield* takeOver(ref)
  yield* screenAgain(yield* findPlayer(ref))
  return { verified: verified.verified } satisfies VerifiedMarks
})
