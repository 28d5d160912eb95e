/** A moment in the work of a relay or a consumer, by the command that it gives to a store then. */
export interface Step {
  /** A part of the statement to PostgreSQL, or the command to Redis. */
  readonly command: string
  /** Before it is sent; when it was sent and is not answered; when its answer has arrived and was not read. */
  readonly when: "before" | "sent" | "answered"
}

/** Where a relay can be struck. */
export const relaySteps = {
  "before a tick": { command: "make_tick", when: "before" },
  "during a tick": { command: "make_tick", when: "sent" },
  "after a tick, before publishing": { command: "make_tick", when: "answered" },
  "before publishing": { command: "XADD", when: "before" },
  "during publishing": { command: "XADD", when: "sent" },
  "after publishing": { command: "XADD", when: "answered" },
  "renewing its lease": { command: "croupier_core.lease", when: "answered" }
} as const satisfies Record<string, Step>

/** Where a consumer can be struck. */
export const consumerSteps = {
  "before its transaction": { command: "BEGIN", when: "before" },
  "with the positions moved": { command: "UPDATE croupier_core.event_position", when: "answered" },
  "before its commit": { command: "COMMIT", when: "before" },
  "during its commit": { command: "COMMIT", when: "sent" },
  "after its commit": { command: "COMMIT", when: "answered" },
  "reading the tail": { command: "XRANGE", when: "answered" },
  "renewing its share": { command: "share_partitions", when: "answered" }
} as const satisfies Record<string, Step>

/** `SIGKILL`: the process ends at that moment. `SIGSTOP`: it is frozen until it is thawed. */
export type Strike = "SIGKILL" | "SIGSTOP"

/** An order to a process over its channel. */
export interface Order {
  readonly step: Step
  readonly strike: Strike
}
