/** How long rows that the product no longer needs are kept; what is not named here is kept permanently. */
export const retention = {
  /** Launches of games, after their time is over: late calls with their token still find them. */
  launch: { days: 90 },
  /** Rounds that were listed for review; what they moved stays with the wallet. */
  roundReview: { days: 400 },
  /** Players' sessions, after their last refresh: longer than a session lasts and than its address is used. */
  playerSession: { days: 120 },
  /** Revocations: longer than the lifetime of any token or game session that they could refuse. */
  revocation: { hours: 13 },
  /** Periods of scheduled jobs that are done; of each job and scope the last two stay. */
  jobPeriod: { days: 90 },
  /** Requirements of turnover with their contributions and rounds, after their end. */
  requirement: { days: 400 },
  /** Facts of the wallet about players who are not known to agents: longer than the outbox could still bring a registration. */
  agentPending: { days: 30 },
  /** Reconciliations that found nothing; one with differences is proof, and stays. */
  reconciliation: { days: 400 }
} as const
