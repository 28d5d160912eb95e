import { BrandKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { pruneSessions } from "../src/internal/store/pruneSessions.js"
import { playerMigrations } from "../src/migrations.js"

const [aurora, borealis] = [BrandKey.make("aurora"), BrandKey.make("borealis")]

const owner = TestPostgres.layerOwner

layer(TestPostgres.layer([playerMigrations]))("the pruning of sessions", (it) => {
  it.effect("removes those of its brand that were not refreshed for 120 days, in batches", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* Effect.flatMap(
        SqlClient.SqlClient,
        (all) => all`ALTER TABLE croupier_player.session DROP CONSTRAINT session_brand_id_player_id_fkey`
      ).pipe(Effect.provide(owner))
      for (const brand of [aurora, borealis]) {
        yield* withBrand(brand)(sql`
          INSERT INTO croupier_player.session (brand_id, id, player_id, generation, refresh_hash, rotated_at, started_at,
            ended_at, restricted, client, address_hmac)
          SELECT ${brand}, gen_random_uuid(), gen_random_uuid(), 0, 'x', now() - n * interval '10 days',
            now() - interval '400 days', NULL, false, 'x', 'x' FROM generate_series(0, 29) AS n`)
      }
      yield* pruneSessions(aurora, 4)
      const count = (brand: BrandKey) =>
        Effect.map(
          withBrand(brand)(sql<{ n: number }>`SELECT count(*)::integer AS n FROM croupier_player.session`),
          ([row]) => row?.n
        )
      expect([yield* count(aurora), yield* count(borealis)]).toEqual([12, 30])
    })
  )
})
