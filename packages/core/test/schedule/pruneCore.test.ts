import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { pruneCore } from "../../src/schedule/pruneCore.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"

layer(TestPostgres.layer([]))("the pruning of core's tables", (it) => {
  it.effect("removes revocations older than 13 hours, in batches, and no younger one", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* sql`INSERT INTO croupier_core.revocation (kind, id, revoked_at)
        SELECT 'session', gen_random_uuid(), now() - n * interval '1 hour' FROM generate_series(1, 40) AS n`
      yield* pruneCore(5)
      const rows = yield* sql<{ hours: number }>`
        SELECT round(extract(epoch FROM now() - revoked_at) / 3600)::integer AS hours FROM croupier_core.revocation ORDER BY 1`
      expect(rows.map(({ hours }) => hours)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1))
    })
  )

  it.effect(
    "removes finished job periods older than 90 days, but the last two of a scope, and none that is not done",
    () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const periods = (scope: string, first: number, last: number, status = "done") =>
          sql`INSERT INTO croupier_core.job_period (job, scope, starts_at, ends_at, status)
          SELECT 'daily', ${scope}, now() - (n + 1) * interval '1 day', now() - n * interval '1 day', ${status}
          FROM generate_series(${first}::integer, ${last}::integer) AS n`
        yield* periods("busy", 80, 120)
        yield* periods("idle", 200, 210)
        yield* periods("stuck", 300, 310)
        yield* periods("stuck", 320, 320, "waiting")
        yield* pruneCore(5)
        const rows = yield* sql<{ scope: string; days: ReadonlyArray<number> }>`
        SELECT scope, array_agg(round(extract(epoch FROM now() - ends_at) / 86400)::integer ORDER BY ends_at DESC) AS days
        FROM croupier_core.job_period GROUP BY scope ORDER BY scope`
        expect(rows).toEqual([
          { scope: "busy", days: [80, 81, 82, 83, 84, 85, 86, 87, 88, 89] },
          { scope: "idle", days: [200, 201] },
          { scope: "stuck", days: [300, 301, 320] }
        ])
      })
  )
})
