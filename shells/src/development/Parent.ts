import { Effect, Schedule } from "effect"

/** Read as the process begins: npm may end while the platform still starts. */
const parent = process.ppid

/**
 * Ends when npm, which started this process, has ended: npm ends on SIGTERM without handing it on, and would leave the platform
 * behind, its ports taken. Never ends where no npm is above us.
 */
export const gone: Effect.Effect<void> = Effect.suspend(() =>
  process.env.npm_lifecycle_event === undefined
    ? Effect.never
    : Effect.void.pipe(
        Effect.repeat({ schedule: Schedule.spaced("250 millis"), until: () => process.ppid !== parent }),
        Effect.asVoid
      )
)
