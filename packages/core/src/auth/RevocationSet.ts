import { accessLifetime } from "./TokenKind.js"

/**
 * What no longer opens anything: one session; one session from `at` on (milliseconds of the epoch); what was launched under
 * a session up to now; all that a subject was issued up to now.
 */
export type Revocation =
  | { readonly _tag: "session"; readonly session: string }
  | { readonly _tag: "session-end"; readonly session: string; readonly at: number }
  | { readonly _tag: "launches"; readonly session: string }
  | { readonly _tag: "subject"; readonly subject: string }

/** What is asked about a token, or about a launch; `issuedAt` in milliseconds of the epoch. */
export interface Revocable {
  readonly subject: string
  readonly session: string
  readonly issuedAt: number
}

/**
 * Milliseconds for which a revocation matters to tokens: by then every one that it could refuse has expired. What is kept for
 * longer, such as a launch, is read from its store again within this time.
 */
export const relevance = (accessLifetime + 60) * 1000

/** The id that a revocation names. */
export const idOf = (revocation: Revocation): string =>
  revocation._tag === "subject" ? revocation.subject : revocation.session

/** The revocations that still matter, in memory. */
export class RevocationSet {
  readonly #times: Readonly<Record<Revocation["_tag"], Map<string, number>>> = {
    session: new Map(),
    "session-end": new Map(),
    launches: new Map(),
    subject: new Map()
  }

  /** Adds a revocation at its time (milliseconds of the epoch): of a session's ends the earliest counts, of others the latest. */
  add(revocation: Revocation, at: number): void {
    const times = this.#times[revocation._tag]
    const known = times.get(idOf(revocation)) ?? at
    times.set(idOf(revocation), revocation._tag === "session-end" ? Math.min(known, at) : Math.max(known, at))
  }

  has({ issuedAt, session, subject }: Revocable, now: number): boolean {
    if (this.#times.session.has(session)) return true
    const [end, all] = [this.#times["session-end"].get(session), this.#times.subject.get(subject)]
    return (end !== undefined && end <= now) || (all !== undefined && issuedAt <= all)
  }

  /** Whether a launch takes no new bets any more. */
  hasLaunch(launch: Revocable, now: number): boolean {
    const until = this.#times.launches.get(launch.session)
    return this.has(launch, now) || (until !== undefined && launch.issuedAt <= until)
  }

  /** Forgets what no longer matters. */
  sweep(now: number): void {
    for (const times of Object.values(this.#times)) {
      for (const [id, at] of times) if (at + relevance < now) times.delete(id)
    }
  }
}
