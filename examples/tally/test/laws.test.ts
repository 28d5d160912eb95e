import { layerMemory } from "@croupier/core/events/EventStreamMemory"
import * as Notifier from "@croupier/core/events/Notifier"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { tallyMigrations } from "../src/migrations.js"
import * as TallyMemory from "../src/TallyMemory.js"
import * as TallySql from "../src/TallySql.js"
import { law } from "../src/testing/laws.js"

describe("the law of the tally", () => {
  it.effect("holds in memory", () =>
    Effect.provide(law, TallyMemory.layerMemory.pipe(Layer.provide(layerMemory), Layer.provide(Notifier.layer)))
  )

  it.live(
    "holds on PostgreSQL",
    () =>
      Effect.provide(
        law,
        TallySql.layerSql.pipe(Layer.provide(Notifier.layer), Layer.provideMerge(TestPostgres.layer([tallyMigrations])))
      ),
    60_000
  )
})
