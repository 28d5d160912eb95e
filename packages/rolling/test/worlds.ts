import { layerMemory as memoryStream } from "@croupier/core/events/EventStreamMemory"
import * as Notifier from "@croupier/core/events/Notifier"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { Layer } from "effect"
import { rollingLayer } from "../src/internal/rollingLayer.js"
import * as RollingStoreMemory from "../src/internal/store/RollingStoreMemory.js"
import * as RollingStoreSql from "../src/internal/store/RollingStoreSql.js"
import { rollingMigrations } from "../src/migrations.js"
import * as RollingMaintenance from "../src/RollingMaintenance.js"
import { books } from "./books.js"

const services = Layer.merge(rollingLayer, RollingMaintenance.layer)

/** Rolling over a store in memory, beside a ledger in memory. */
export const inMemory = services.pipe(
  Layer.provide(RollingStoreMemory.layerMemory),
  Layer.provide(memoryStream),
  Layer.provide(Notifier.layer),
  Layer.provideMerge(books)
)

/** Rolling on PostgreSQL, beside a ledger in memory. */
export const onPostgres = services.pipe(
  Layer.provide(RollingStoreSql.layerSql),
  Layer.provide(Notifier.layer),
  Layer.provideMerge(TestPostgres.layer([rollingMigrations])),
  Layer.provideMerge(books)
)
