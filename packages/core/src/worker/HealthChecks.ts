/** What a health mode asks of a heartbeat directory. */
export interface HealthMode {
  /** The name that a person reads. */
  readonly title: string
  /** Files last stamped within the limit. */
  readonly fresh: ReadonlyArray<string>
  /** Also the file of every loop in `loops.expected`. */
  readonly everyLoop: boolean
  /** Files that must not be there. */
  readonly absent: ReadonlyArray<string>
}

/** The five health modes of workers. */
export const healthModes = {
  heartbeat: { title: "heartbeat file", fresh: ["heartbeat"], everyLoop: false, absent: [] },
  readiness: {
    title: "heartbeat file + readiness",
    fresh: ["heartbeat", "ready"],
    everyLoop: false,
    absent: []
  },
  loopFreshness: { title: "heartbeat file + loop freshness", fresh: ["heartbeat"], everyLoop: true, absent: [] },
  schedulerReadiness: {
    title: "heartbeat file + scheduler readiness",
    fresh: ["heartbeat", "scheduler"],
    everyLoop: false,
    absent: []
  },
  schedulerJobHealth: {
    title: "heartbeat file + scheduler job health",
    fresh: ["heartbeat"],
    everyLoop: false,
    absent: ["jobs.failed"]
  }
} as const satisfies Readonly<Record<string, HealthMode>>

/** The name of a health mode. */
export type HealthModeName = keyof typeof healthModes

/** A stamp is fresh for this many seconds unless a check says otherwise. */
export const freshSeconds = 15

/**
 * The mode as a command for `sh -c` that ends with 0 when the worker is healthy. It needs only `date` and a `stat` that
 * knows `-c` (GNU, BusyBox). In a Compose file each `$` is written twice.
 */
export const healthCommand = (mode: HealthModeName, directory: string, limit: number = freshSeconds): string => {
  if (!/^\/[\w./-]*$/.test(directory)) throw new RangeError(`"${directory}" is not a plain absolute path`)
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError(`a limit is a whole number of seconds, not ${limit}`)
  const { fresh, everyLoop, absent }: HealthMode = healthModes[mode]
  const steps = [
    `cd ${directory} || exit 1`,
    "n=$(date +%s)",
    // A stamp far in the future says as little as an old one: the clock was set back under a loop that hangs.
    `fresh() { t=$(stat -c %Y "$1") && [ $((n - t)) -le ${limit} ] && [ $((t - n)) -le ${limit} ]; }`,
    ...fresh.map((file) => `fresh ${file} || exit 1`),
    ...(everyLoop
      ? ["[ -s loops.expected ] || exit 1", 'while read -r l; do fresh "loops/$l" || exit 1; done <loops.expected']
      : []),
    ...absent.map((file) => `[ ! -e ${file} ] || exit 1`)
  ]
  return steps.join("; ")
}
