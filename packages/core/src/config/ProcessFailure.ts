import { Context, Effect } from "effect"

/**
 * Where background work reports that the process cannot continue. Under `Shell.run` the process closes its
 * layers and ends with 1; an app that embeds the library and gives nothing better finds it in its log.
 */
export class ProcessFailure extends Context.Reference<ProcessFailure>()("@croupier/core/ProcessFailure", {
  defaultValue: (): ((failure: Error) => Effect.Effect<void>) => (failure) => Effect.logFatal(failure.message)
}) {}
