import * as SqlClient from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import type { MigrationSet } from "../../src/postgres/MigrationSet.js"
import * as JobPeriodsSql from "../../src/schedule/JobPeriodsSql.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"
import * as LeaseSql from "../../src/worker/LeaseSql.js"
import { type Effected, simulate } from "./simulation.js"

/** What jobs have done, without any key: what is done twice is there twice. */
const effects: MigrationSet = {
  package: "effects",
  schema: "croupier_effects",
  migrations: [
    {
      id: 1,
      name: "effect",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_effects.effect (seq bigint GENERATED ALWAYS AS IDENTITY, job text, scope text, "from" float8, "to" float8);
GRANT SELECT, INSERT ON croupier_effects.effect TO croupier_app;`
    }
  ]
}

/** One connection, with the deciding clock in its session. */
const store = Layer.mergeAll(JobPeriodsSql.layerSql, LeaseSql.layerSql).pipe(
  Layer.provideMerge(TestPostgres.layer([effects], { maxConnections: 1 }))
)

layer(store, { excludeTestServices: true })("scheduled jobs on Postgres", (it) => {
  it.effect("no period is missed and none is there twice: a job's rows and its period are kept together", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* simulate({
        days: 32,
        seed: 7,
        every: ["daily", "weekly", "monthly"],
        setClock: (millis) =>
          Effect.orDie(sql`SELECT set_config('croupier.now', ${new Date(millis).toISOString()}, false)`),
        keep: ({ job, scope, from, to }, due) =>
          sql`INSERT INTO croupier_effects.effect (job, scope, "from", "to") VALUES (${job}, ${scope}, ${from}, ${to})`.pipe(
            Effect.zipRight(due.done),
            sql.withTransaction
          ),
        kept: Effect.orDie(sql<Effected>`SELECT job, scope, "from", "to" FROM croupier_effects.effect ORDER BY seq`)
      })
    })
  )
})
