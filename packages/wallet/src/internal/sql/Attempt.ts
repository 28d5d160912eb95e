import { type Pool, withConnection } from "./BatchConnection.js"

/** What the next try of a batch may rely on. */
export type Attempt =
  /** Nothing of its calls was ever sent: the lane's memory may decide. */
  | { readonly _tag: "first" }
  /** An earlier try had no effect, or had one that only a read can show: memory decides nothing. */
  | { readonly _tag: "read" }
  /** A server process may still apply an earlier try: nothing is read or sent before that has ended. */
  | { readonly _tag: "lost"; readonly sent: Sent }

/** The server process that a batch went to, and when, by `performance.now()`. */
export interface Sent {
  readonly backend: string
  readonly sentAt: number
}

/**
 * Ends the server process that was cut off from us, whatever it does: our batch may still be on its way to it, and would be
 * applied after a read has shown that it was not. A process begun after the batch was sent is another one with its number.
 * False while that is not certain.
 */
export const hasEnded = (
  store: { readonly pool: Pool; readonly patience: number },
  { backend, sentAt }: Sent
): Promise<boolean> =>
  withConnection(store.pool, store.patience, async ({ query }) => {
    const [[ended] = []] = await query(
      `SELECT coalesce(bool_and(pg_terminate_backend(pid, 1000)), true) FROM pg_stat_activity
       WHERE pid = $1 AND pid <> pg_backend_pid() AND usename = current_user
         AND backend_start < clock_timestamp() - $2::float8 * interval '1 millisecond'`,
      [backend, String(performance.now() - sentAt)]
    )
    return ended === true
  }).catch(() => false)
