import * as RevocationsSql from "@croupier/core/auth/RevocationsSql"
import { putBrand, putLicence } from "@croupier/core/brands/BrandRegister"
import * as EventStreamSql from "@croupier/core/events/EventStreamSql"
import * as Notifier from "@croupier/core/events/Notifier"
import { tick } from "@croupier/core/events/Relay"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { Effect, Layer } from "effect"
import * as AgentStoreSql from "../src/internal/store/AgentStoreSql.js"
import { agentMigrations } from "../src/migrations.js"
import { brands, licence } from "../src/testing/brands.js"
import * as Published from "../src/testing/Published.js"
import { timeBySql } from "./timeBySql.js"

/** A relay and a stream see the brands that the database knows. */
export const seeded = Layer.effectDiscard(
  Effect.zipRight(putLicence(licence), Effect.forEach(Object.values(brands), putBrand)).pipe(
    Effect.provide(TestPostgres.layerAs("croupier_config"))
  )
)

/** A database of the file's own. */
export const database = TestPostgres.layer([agentMigrations])

/** Agents in it, and what a law needs to look at them. */
export const storeSql = Layer.mergeAll(AgentStoreSql.layerSql, Published.layer(tick("agent", 1n)), seeded).pipe(
  Layer.provideMerge(RevocationsSql.layerSql({ pollEvery: "50 millis" })),
  Layer.provide(EventStreamSql.layerSql),
  Layer.provide(Notifier.layer),
  Layer.merge(timeBySql),
  Layer.orDie
)
