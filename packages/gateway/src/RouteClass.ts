/** What kind of work a request is; it decides how long it may take and how often it may come. */
export type RouteClass = "login" | "read" | "write" | "money" | "callback"

/** A token bucket: refilled at `perSecond`, holding at most `burst`. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

/** What a class allows. */
export interface ClassLimits {
  /** Milliseconds until the upstream's response has to begin. */
  readonly timeout: number
  /** For each principal, or each client address for anonymous requests; for callbacks each provider's credential. */
  readonly each: Rate
  /** For a brand as a whole, so that a noisy one does not slow another. */
  readonly brand: Rate
}

/** Whether an interrupted request may be abandoned and sent again. */
export const isSafe = (method: string): boolean => method === "GET" || method === "HEAD"

/** The limits of each class unless the operator sets others. */
export const defaultLimits: Readonly<Record<RouteClass, ClassLimits>> = {
  login: { timeout: 10_000, each: { perSecond: 1, burst: 20 }, brand: { perSecond: 50, burst: 200 } },
  read: { timeout: 5_000, each: { perSecond: 50, burst: 100 }, brand: { perSecond: 2_000, burst: 4_000 } },
  write: { timeout: 10_000, each: { perSecond: 20, burst: 40 }, brand: { perSecond: 1_000, burst: 2_000 } },
  money: { timeout: 15_000, each: { perSecond: 5, burst: 20 }, brand: { perSecond: 500, burst: 1_000 } },
  callback: { timeout: 10_000, each: { perSecond: 5_000, burst: 10_000 }, brand: { perSecond: 5_000, burst: 10_000 } }
}

/**
 * How many callbacks a client address may send on credentials with which none of its callbacks was verified lately: making up
 * credentials and signatures is to cost us little.
 */
export const unverifiedCallbacks: Rate = { perSecond: 50, burst: 1000 }

/** How many tokens never seen before a client address may have verified: forging them is to cost us little. */
export const unknownTokens: Rate = { perSecond: 20, burst: 100 }
