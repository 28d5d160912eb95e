import type { Duration } from "effect"
import type { DatabaseTarget } from "./DatabaseTarget.js"

/** How an app of one process embeds a domain. */
export type EmbeddedOptions = DatabaseTarget & {
  /** Whether the start brings the schemas up to date; default true. Otherwise it requires them to be. */
  readonly migrate?: boolean
  /** Whether this process publishes the outbox; default true. Without that, another process has to. */
  readonly relay?: boolean
  /** Whether this process does the domain's background work; default true. Without that, another process has to. */
  readonly maintenance?: boolean
  /** Connections for the domain's calls; default 6. Background work holds up to three more. */
  readonly maxConnections?: number
  /** How often the supervision looks; default 5 s. */
  readonly watchEvery?: Duration.DurationInput
}
