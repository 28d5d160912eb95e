import { layerMemory as keyRing } from "@croupier/core/auth/KeyRing"
import * as Revocations from "@croupier/core/auth/Revocations"
import * as BrandDirectorySql from "@croupier/core/brands/BrandDirectorySql"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as HeartbeatProvider from "@croupier/core/worker/HeartbeatProvider"
import * as LeaseSql from "@croupier/core/worker/LeaseSql"
import * as GameMaintenance from "@croupier/game/GameMaintenance"
import { gameMigrations } from "@croupier/game/migrations"
import * as ProviderBooksSql from "@croupier/wallet/books/ProviderBooksSql"
import { walletMigrations } from "@croupier/wallet/migrations"
import * as WalletMemory from "@croupier/wallet/WalletMemory"
import * as SqlClient from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, Layer, Schedule } from "effect"

const upkeep = GameMaintenance.layerSql({ every: "50 millis" }).pipe(
  Layer.provide([
    BrandDirectorySql.layerSql(),
    HeartbeatProvider.layerMemory,
    LeaseSql.layerSql,
    ProviderBooksSql.layerSql,
    Revocations.layerMemory,
    WalletMemory.layerMemory,
    keyRing
  ])
)

const options = { excludeTestServices: true, timeout: "60 seconds" } as const

layer(TestPostgres.layer([walletMigrations, gameMigrations]), options)("the upkeep of games on PostgreSQL", (it) => {
  it.scoped("runs every job for every brand, once its period is over", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* Effect.provide(
        Effect.gen(function* () {
          const owner = yield* SqlClient.SqlClient
          yield* owner`INSERT INTO croupier_core.licence VALUES ('one', 'MT', 18, '{}')`
          yield* owner`INSERT INTO croupier_core.brand VALUES ('aurora', 'one', 'Aurora', '{EUR}', 'EUR', 'open')`
          yield* owner`INSERT INTO croupier_core.brand_timezone VALUES ('aurora', '-infinity', 'Asia/Seoul')`
        }),
        TestPostgres.layerOwner
      )
      // As if the worker had been down since the day before yesterday.
      for (const job of ["feed-match", "round-sweep", "call-pruning", "launch-pruning", "review-pruning"]) {
        yield* sql`INSERT INTO croupier_core.job_period (job, scope, starts_at, ends_at, status)
          VALUES (${job}, 'aurora', date_trunc('day', now()) - interval '3 days', date_trunc('day', now()) - interval '2 days', 'waiting')`
      }
      yield* Layer.build(upkeep)
      yield* sql<{ job: string }>`SELECT DISTINCT job FROM croupier_core.job_period WHERE status = 'done'`.pipe(
        Effect.filterOrFail(
          (rows) => rows.length === 5,
          () => "not yet"
        ),
        Effect.retry(Schedule.spaced("50 millis")),
        Effect.timeout("40 seconds")
      )
    })
  )
})
