/** The state of a session, without its device. Times are milliseconds of the epoch. */
export interface SessionState {
  /** How often it was prolonged: the refresh token of this number is the valid one. */
  readonly generation: number
  readonly rotatedAt: number
  readonly startedAt: number
  /** When the player's own limit ends it: fixed at its beginning, brought forward by a lower limit, never put off. */
  readonly endsAt: number | null
  readonly endedAt: number | null
}

/** How long the last token but one gets the same successor again, since an answer may be lost. */
export const grace = 10_000

/** A session that is not prolonged for this long has ended. */
export const idleLimit = 30 * 86_400_000

/** What becomes of a refresh token that we did issue, by its number in the session's chain. */
export type Verdict = "rotate" | "again" | "reuse" | "ended"

/**
 * `rotate`: it is the valid one, its successor takes its place. `again`: it is the direct predecessor, within `grace`.
 * `reuse`: an old token was used, so the session ends. `ended`: there is nothing left to prolong.
 */
export const judge = (session: SessionState, generation: number, now: number): Verdict => {
  if (!isAlive(session, now)) return "ended"
  if (generation === session.generation) return "rotate"
  if (generation === session.generation - 1 && now - session.rotatedAt < grace) return "again"
  return generation < session.generation ? "reuse" : "ended"
}

/** Whether a session may still be prolonged. */
export const isAlive = (session: SessionState, now: number): boolean =>
  session.endedAt === null && now - session.rotatedAt < idleLimit

/** When a session that began at `startedAt` ends by a limit in minutes, unless it ends before. */
export const endOf = (startedAt: number, minutes: bigint | null, before: number | null = null): number | null => {
  if (minutes === null) return before
  const end = startedAt + Number(minutes) * 60_000
  return before === null ? end : Math.min(before, end)
}

/** The whole seconds that a session may still last by its player's own limit; none without a limit. */
export const secondsLeft = (endsAt: number | null, now: number): number | undefined =>
  endsAt === null ? undefined : Math.max(0, Math.floor((endsAt - now) / 1000))
