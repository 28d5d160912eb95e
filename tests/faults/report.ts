import { cpus } from "node:os"
import { faults } from "./faults.js"
import type { Outcome, SeedFailed } from "./simulate.js"

/** The committed page: the faults, how often, and how long the recovery took. */
export const report = (run: {
  readonly outcomes: ReadonlyArray<Outcome>
  readonly failures: ReadonlyArray<SeedFailed>
  readonly of: number
  /** The machine's load average before the run: far from 0, something else was running. */
  readonly load: number
  readonly seconds: number
  readonly on: Date
}): string => {
  const recoveries = run.outcomes.flatMap((outcome) => outcome.recoveries)
  const row = (name: string, times: ReadonlyArray<number>) =>
    `| ${name} | ${times.length} | ${at(times, 0.5)} | ${at(times, 1)} |`
  const rows = Object.keys(faults).map((name) =>
    row(
      name,
      recoveries.filter((recovery) => recovery.faults.includes(name)).map(({ millis }) => millis)
    )
  )
  return `# Faults that the events survive

\`npm run faults\` on ${run.on.toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}: ${run.outcomes.length + run.failures.length} of ${run.of} seeds in ${Math.round(run.seconds)} s, load average before ${run.load.toFixed(1)}.
Each seed runs two relays, two processes with two consumers each, the scheduler and four writers of two brands over real
servers, and has two or three of these faults while the writers continue. After each, everything committed by then has
to take effect at both consumers within 15 s, or up to four times as long on a machine that has other work. At the end every
committed event has taken effect exactly once, each key's in the order of their versions; nothing is parked; retention has
taken every old event.

**${run.failures.length === 0 ? "Every seed passed" : `${run.failures.length} seeds failed`}**: ${run.outcomes.reduce((sum, { events }) => sum + events, 0)} events.
${run.failures.map((failure) => `\n- ${failure.message.replace("\n", "; ")}`).join("")}
| fault | times | recovered after, median ms | at most |
|---|---|---|---|
${rows.join("\n")}
${row(
  "all",
  recoveries.map(({ millis }) => millis)
)}

Recovery is counted from the fault's end (the kill, the thaw, the server's return) to the last effect. A fault that came
together with another counts under both. A seed fixes the plan; what the processes do within it is theirs.
`
}

const at = (values: ReadonlyArray<number>, share: number): string => {
  const sorted = values.toSorted((one, other) => one - other)
  return String(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? "")
}
