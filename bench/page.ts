import { writeFileSync } from "node:fs"
import { cpus } from "node:os"

/** The middle one of the values. */
export const median = (values: ReadonlyArray<number>): number => quantile(values, 0.5)

/** The value that this share of the values does not exceed. */
export const quantile = (values: ReadonlyArray<number>, share: number): number => {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** The least and the greatest of the values. */
export const spread = (values: ReadonlyArray<number>, digits = 0): string =>
  `${Math.min(...values).toFixed(digits)} – ${Math.max(...values).toFixed(digits)}`

/** A line of the table of goals. */
export const goal = (what: string, value: number, wanted: string, met: boolean): string =>
  `| ${what} | ${value.toFixed(2)} | ${wanted} | ${met ? "met" : "MISSED"} |`

/** What a reader has to know about a run: by which command, where, how loaded, and how the server was set. */
export const surroundings = (run: {
  readonly command: string
  readonly load: number
  readonly fsync: string
  readonly settings: string
  readonly version: string
}): string => `\`${run.command}\` on ${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, PostgreSQL ${run.version} (${run.settings});
clients and server on the same cores. One fdatasync takes ${run.fsync}. Load average before the run: ${run.load.toFixed(1)}.
`

/** Prints the page, and with \`BENCH_WRITE=1\` keeps it as \`results/<name>.md\`. */
export const write = (name: string, text: string): void => {
  console.log(text)
  if (process.env.BENCH_WRITE === "1") writeFileSync(`bench/results/${name}.md`, text)
}
