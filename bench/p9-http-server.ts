import { type ChildProcess, fork } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { cpus, loadavg } from "node:os"
import { join } from "node:path"
import { run } from "./p9/Load.js"

/** Seconds of load on each side in all. */
const total = Number(process.env.BENCH_SECONDS ?? 20)
/** Short turns, so that what disturbs the machine falls on every side alike. */
const rounds = Math.max(5, Math.round(total))
const shape = { connections: 64, pipelined: Number(process.env.BENCH_PIPELINED ?? 1) }
/** The root of an earlier checkout with built benches: its server is measured against ours. */
const earlier = process.env.BENCH_EARLIER
const here = join(import.meta.dirname, "p9")
const files = {
  lean: join(here, "lean.js"),
  fastify: join(here, "fastify.js"),
  stock: join(here, "stock.js"),
  ...(earlier === undefined ? {} : { earlier: join(earlier, "bench/dist/p9/lean.js") })
}
type Side = keyof typeof files
const sides = Object.keys(files) as Array<Side>

const body = JSON.stringify({
  key: "8f14e45f-ceea-467f-a8d5-0c8e4e1f7a10",
  amount: "12500.25",
  currency: "KRW",
  round: { id: "round-000123456789", game: "hub88:sweet-bonanza", closed: false },
  tags: ["mobile", "vip"]
})
const request = Buffer.from(
  `POST /api/bets/p4x9k2m7q1 HTTP/1.1\r\nhost: aurora.localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
)

const start = (side: Side): Promise<{ child: ChildProcess; port: number }> =>
  new Promise((resolve, reject) => {
    const execArgv = process.env.BENCH_PROFILE === side ? ["--cpu-prof", "--cpu-prof-dir=/tmp/p9-prof"] : []
    const child = fork(files[side] ?? "", { execArgv })
    child.once("message", (address) => resolve({ child, port: Number(new URL(String(address)).port) }))
    child.once("exit", (code) => reject(new Error(`the ${side} server ended with ${code}`)))
  })

/** CPU that a process has used, in microseconds; Linux counts it in hundredths of a second. */
const cpuOf = (pid: number | undefined): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ")
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const servers = new Map<Side, { child: ChildProcess; port: number }>()
for (const side of sides) servers.set(side, await start(side))
const load = loadavg()[0] ?? 0
const figures: Record<Side, Array<number>> = { lean: [], fastify: [], stock: [], earlier: [] }
const cpu: Record<Side, Array<number>> = { lean: [], fastify: [], stock: [], earlier: [] }
for (const side of sides) await run(servers.get(side)!.port, request, shape, Math.min(3, total / 4))
for (let round = 0; round < rounds; round++) {
  // Another side begins each round, so that none always runs after the same one.
  for (const side of [...sides.slice(round % sides.length), ...sides.slice(0, round % sides.length)]) {
    const { port, child } = servers.get(side)!
    const before = cpuOf(child.pid)
    const done = await run(port, request, shape, total / rounds)
    if (done.wrong > 0) throw new Error(`${side} answered ${done.wrong} requests wrongly`)
    figures[side].push(done.requests / done.seconds)
    cpu[side].push((cpuOf(child.pid) - before) / done.requests)
  }
}
for (const { child } of servers.values()) child.kill("SIGTERM")

const row = (side: Side, name: string): string => {
  const values = figures[side]
  return `| ${name} | ${median(values).toFixed(0)} | ${Math.min(...values).toFixed(0)} – ${Math.max(...values).toFixed(0)} | ${median(cpu[side]).toFixed(0)} |`
}
const ofEarlier = earlier === undefined ? "" : `\n${row("earlier", "`Service.serve` of an earlier commit")}`
const toEarlier =
  earlier === undefined
    ? ""
    : `\n| core / core at an earlier commit | ${(median(figures.lean) / median(figures.earlier)).toFixed(2)} | ≥ 0.95 |`
const toFastify = median(figures.lean) / median(figures.fastify)
const toStock = median(figures.lean) / median(figures.stock)
const page = `# P9: one JSON \`HttpApi\` route with schema checks

\`BENCH_SECONDS=${total} npm run bench:p9\` on ${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}: each server in its own process, one client on the
same cores with ${shape.connections} keep-alive connections, ${rounds} interleaved rounds of ${total / rounds} s after a warm-up; the same ${body.length}-byte body, decoded, and the same answer, encoded by schema. Load average when it began: ${load.toFixed(1)}.

| server | requests/s, median | spread | CPU of the server, µs per request |
|---|---|---|---|
${row("lean", "`Service.serve` of core (problems, figures, trace ids on)")}
${row("fastify", "fastify 5 with JSON schema")}
${row("stock", "stock `NodeHttpServer` layer")}${ofEarlier}

| ratio | found | goal |
|---|---|---|
| core / fastify | ${toFastify.toFixed(2)} | ≥ 0.3 |
| core / stock | ${toStock.toFixed(2)} | ≥ 2.5 |${toEarlier}
`
console.log(page)
if (process.env.BENCH_WRITE !== undefined) writeFileSync(join(import.meta.dirname, "../results/p9.md"), page)
