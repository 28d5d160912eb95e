/** What one check found, and how to fix it. */
export interface Finding {
  /** The topic and the check in it, such as `redis.policy`: stable, for scripts. */
  readonly check: string
  readonly status: "ok" | "warning" | "fault"
  readonly found: string
  /** A command or a setting; null where nothing is to be done. */
  readonly remedy: string | null
}

/** Nothing is wrong. */
export const ok = (check: string, found: string): Finding => ({ check, status: "ok", found, remedy: null })

/** Something that may be intended, or could not be checked. */
export const warning = (check: string, found: string, remedy: string): Finding => ({
  check,
  status: "warning",
  found,
  remedy
})

/** Something that keeps the deployment from working as it should. */
export const fault = (check: string, found: string, remedy: string): Finding => ({
  check,
  status: "fault",
  found,
  remedy
})

/** A finding for each of these things that is wrong, or one that says that none is. */
export const each = <A>(
  things: ReadonlyArray<A>,
  wrong: (thing: A) => Finding,
  sound: Finding
): ReadonlyArray<Finding> => (things.length === 0 ? [sound] : things.map(wrong))
