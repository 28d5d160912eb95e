import type { EventKind } from "@croupier/core/events/EventKind"
import type { Happened } from "@croupier/core/events/publish"
import { Schema } from "effect"

/** An event of a declared kind, with its payload encoded. */
export const happened = <A, I>({ payload, type, version }: EventKind<A, I>, of: A): Happened => ({
  type,
  version,
  payload: Schema.encodeSync(payload)(of)
})
