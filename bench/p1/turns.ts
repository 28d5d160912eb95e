import { createInterface } from "node:readline"
import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { Wallet } from "@croupier/wallet/contract"
import * as WalletSql from "@croupier/wallet/WalletSql"
import { Effect, Layer } from "effect"
import { cpuOf } from "./Cpu.js"
import { fund, type Player, runLoad } from "./Load.js"
import { server } from "./Server.js"
import { playerIds } from "./twin.js"

/**
 * One side of `p1-earlier.ts`: a server and a service that post for some seconds each time a line `PHASE SECONDS` comes, and
 * answer with the postings and with the CPU milliseconds of server and client. It uses only what every commit since the
 * first benchmark has, because it is built in the earlier checkout too.
 */
const players = (brand: string, count: number): ReadonlyArray<Player> =>
  Array.from({ length: count }, (_, n) => ({
    brand: brand as BrandKey,
    wallet: `${playerIds}${String(n + 1).padStart(12, "0")}` as WalletId
  }))
const own = players("solo", 1000)
const mixed = Array.from({ length: 20 }, (_, n) => players(`brand${n}`, 50)).flat()
const all = [...own, ...mixed]
const phases: Record<string, { readonly players: ReadonlyArray<Player>; readonly providers: number }> = {
  P1: { players: own, providers: 4 },
  brands: { players: mixed, providers: 4 },
  house: { players: own, providers: 1 }
}

/** Earlier commits call the layer by another name. */
const service: typeof WalletSql.layerSql = Reflect.get(WalletSql, "layerSql") ?? Reflect.get(WalletSql, "layer")

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

const side = Effect.gen(function* () {
  const database = yield* server
  const app = Postgres.layer({ url: database.url("croupier_app"), applicationName: "bench" })
  yield* database.asAdministrator(`INSERT INTO croupier_core.licence VALUES ('bench', 'none', 18, '{}');
    INSERT INTO croupier_core.brand SELECT b, 'bench', b, '{EUR}', 'EUR', 'open'
    FROM unnest('{${[...new Set(all.map(({ brand }) => brand))].join()}}'::text[]) AS b`)
  yield* database.asAdministrator(process.env.BENCH_SQL ?? "SELECT")
  yield* Effect.gen(function* () {
    const wallet = yield* Wallet
    yield* fund(wallet, all)
    yield* runLoad(wallet, { players: all, providers: 4, seconds: 5 })
    yield* database.asAdministrator("VACUUM ANALYZE")
    for (const phase of Object.values(phases)) yield* runLoad(wallet, { ...phase, seconds: 2 })
    yield* database.asAdministrator("CHECKPOINT")
    console.log("ready")
    for (;;) {
      const line = yield* Effect.promise(() => lines.next())
      if (line.done) return
      const [phase = "", seconds = ""] = String(line.value).split(" ")
      const before = { server: cpuOf(database.pid), client: cpuOf(process.pid) }
      const started = performance.now()
      const speed = yield* runLoad(wallet, { ...phases[phase]!, seconds: Number(seconds) })
      const posted = (speed * (performance.now() - started)) / 1000
      const cpu = (pid: number, since: number) => (1000 * (cpuOf(pid) - since)) / posted
      console.log(
        JSON.stringify({ speed, server: cpu(database.pid, before.server), client: cpu(process.pid, before.client) })
      )
    }
  }).pipe(Effect.provide(Layer.provideMerge(service, app)))
})

await Effect.runPromise(Effect.scoped(side))
