/** An open client of a promise API. Other domains of the same app are given it and use its services; `domain` is its name. */
export interface OpenClient<Domain extends string> {
  readonly domain: Domain
  /** Stops everything within ten seconds. Clients that were given this one are closed before it. */
  close(): Promise<void>
}
