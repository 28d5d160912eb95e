import { loadavg } from "node:os"
import * as Postgres from "@croupier/core/postgres/Postgres"
import * as ProviderBooksSql from "@croupier/wallet/books/ProviderBooksSql"
import { walletMigrations } from "@croupier/wallet/migrations"
import * as WalletSql from "@croupier/wallet/WalletSql"
import { Effect, Layer, Redacted } from "effect"
import { Client } from "pg"
import { batches, brand, sizeOf, withdrawals } from "./growth/books.js"
import { background, lists, type Measured } from "./growth/measures.js"
import { fsyncLatency, serverWith } from "./p1/Server.js"
import { surroundings, write } from "./page.js"

/** How many players the smaller and the larger books have, with ten entries each. */
const sizes = (process.env.BENCH_PLAYERS ?? "10000,100000").split(",").map((players) => sizeOf(Number(players)))

/** Writes and measures the books of one size on a server of their own. */
const measured = (size: (typeof sizes)[number]) =>
  Effect.gen(function* () {
    const database = yield* serverWith([walletMigrations], Effect.void)
    yield* database.asAdministrator(`INSERT INTO croupier_core.licence VALUES ('bench', 'none', 18, '{}');
      INSERT INTO croupier_core.brand VALUES ('${brand}', 'bench', '${brand}', '{EUR}', 'EUR', 'open')`)
    yield* Effect.promise(async () => {
      const client = new Client({ connectionString: Redacted.value(database.administrator) })
      await client.connect()
      try {
        for (const text of batches(size)) await client.query(text)
        await client.query("VACUUM ANALYZE")
      } finally {
        await client.end()
      }
    })
    const as = (role: "croupier_app" | "croupier_span") =>
      Postgres.layer({ url: database.url(role), applicationName: "bench" })
    const spanning = Layer.provideMerge(WalletSql.layerSql, as("croupier_span"))
    const service = Layer.mergeAll(WalletSql.layerSql, ProviderBooksSql.layerSql).pipe(
      Layer.provideMerge(as("croupier_app"))
    )
    const { entries, results } = yield* Effect.provide(background, spanning)
    yield* database.asAdministrator(withdrawals(size))
    yield* database.asAdministrator("VACUUM ANALYZE")
    const [server] = yield* database.asAdministrator("SHOW server_version")
    return {
      ...size,
      entries,
      fsync: fsyncLatency(database.directory),
      settings: database.settings,
      version: String(server?.server_version),
      results: [...results, ...(yield* Effect.provide(lists(size), service))]
    }
  }).pipe(Effect.scoped)

const shown = (millis: number): string => `${millis.toFixed(millis < 10 ? 2 : 0)} ms`

/** Flat where ten times the rows cost less than twice as much; else how cost and rows grow. */
const slope = (ratio: number, growth: number): string =>
  ratio < 2 ? "flat" : `${ratio.toFixed(1)} × for ${growth.toFixed(0)} × the rows`

const bench = Effect.gen(function* () {
  const [load = 0] = loadavg()
  const [small, large] = [yield* measured(sizes[0]!), yield* measured(sizes[1]!)]
  const growth = large.entries / small.entries
  const line = ({ millis, name }: Measured, index: number): string => {
    const other = large.results[index]!.millis
    return `| ${name} | ${shown(millis)} | ${shown(other)} | ${slope(other / millis, growth)} |`
  }
  const size = ({ entries, players }: typeof small) =>
    `${players.toLocaleString("en")} players, ${entries.toLocaleString("en")} entries`
  write(
    "growth",
    `# Growth

${surroundings({ command: "npm run bench:growth", load, fsync: large.fsync, settings: large.settings, version: large.version })}
The books are written by SQL: ten entries for each player, and one player with a tenth as many rounds as there are players.
The best tenth of 40 runs; of the followers, the median of all their steps. Both books pass the reconciliation and the verification.

| measure | ${size(small)} | ${size(large)} | growth |
|---|---:|---:|---|
${small.results.map(line).join("\n")}

Reconciliation and verification read every account or every entry once, so their cost is that of the rows; the rest is to be flat.
`
  )
})

await Effect.runPromise(bench)
