import { Context, Effect } from "effect"

/**
 * Completes when the process was told to stop so long ago that what does not answer has to be given up now. `Shell` provides
 * it; elsewhere it never completes.
 */
export class StopOverdue extends Context.Reference<StopOverdue>()("@croupier/core/StopOverdue", {
  defaultValue: (): Effect.Effect<void> => Effect.never
}) {}
