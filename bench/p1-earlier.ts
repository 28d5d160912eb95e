import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { copyFileSync } from "node:fs"
import { cpus, loadavg } from "node:os"
import { join, resolve } from "node:path"
import { createInterface } from "node:readline"
import { median, write } from "./page.js"

/**
 * P1 and P2 of an earlier commit and of this one, in one run: `BENCH_EARLIER=CHECKOUT npm run bench:p1-earlier`. Each side has
 * its own process and its own server; they post in turns of a second, so that what disturbs the machine falls on both alike.
 */
const earlier = process.env.BENCH_EARLIER
if (earlier === undefined)
  throw new Error("BENCH_EARLIER has to be the root of an earlier checkout with its dependencies installed")
const rounds = Number(process.env.BENCH_ROUNDS ?? 60)
const seconds = 1
const here = resolve(import.meta.dirname, "../..")

interface Turn {
  readonly speed: number
  readonly server: number
  readonly client: number
}
interface Side {
  readonly child: ChildProcess
  readonly lines: AsyncIterator<string>
  readonly commit: string
}

const start = async (root: string): Promise<Side> => {
  if (root !== here)
    for (const file of ["turns.ts", "turns.config.ts"])
      copyFileSync(join(here, "bench/p1", file), join(root, "bench/p1", file))
  execFileSync("npx", ["tsup", "--config", "bench/p1/turns.config.ts"], { cwd: root })
  const child = spawn(process.execPath, ["--max-semi-space-size=64", "bench/dist/turns/turns.js"], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"]
  })
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  for (let line = await lines.next(); line.value !== "ready"; line = await lines.next())
    if (line.done) throw new Error(`the side of ${root} ended before it was ready`)
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim()
  return { child, lines, commit }
}

const turn = async ({ child, lines }: Side, phase: string): Promise<Turn> => {
  child.stdin!.write(`${phase} ${seconds}\n`)
  return JSON.parse(String((await lines.next()).value)) as Turn
}

const load = loadavg()[0] ?? 0
const before = await start(resolve(earlier))
const now = await start(here)
const rows: Array<string> = []
for (const [phase, title] of [
  ["P1", "64 callers"],
  ["brands", "20 brands mixed"],
  ["house", "every posting on one house account"]
] as const) {
  const pairs: Array<readonly [before: Turn, now: Turn]> = []
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) pairs.push([await turn(before, phase), await turn(now, phase)])
    else {
      const second = await turn(now, phase)
      pairs.push([await turn(before, phase), second])
    }
  }
  const of = (side: 0 | 1, field: keyof Turn) => median(pairs.map((pair) => pair[side][field])).toFixed(0)
  const ratio = median(pairs.map(([one, other]) => other.speed / one.speed)).toFixed(2)
  const cpu = median(pairs.map(([one, other]) => (one.server + one.client) / (other.server + other.client))).toFixed(2)
  rows.push(
    `| ${title} | ${of(0, "speed")} | ${of(1, "speed")} | ${ratio} | ${of(0, "server")} + ${of(0, "client")} | ${of(1, "server")} + ${of(1, "client")} | ${cpu} |`
  )
  console.log(rows.at(-1))
}
for (const { child } of [before, now]) child.stdin!.end()

const page = `# P1 and P2 beside an earlier commit

\`BENCH_EARLIER=CHECKOUT BENCH_ROUNDS=${rounds} npm run bench:p1-earlier\` on ${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}: each commit with its own process and
PostgreSQL, ${rounds} pairs of turns of ${seconds} s after a warm-up, the order of a pair changing each time. Speeds are medians; a ratio is the median of the pairs' ratios, above 1 where this commit is better.
Load average when it began: ${load.toFixed(1)}.

| postings | ${before.commit}, postings/s | ${now.commit}, postings/s | ratio | ${before.commit}, CPU µs a posting, server + client | ${now.commit} | ratio by CPU |
|---|---|---|---|---|---|---|
${rows.join("\n")}
`
write("p1-earlier", page)
