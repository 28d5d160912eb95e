/** Where a request came from, as the edge saw it; throttled by address, and shown to the player in the list of sessions. */
export interface Client {
  readonly address: string
  /** What the device calls itself (its user agent); null when it sends none. */
  readonly device: string | null
}
