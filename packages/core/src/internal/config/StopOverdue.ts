import { Context, Effect } from "effect"

/**
 * Completes when the process has been stopping for so long that what does not answer is abandoned now. `Shell` provides
 * it; elsewhere it never completes.
 */
export class StopOverdue extends Context.Reference<StopOverdue>()("@croupier/core/StopOverdue", {
  defaultValue: (): Effect.Effect<void> => Effect.never
}) {}
