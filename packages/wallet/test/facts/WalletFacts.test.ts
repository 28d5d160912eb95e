import assert from "node:assert/strict"
import { consume } from "@croupier/core/events/consume"
import { EventStream } from "@croupier/core/events/EventStream"
import * as EventStreamSql from "@croupier/core/events/EventStreamSql"
import { allPartitions } from "@croupier/core/events/Partition"
import { at, type Positions } from "@croupier/core/events/Position"
import { tick } from "@croupier/core/events/Relay"
import type { StreamEvent } from "@croupier/core/events/StreamEvent"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import { runs } from "@croupier/core/testing/LongRun"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, FastCheck, Layer } from "effect"
import { WalletFacts } from "../../src/contract/WalletFacts.js"
import { Wallet } from "../../src/contract.js"
import { factKeeper } from "../../src/internal/facts/factKeeper.js"
import * as WalletFactsSql from "../../src/internal/facts/WalletFactsSql.js"
import { opening, openingAccount, sequence, under } from "../../src/testing/Commands.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "../sql/anyBrand.js"
import { playerOf } from "../sql/play.js"
import { owning, spanning } from "../sql/spanning.js"
import { newBrands } from "../sql/subject.js"

const wallet = Layer.merge(WalletSql.layerSql, EventStreamSql.layerSql).pipe(
  Layer.provideMerge(TestPostgres.layer(walletOfAnyBrand))
)
const start = at(allPartitions, { tick: 1n, index: 0 })

/** Everything from a place on, page by page, each partition in its order, and where that leads. */
const readAll = <E, R>(
  read: (
    from: Positions
  ) => Effect.Effect<{ readonly events: ReadonlyArray<StreamEvent>; readonly to: Positions }, E, R>,
  from: Positions
) =>
  Effect.gen(function* () {
    const found = new Map<number, Array<StreamEvent>>()
    let place = from
    while (true) {
      const { events, to } = yield* read(place)
      for (const event of events) found.set(event.partition, [...(found.get(event.partition) ?? []), event])
      place = to
      if (events.length === 0) return { found, place }
    }
  })

layer(wallet, { excludeTestServices: true, timeout: "120 seconds" })("the facts of the wallet", (it) => {
  it.scoped(
    "are the events of the outbox, each under its position, also after the outbox was dropped; the stream continues from there",
    () =>
      Effect.gen(function* () {
        const { post, putReceivingAccount } = yield* Wallet
        const stream = yield* EventStream
        const span = yield* spanning
        const owner = yield* owning
        const { factsAfter } = yield* span(Effect.provide(WalletFacts, WalletFactsSql.layerSql))
        const brands = newBrands()
        for (const brand of brands) yield* putReceivingAccount(brand, openingAccount(brand))
        yield* Effect.forEach(under(opening, brands), post)
        const kept = Effect.repeat(span(consume(factKeeper)), { until: (more) => !more })
        for (const history of FastCheck.sample(sequence, runs(60))) {
          yield* Effect.forEach(under(history, brands), post)
          yield* tick("wallet", 1n)
          if (history.length % 2) yield* kept
        }
        yield* kept
        const events = yield* readAll((from) => stream.read("wallet", from, 40), start)
        const facts = yield* readAll((from) => factsAfter(from, 17), start)
        assert.ok([...events.found.values()].flat().length > 10)
        assert.deepEqual(facts.found, events.found)

        yield* owner(
          Effect.flatMap(SqlClient, (sql) => sql`DELETE FROM croupier_wallet.outbox`).pipe(withBrand(brands))
        )
        assert.deepEqual((yield* readAll((from) => factsAfter(from, 23), start)).found, facts.found)

        // Between what is kept and what is not yet, nothing is lost and nothing comes twice.
        const later = playerOf(brands[0])
        yield* post(later.open)
        yield* post(later.deposit("d", 5n))
        yield* tick("wallet", 1n)
        const rest = yield* readAll((from) => stream.read("wallet", from, 40), facts.place)
        assert.deepEqual(
          [...rest.found.values()].flat().map(({ type }) => type),
          ["wallet.deposit-completed"]
        )
      })
  )

  it.scoped("are kept by their keeper from the first day on: no day of the outbox goes before it has passed", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient
      const { post } = yield* Wallet
      const [brand] = newBrands()
      const player = playerOf(brand)
      yield* post(player.open)
      yield* post(player.deposit("d", 5n))
      const [event] = yield* sql<{ at: Date }>`SELECT occurred_at AS at FROM croupier_wallet.outbox`.pipe(
        withBrand(brand)
      )
      yield* tick("wallet", 1n)
      const span = yield* spanning
      const dropped = span(
        Effect.flatMap(
          SqlClient,
          (spanning) =>
            // The day is old enough by a clock that is nine days ahead.
            spanning<{ dropped: boolean }>`
              SELECT croupier_wallet.drop_outbox_day((${event!.at}::timestamptz AT TIME ZONE 'UTC')::date) AS dropped
              WHERE set_config('croupier.now', (${event!.at}::timestamptz + interval '9 days')::text, true) <> ''`
        )
      )
      assert.deepEqual(yield* dropped, [{ dropped: false }])
      yield* Effect.repeat(span(consume(factKeeper)), { until: (more) => !more })
      assert.deepEqual(yield* dropped, [{ dropped: true }])
      const [there] = yield* sql<{ facts: bigint }>`SELECT count(*) AS facts FROM croupier_wallet.fact`.pipe(
        withBrand(brand)
      )
      assert.equal(there!.facts, 1n)
    })
  )
})
