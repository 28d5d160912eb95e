import { loadavg } from "node:os"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import * as Notifier from "@croupier/core/events/Notifier"
import type { DomainEvent } from "@croupier/core/events/StreamEvent"
import type { WalletId } from "@croupier/core/Ids"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { defaultRollingPolicy, Rolling, WalletFeed } from "@croupier/rolling/contract"
import { rollingMigrations } from "@croupier/rolling/migrations"
import * as RollingSql from "@croupier/rolling/RollingSql"
import { publishedEvent, type WalletEvent } from "@croupier/wallet/contract"
import { Effect, Layer } from "effect"
import { fsyncLatency, serverWith } from "./p1/Server.js"
import { playerIds, runUpserts, upsertTable } from "./p11/upserts.js"
import { goal, median, spread, surroundings, write } from "./page.js"

/** Seconds of each turn. */
const seconds = Number(process.env.BENCH_SECONDS ?? 20)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const players = 1000
/** Events that are taken together, as the consumer takes them. */
const batch = 500

const brand = "solo" as BrandKey
const currency = "EUR" as CurrencyCode
const unit = 1_000_000n
const uuid = (number: number) => `${playerIds}${String(number).padStart(12, "0")}`

/** The events of players in turn: a deposit each, which is never turned over, and then rounds of one euro. */
class History {
  #made = 0

  next(count: number): ReadonlyArray<DomainEvent> {
    return Array.from({ length: count }, () => this.#event())
  }

  get made(): number {
    return this.#made
  }

  #event(): DomainEvent {
    const number = this.#made
    this.#made += 1
    const wallet = uuid((number % players) + 1) as WalletId
    const turn = Math.floor(number / players)
    const amounts = { cash: 100n * unit, bonus: 0n, held: 0n, debt: 0n }
    const common = {
      version: BigInt(turn + 1),
      transaction: uuid(players + number),
      balance: { currency, ...amounts },
      moved: amounts
    }
    const played = {
      round: { provider: "hub88", id: String(number) },
      game: "starlight",
      category: "slots",
      totals: { stakeCash: unit, stakeBonus: 0n, payoutCash: 0n, payoutBonus: 0n }
    } as const
    const event: WalletEvent =
      turn === 0
        ? { type: "wallet.deposit-completed", ...common, moved: { ...amounts, cash: 1_000_000n * unit } }
        : { type: "wallet.round-closed", ...common, ...played }
    return publishedEvent(event, { brand, wallet, at: Date.now() })
  }
}

const bench = Effect.gen(function* () {
  const [load = 0] = loadavg()
  const database = yield* serverWith([rollingMigrations], Effect.void)
  const fsync = fsyncLatency(database.directory)
  yield* database.asAdministrator(upsertTable)
  const app = Postgres.layer({ url: database.url("croupier_app"), applicationName: "bench" })
  const service = RollingSql.layerSql.pipe(Layer.provide(Notifier.layer), Layer.provide(app))
  const history = new History()
  const ours: Array<number> = []
  const upserts: Array<number> = []

  yield* Effect.gen(function* () {
    const feed = yield* WalletFeed
    const rolling = yield* Rolling
    yield* rolling.setPolicy({ brand, policy: defaultRollingPolicy })
    const takeFor = (millis: number) =>
      Effect.gen(function* () {
        const until = performance.now() + millis
        let busy = 0
        let taken = 0
        while (performance.now() < until) {
          const events = history.next(batch)
          const started = performance.now()
          yield* feed.take(events)
          busy += performance.now() - started
          taken += batch
        }
        return taken / (busy / 1000)
      })
    yield* takeFor(3000)
    yield* database.asAdministrator("VACUUM ANALYZE")
    for (let round = 0; round < rounds; round++) {
      ours.push(yield* takeFor(seconds * 1000))
      yield* Effect.log(`turnover: ${ours.at(-1)?.toFixed(0)} events/s`)
      upserts.push(
        yield* Effect.promise(() =>
          runUpserts({ url: database.url("croupier_app"), directory: database.directory, seconds, players })
        )
      )
      yield* Effect.log(`upserts: ${upserts.at(-1)?.toFixed(0)} events/s`)
    }
  }).pipe(Effect.provide(service))

  const [sums = {}] = yield* database.asAdministrator(`
    SELECT (SELECT sum(progress) FROM croupier_rolling.requirement)::text AS progress,
      (SELECT sum(amount) FROM croupier_rolling.contribution)::text AS contributions`)
  const expected = String(BigInt(history.made - players) * unit)
  if (sums.progress !== expected || sums.contributions !== expected) {
    return yield* Effect.dieMessage(`progress ${sums.progress}, contributions ${sums.contributions}, due ${expected}`)
  }
  const ratio = median(ours) / median(upserts)
  write(
    "p11",
    `# P11: turnover of rounds

${surroundings({ command: `BENCH_SECONDS=${seconds} BENCH_ROUNDS=${rounds} npm run bench:p11`, load, fsync, settings: database.settings, version: (yield* database.asAdministrator("SHOW server_version"))[0]?.server_version ?? "" })}
Ours: rounds of ${players} players, ${batch} events in a transaction as the consumer takes them, each read, checked, decided and written as
progress of its requirement, a contribution, the round's totals and the player's row, with one event published for each player and batch;
the time to make the events is left out. The other side: \`pgbench -M prepared\` with 16 clients, one upsert of \`(player, requirement)\` for
each event. At the end progress and contributions are compared with what was played.

| side | events/s, median | spread |
|---|---:|---:|
| turnover | ${median(ours).toFixed(0)} | ${spread(ours)} |
| one upsert an event | ${median(upserts).toFixed(0)} | ${spread(upserts)} |

${goal("turnover / upserts", ratio, "≥ 5", ratio >= 5)}
`
  )
})

await Effect.runPromise(Effect.scoped(bench))
