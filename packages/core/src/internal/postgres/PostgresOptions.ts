import type { Duration, Redacted } from "effect"
import type { RoleName } from "../../postgres/roleNames.js"

/** How to reach the database and how much of it to use. */
export interface PostgresOptions {
  readonly url: Redacted.Redacted
  /** Shown in `pg_stat_activity`; the process's name. */
  readonly applicationName: string
  /** Connections at most: 6 for a service, 3 for a worker. Default 6. */
  readonly maxConnections?: number
  /** How long a statement waits for a connection, a new one or one of a full pool. Default 5 s. */
  readonly connectTimeout?: Duration.DurationInput
  /**
   * How long the server works on a statement before it ends it. Default: the login's own setting, 30 s. A second later the
   * connection is abandoned and discarded, whatever the network does with the answer.
   */
  readonly statementTimeout?: Duration.DurationInput
  /** Act as this role although the URL's login is another (an administrator's). Role settings are sent along. */
  readonly role?: RoleName
}
