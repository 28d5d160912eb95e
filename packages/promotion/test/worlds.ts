import { layerMemory as memoryStream } from "@croupier/core/events/EventStreamMemory"
import * as Notifier from "@croupier/core/events/Notifier"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { Layer } from "effect"
import * as Audience from "../src/contract/Audience.js"
import { PromotionPace } from "../src/internal/PromotionPace.js"
import { promotionLayer } from "../src/internal/promotionLayer.js"
import * as PromotionStoreMemory from "../src/internal/store/PromotionStoreMemory.js"
import * as PromotionStoreSql from "../src/internal/store/PromotionStoreSql.js"
import { promotionMigrations } from "../src/migrations.js"
import * as PromotionMaintenance from "../src/PromotionMaintenance.js"
import { atBoundaries, books } from "./books.js"

/** No lease and no grace: a law recovers and settles at once. */
const services = Layer.merge(promotionLayer, PromotionMaintenance.layer).pipe(
  Layer.provide(Layer.succeed(PromotionPace, { lease: 0, grace: 0 })),
  Layer.provide(Audience.layerAdults(30))
)

/** Promotions over a store in memory, beside a ledger and turnover in memory. */
export const inMemory = services.pipe(
  Layer.provide(atBoundaries(PromotionStoreMemory.layerMemory)),
  Layer.provide(memoryStream),
  Layer.provide(Notifier.layer),
  Layer.provideMerge(books)
)

/** Promotions on PostgreSQL, beside a ledger and turnover in memory. */
export const onPostgres = services.pipe(
  Layer.provide(atBoundaries(PromotionStoreSql.layerSql)),
  Layer.provide(Notifier.layer),
  Layer.provideMerge(TestPostgres.layer([promotionMigrations])),
  Layer.provideMerge(books)
)
