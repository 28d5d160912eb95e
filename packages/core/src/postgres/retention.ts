/** How long rows are kept of which the product needs no more: what is not named here is kept. */
export const retention = {
  /** Launches of games, after their time is over: late calls with their token still find them. */
  launch: { days: 90 },
  /** Rounds that were listed for review; what they moved stays with the wallet. */
  roundReview: { days: 400 },
  /** Players' sessions, after they were last prolonged: longer than a session lives and than its address is known. */
  playerSession: { days: 120 },
  /** Revocations: longer than any token or game session lives that they could refuse. */
  revocation: { hours: 13 },
  /** Periods of scheduled jobs that are done; of each job and scope the last two stay. */
  jobPeriod: { days: 90 },
  /** Facts of the wallet about players who are not known to agents: longer than the outbox could still bring a registration. */
  agentPending: { days: 30 },
  /** Reconciliations that found nothing; one with differences is proof, and stays. */
  reconciliation: { days: 400 }
} as const
