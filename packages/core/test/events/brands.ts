import * as SqlClient from "@effect/sql/SqlClient"
import { Effect } from "effect"
import { BrandKey } from "../../src/Brand.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"

export const aurora = BrandKey.make("aurora")
export const borealis = BrandKey.make("borealis")

/** Two brands in the database. */
export const seedBrands = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`INSERT INTO croupier_core.licence VALUES ('one', 'MT', 18, '{}') ON CONFLICT DO NOTHING`
  yield* sql`INSERT INTO croupier_core.brand
    SELECT key, 'one', key, '{EUR}', 'EUR', 'open' FROM unnest('{aurora,borealis}'::text[]) AS key ON CONFLICT DO NOTHING`
}).pipe(Effect.provide(TestPostgres.layerAs("croupier_config")))
