import * as EventTail from "@croupier/core/events/EventTail"
import * as Notifier from "@croupier/core/events/Notifier"
import { type PlayerId, uuidv7 } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as HeartbeatProvider from "@croupier/core/worker/HeartbeatProvider"
import * as LeaseSql from "@croupier/core/worker/LeaseSql"
import { SqlClient } from "@effect/sql/SqlClient"
import { expect, it } from "@effect/vitest"
import { Effect, Layer, Schedule } from "effect"
import { Tally } from "../src/contract/Tally.js"
import { tallyMigrations } from "../src/migrations.js"
import * as TallySql from "../src/TallySql.js"
import * as TallyWorker from "../src/TallyWorker.js"
import { brands } from "../src/testing/laws.js"

const points = Effect.flatMap(
  SqlClient,
  (sql) => sql<{ points: bigint }>`SELECT points FROM croupier_tally.ranking WHERE brand_id = ${brands[0]}`
).pipe(withBrand(brands[0]))

/** Events are published for registered brands. */
const register = Effect.flatMap(SqlClient, (sql) =>
  Effect.zipRight(
    sql`INSERT INTO croupier_core.licence VALUES ('test', 'none', 18, '{}')`,
    sql`INSERT INTO croupier_core.brand SELECT b, 'test', b, '{EUR}', 'EUR', 'open' FROM unnest(string_to_array(${brands.join()}, ',')) AS b`
  )
)

it.live(
  "the worker publishes additions and the ranking takes each of them once",
  () =>
    Effect.gen(function* () {
      const tally = yield* Tally
      const [brand] = brands
      yield* Effect.provide(register, TestPostgres.layerAs("croupier_config"))
      for (let n = 1; n <= 20; n++) {
        const addition = { brand, player: uuidv7(Date.now()) as PlayerId, id: uuidv7(Date.now()), points: n }
        yield* tally.add(addition)
        yield* tally.add(addition)
      }
      const worker = TallyWorker.layer({ every: "200 millis" }).pipe(
        Layer.provide([EventTail.layerNone, HeartbeatProvider.layerMemory, LeaseSql.layerSql])
      )
      yield* Effect.scoped(
        Effect.zipRight(
          Layer.build(worker),
          Effect.repeat(points, {
            until: (rows) => rows[0]?.points === 210n,
            schedule: Schedule.spaced("50 millis").pipe(Schedule.upTo("30 seconds"))
          })
        )
      )
      expect((yield* points)[0]?.points).toBe(210n)
    }).pipe(
      Effect.provide(TallySql.layerSql),
      Effect.provide(Layer.mergeAll(TestPostgres.layer([tallyMigrations]), Notifier.layer))
    ),
  90_000
)
