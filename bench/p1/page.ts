/** What one side did, once for each round. */
export interface Phase {
  readonly title: string
  readonly speeds: Array<number>
  /** For each posting; CPU in microseconds. */
  readonly cost: Array<Record<"roundTrips" | "rows" | "wal" | "server" | "client", number>>
}

const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** The committed table. */
export const page = (run: {
  readonly phases: Readonly<Record<string, Phase>>
  readonly seconds: number
  readonly rounds: number
  readonly fsync: string
  readonly settings: string
  readonly version: string
  readonly machine: string
  readonly verdict: string
  /** The machine's load average before the bench began: far from 0, something else was running. */
  readonly load: number
}): string => {
  const speed = (name: string) => median(run.phases[name]!.speeds)
  const cpu = (name: string) => median(run.phases[name]!.cost.map(({ client, server }) => client + server))
  const row = ({ cost, speeds, title }: Phase) =>
    `| ${title} | ${median(speeds).toFixed(0)} | ${Math.min(...speeds).toFixed(0)} – ${Math.max(...speeds).toFixed(0)} | ` +
    `${median(cost.map((each) => each.roundTrips)).toFixed(3)} | ${median(cost.map((each) => each.rows)).toFixed(2)} | ` +
    `${median(cost.map((each) => each.wal)).toFixed(0)} | ${median(cost.map((each) => each.server)).toFixed(0)} | ` +
    `${median(cost.map((each) => each.client)).toFixed(0)} |`
  const goal = (what: string, ratio: number, wanted: number) =>
    `| ${what} | ${ratio.toFixed(2)} | ≥ ${wanted} | ${ratio >= wanted ? "met" : "MISSED"} |`
  return `# P1 and P2: wallet postings

\`BENCH_SECONDS=${run.seconds} BENCH_ROUNDS=${run.rounds} npm run bench:p1\` on ${run.machine}, PostgreSQL ${run.version} (${run.settings}); clients and
server on the same cores. Each round is one phase of ${run.seconds} s of every side in turn, after a warm-up; half of the postings are bets, half
wins that close their round, on 1 000 players. One fdatasync takes ${run.fsync}. Load average before the run: ${run.load.toFixed(1)}.

| side | postings/s, median | spread | round trips per posting | rows per posting | WAL bytes per posting | CPU µs per posting, server | client |
|---|---|---|---|---|---|---|---|
${Object.values(run.phases)
  .filter((phase) => phase.speeds.length > 0)
  .map(row)
  .join("\n")}

| goal | ratio | wanted | |
|---|---|---|---|
${goal("P1: service to twin", speed("P1") / speed("twin"), 2.5)}
${goal("P2: 20 brands to one", speed("brands") / speed("P1"), 0.9)}
${goal("P2: one house account to four", speed("house") / speed("P1"), 0.9)}

By CPU alone, which other load on the machine changes less: ${(cpu("twin") / cpu("P1")).toFixed(2)} postings of the service for one of the twin.

The oracle afterwards, over everything that all sides posted: ${run.verdict}
`
}
