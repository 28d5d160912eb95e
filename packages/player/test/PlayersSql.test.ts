import * as RevocationsSql from "@croupier/core/auth/RevocationsSql"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { describe, layer } from "@effect/vitest"
import { Layer } from "effect"
import { playerMigrations } from "../src/migrations.js"
import * as PlayerStoreSql from "../src/store/PlayerStoreSql.js"
import { laws } from "../src/testing/laws.js"
import * as World from "../src/testing/World.js"
import { timeBySql } from "./timeBySql.js"

const database = TestPostgres.layer([playerMigrations])

const world = World.layer(
  PlayerStoreSql.layer.pipe(
    Layer.provideMerge(Layer.orDie(RevocationsSql.layerSql({ pollEvery: "50 millis" }))),
    Layer.merge(timeBySql)
  )
).pipe(Layer.provideMerge(database))

describe("the laws of players, on PostgreSQL", () => {
  layer(world, { excludeTestServices: true })((it) => {
    for (const law of laws) it.effect(law.name, () => law.hold)
  })
})
