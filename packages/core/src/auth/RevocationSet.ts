import { accessLifetime } from "./TokenKind.js"

/** What no longer opens anything: one session, or all that a subject was issued up to now. */
export type Revocation =
  | { readonly _tag: "session"; readonly session: string }
  | { readonly _tag: "subject"; readonly subject: string }

/** What a verifier asks about a token; `issuedAt` in milliseconds of the epoch. */
export interface Revocable {
  readonly subject: string
  readonly session: string
  readonly issuedAt: number
}

/** Milliseconds for which a revocation matters: by then every token that it could refuse has expired. */
export const relevance = (accessLifetime + 60) * 1000

/** The revocations that still matter, in memory. */
export class RevocationSet {
  readonly #sessions = new Map<string, number>()
  readonly #subjects = new Map<string, number>()

  /** Adds a revocation made at `at` (milliseconds of the epoch); a subject's latest one counts. */
  add(revocation: Revocation, at: number): void {
    if (revocation._tag === "session") this.#sessions.set(revocation.session, at)
    else this.#subjects.set(revocation.subject, Math.max(at, this.#subjects.get(revocation.subject) ?? 0))
  }

  has(token: Revocable): boolean {
    if (this.#sessions.has(token.session)) return true
    const revokedAt = this.#subjects.get(token.subject)
    return revokedAt !== undefined && token.issuedAt <= revokedAt
  }

  /** Forgets what no longer matters. */
  sweep(now: number): void {
    for (const entries of [this.#sessions, this.#subjects]) {
      for (const [id, at] of entries) if (at + relevance < now) entries.delete(id)
    }
  }
}
