import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as SqlClient from "@effect/sql/SqlClient"
import { Duration, Effect, Layer } from "effect"
import { aurora, borealis, cassini, dusk, Time } from "../src/testing/World.js"

const everyBrand = [aurora, borealis, cassini, dusk]

/** Columns that a duration's passing moves. */
const columns = {
  session: ["rotated_at", "started_at", "ends_at"],
  limit_row: ["effective_from"],
  player: ["limits_due_at"],
  exclusion: ["begins_at", "until", "ends_at"],
  excluded_person: ["ends_at"]
}

/** Time on a database with a fixed clock: all that is written moves into the past instead. */
export const timeBySql: Layer.Layer<Time, never, TestPostgres.TestDatabase> = Layer.effect(
  Time,
  Effect.map(SqlClient.SqlClient, (sql) => ({
    pass: (duration) =>
      // The trigger lets no exclusion begin or end earlier, by whichever login.
      Effect.zipRight(
        sql.unsafe("ALTER TABLE croupier_player.exclusion DISABLE TRIGGER lasts"),
        Effect.forEach(Object.entries(columns), ([table, names]) =>
          sql.unsafe(
            `UPDATE croupier_player.${table} SET ${names.map((name) => `${name} = ${name} - $1::interval`).join(", ")}`,
            [`${Duration.toMillis(duration)} milliseconds`]
          )
        )
      ).pipe(
        Effect.zipRight(sql.unsafe("ALTER TABLE croupier_player.exclusion ENABLE TRIGGER lasts")),
        withBrand(everyBrand),
        Effect.provideService(SqlClient.SqlClient, sql),
        Effect.orDie,
        Effect.asVoid
      )
  }))
).pipe(
  // Fresh: in one graph with the app's client the memo would hand out that one.
  Layer.provide(Layer.fresh(Layer.orDie(TestPostgres.layerOwner)))
)
