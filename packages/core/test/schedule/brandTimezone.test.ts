import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import { Cause, Effect, Exit } from "effect"
import { brandTimezone } from "../../src/schedule/brandTimezone.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"

const moves = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`INSERT INTO croupier_core.licence VALUES ('kr', 'Korea', 19, '{}')`
  yield* sql`INSERT INTO croupier_core.brand VALUES ('aurora', 'kr', 'Aurora', '{KRW}', 'KRW', 'open')`
  yield* sql`INSERT INTO croupier_core.brand_timezone VALUES
    ('aurora', '-infinity', 'Asia/Seoul'), ('aurora', '2026-05-04T12:00Z', 'Europe/Malta')`
}).pipe(Effect.provide(TestPostgres.layerAs("croupier_config")))

layer(TestPostgres.layer([]), { excludeTestServices: true })("a brand's timezone", (it) => {
  it.effect("is the one that held at the instant, so that a report made late has the day it is about", () =>
    Effect.gen(function* () {
      yield* moves
      const moved = Date.UTC(2026, 4, 4, 12)
      expect(yield* brandTimezone("aurora", moved - 1)).toBe("Asia/Seoul")
      expect(yield* brandTimezone("aurora", moved)).toBe("Europe/Malta")
      expect(yield* brandTimezone("*", moved)).toBe("UTC")
      const exit = yield* Effect.exit(brandTimezone("unknown", moved))
      expect(Exit.isFailure(exit) && Cause.pretty(exit.cause)).toContain("the brand unknown has no timezone")
    })
  )
})
