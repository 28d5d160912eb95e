import assert from "node:assert/strict"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import { uuidv7, type WalletId } from "@croupier/core/Ids"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { ensureRoles } from "@croupier/core/postgres/Roles"
import { isUnavailable, sqlState } from "@croupier/core/postgres/SqlErrors"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { migrationSets } from "@croupier/shells/compose/stores"
import { TransactionKey, Wallet } from "@croupier/wallet/contract"
import * as WalletSql from "@croupier/wallet/WalletSql"
import { SqlClient } from "@effect/sql/SqlClient"
import { describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Layer, Redacted } from "effect"
import * as TranslatingProxy from "../support/TranslatingProxy.js"

const translated = Layer.unwrapScoped(
  Effect.gen(function* () {
    const { url } = yield* TestPostgres.TestDatabase
    const proxy = yield* TranslatingProxy.make(Redacted.value(url("croupier_app")))
    return Postgres.layer({ url: Redacted.make(proxy), applicationName: "translated", maxConnections: 1 })
  })
).pipe(Layer.provideMerge(TestPostgres.layerDatabase(migrationSets)))

describe("a server that speaks another language", () => {
  it.effect("a posting that the database refuses would be a lost connection, and five seconds of asking again", () =>
    Effect.gen(function* () {
      const { post } = yield* Wallet
      const wallet = uuidv7(Date.now()) as WalletId
      const exit = yield* Effect.exit(
        post({
          _tag: "open",
          brand: "unknown" as BrandKey,
          wallet,
          kind: "player",
          currency: "EUR" as CurrencyCode,
          actor: { kind: "system", id: "test" },
          key: TransactionKey.once("open", wallet)
        })
      )
      assert.ok(Exit.isFailure(exit) && Cause.isDie(exit.cause), `not refused at once: ${exit}`)
    }).pipe(Effect.provide(Layer.provide(WalletSql.layerSql, translated)))
  )

  it.live("a connection that the server has ended would be given to the next statement", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient
      for (let round = 0; round < 5; round++) {
        const error = yield* Effect.flip(sql`SELECT pg_terminate_backend(pg_backend_pid()), ${round}::text`)
        assert.equal(sqlState(error.cause), "57P01")
        assert.ok(isUnavailable(error))
        assert.deepEqual(yield* sql`SELECT 1 AS one`, [{ one: 1 }])
      }
    }).pipe(Effect.provide(translated))
  )

  it.live("two that make the roles at once would collide and one of them fail", () =>
    Effect.gen(function* () {
      const { administratorUrl } = yield* TestPostgres.TestDatabase
      const url = Redacted.make(yield* TranslatingProxy.make(Redacted.value(administratorUrl)))
      yield* Effect.all(
        Array.from({ length: 6 }, () => ensureRoles({ url })),
        { concurrency: "unbounded" }
      )
    }).pipe(Effect.scoped, Effect.provide(TestPostgres.layerDatabase(migrationSets)))
  )
})
