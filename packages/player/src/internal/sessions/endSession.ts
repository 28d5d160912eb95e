import type { BrandKey } from "@croupier/core/Brand"
import { Effect } from "effect"
import type { SessionId } from "../../contract/Session.js"
import { PlayerStore } from "../store/PlayerStore.js"

/** Ends a session and revokes its access tokens; one that has ended stays as it is. */
export const endSession = (brand: BrandKey, session: SessionId) =>
  Effect.flatMap(PlayerStore, (store) =>
    store.changeSession(brand, session, (present, now) =>
      present.endedAt === null ? { answer: undefined, session: { ...present, endedAt: now } } : { answer: undefined }
    )
  )
