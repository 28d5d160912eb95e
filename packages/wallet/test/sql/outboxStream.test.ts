import assert from "node:assert/strict"
import { EventStream } from "@croupier/core/events/EventStream"
import * as EventStreamSql from "@croupier/core/events/EventStreamSql"
import { allPartitions, partitionOf } from "@croupier/core/events/Partition"
import { at } from "@croupier/core/events/Position"
import { tick } from "@croupier/core/events/Relay"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { describe, it } from "@effect/vitest"
import { Effect, Layer, Option } from "effect"
import { Wallet } from "../../src/contract.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { playerOf } from "./play.js"
import { newBrands } from "./subject.js"

const wallet = Layer.merge(WalletSql.layerSql, EventStreamSql.layerSql).pipe(
  Layer.provideMerge(TestPostgres.layer(walletOfAnyBrand))
)

describe("the stream of the wallet's outbox", () => {
  it.effect("postings of many players at once come once each, each player's in the order of their versions", () =>
    Effect.gen(function* () {
      const { post } = yield* Wallet
      const sql = yield* SqlClient
      const [brand] = newBrands()
      const players = Array.from({ length: 10 }, () => playerOf(brand))
      const playing = Effect.forEach(
        players,
        (player) =>
          Effect.forEach(
            [
              player.open,
              player.deposit("d", 1000n),
              player.bet("a", 7n),
              player.bet("b", 8n),
              player.rollback("r", "a")
            ],
            post,
            { discard: true }
          ),
        { concurrency: "unbounded", discard: true }
      )
      const ticking = Effect.forEach(Array(5), () => tick("wallet", 1n), { discard: true })
      yield* Effect.all([playing, ticking], { concurrency: 2 })
      yield* tick("wallet", 1n)
      assert.ok(Option.isNone(yield* tick("wallet", 1n)))

      const stream = yield* EventStream
      const { events } = yield* stream.read("wallet", at(allPartitions, yield* stream.oldest("wallet")), 1000)
      const [written] = yield* sql.withTransaction(
        Effect.zipRight(
          sql`SELECT set_config('croupier.brands', ${brand}, true)`,
          sql<{ count: bigint }>`SELECT count(*) AS count FROM croupier_wallet.outbox`
        )
      )
      assert.ok(events.length >= players.length * 4)
      assert.equal(BigInt(events.length), written?.count)
      for (const player of players) {
        const own = events.filter(({ key }) => key === player.wallet)
        assert.deepEqual(
          own.map(({ keyVersion }) => keyVersion),
          own.map((_, index) => BigInt(index + 1))
        )
        assert.ok(own.every(({ partition }) => partition === partitionOf(player.wallet)))
      }
    }).pipe(Effect.provide(wallet))
  )
})
