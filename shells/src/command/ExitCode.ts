import { Cause, Data, Predicate } from "effect"

/** The command was given words or options that it does not take. */
export class BadUsage extends Data.TaggedError("BadUsage")<{ readonly message: string }> {}

/** The check found faults; the result has been printed. */
export class FaultsFound extends Data.TaggedError("FaultsFound")<{ readonly message: string }> {}

/** The process that a command has started ended with this code. */
export class ProcessEnded extends Data.TaggedError("ProcessEnded")<{
  readonly message: string
  readonly code: number
}> {}

/** What the command asks for is understood and cannot be done. */
export class Refused extends Data.TaggedError("Refused")<{ readonly message: string }> {}

/** Errors of domains and of core that refuse what was asked; every other failure says that a command could not look. */
const refusals: ReadonlySet<string> = new Set([
  "BrandCommandRefused",
  "FaultsFound",
  "InvalidProviderAddress",
  "InvalidProviderKey",
  "MigrationFailed",
  "OutboxCommandRefused",
  "Refused",
  "RolesMissing",
  "UnknownProvider"
])

/** The exit code of a failure: 1 refused or faults found, 2 everything else. An interrupted `dev` was stopped on purpose: 0. */
export const exitCodeOf =
  (command: string | undefined) =>
  (failure: unknown): number => {
    if (failure instanceof ProcessEnded) return failure.code
    if (Cause.isInterruptedException(failure)) return command === "dev" ? 0 : 2
    return Predicate.hasProperty(failure, "_tag") && refusals.has(String(failure._tag)) ? 1 : 2
  }
