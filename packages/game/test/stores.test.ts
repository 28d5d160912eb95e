import { layerMemory as keyRing } from "@croupier/core/auth/KeyRing"
import * as Revocations from "@croupier/core/auth/Revocations"
import * as RevocationsSql from "@croupier/core/auth/RevocationsSql"
import { BrandKey } from "@croupier/core/Brand"
import { BrandDirectory, layerMemory } from "@croupier/core/brands/BrandDirectory"
import { randomText } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as CredentialsSql from "@croupier/game/credential/CredentialsSql"
import { gameMigrations } from "@croupier/game/migrations"
import { arbitraryGames, type Stores, storeLaws } from "@croupier/game/testing/storeLaws"
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import { Context, Effect, Layer } from "effect"
import * as CallStore from "../src/internal/calls/CallStore.js"
import * as CallStoreSql from "../src/internal/calls/CallStoreSql.js"
import * as Catalogue from "../src/internal/catalogue/Catalogue.js"
import * as CatalogueSql from "../src/internal/catalogue/CatalogueSql.js"
import * as Credentials from "../src/internal/credential/Credentials.js"
import * as FeedMatches from "../src/internal/feed/FeedMatches.js"
import * as FeedMatchesSql from "../src/internal/feed/FeedMatchesSql.js"
import * as PlaySessions from "../src/internal/launch/PlaySessions.js"
import * as PlaySessionsSql from "../src/internal/launch/PlaySessionsSql.js"
import * as RoundReviews from "../src/internal/sweep/RoundReviews.js"
import * as RoundReviewsSql from "../src/internal/sweep/RoundReviewsSql.js"

const freshBrands = () => {
  const [one, other] = [randomText(8), randomText(8)].map((key) => BrandKey.make(key))
  return { one: one!, other: other! }
}

/** A directory in which every brand exists. */
const everyBrand = Layer.succeed(BrandDirectory, {
  ...Context.get(
    Effect.runSync(Effect.scoped(Layer.build(layerMemory({ licences: [], brands: [], domains: [] })))),
    BrandDirectory
  ),
  brand: (key) => Effect.succeedSome({ key } as never)
})

const memory = Layer.mergeAll(
  CallStore.layerMemory,
  FeedMatches.layerMemory,
  RoundReviews.layerMemory,
  Catalogue.layerMemory,
  Credentials.layerMemory,
  PlaySessions.layerMemory
).pipe(Layer.provideMerge(Revocations.layerMemory))
const postgres = Layer.mergeAll(
  CallStoreSql.layerSql,
  FeedMatchesSql.layerSql,
  RoundReviewsSql.layerSql,
  CatalogueSql.layerSql,
  CredentialsSql.layerSql,
  PlaySessionsSql.layerSql
).pipe(
  Layer.provideMerge(Layer.orDie(RevocationsSql.layerSql())),
  Layer.provideMerge(TestPostgres.layer([gameMigrations])),
  Layer.provide([keyRing, everyBrand])
)

const obeysTheLaws = <R extends Stores>(name: string, stores: Layer.Layer<R>, runs: number) =>
  layer(stores, { timeout: "60 seconds" })(`the stores ${name}`, (it) => {
    for (const { check, name: law } of storeLaws) {
      it.effect.prop(
        law,
        { games: arbitraryGames },
        ({ games }) =>
          Effect.map(Effect.orDie(check(freshBrands(), games)), (lines) => {
            expect(lines).toEqual([])
            return true
          }) as Effect.Effect<boolean, never, R>,
        { fastCheck: { numRuns: runs } }
      )
    }
  })

obeysTheLaws("in memory", memory, 100)
obeysTheLaws("on PostgreSQL", postgres, 15)

layer(postgres)("what is stored", (it) => {
  it.effect(
    "of a credential changes only its end, and after that nothing, whatever SQL the service's login sends",
    () =>
      Effect.gen(function* () {
        const { one } = freshBrands()
        const sql = yield* SqlClient.SqlClient
        const add = (id: string, until: string) =>
          sql`INSERT INTO croupier_game.credential VALUES (${one}, 'hub88', ${id}, 'op', 'https://a.example', 'MT', NULL,
          ${Buffer.from("sealed")}, 'key', now() - interval '1 day', now() + ${until}::interval)`
        yield* withBrand(one)(Effect.all([add("ended", "-1 second"), add("valid", "1 day")]))
        const change = (id: string, set: string) =>
          withBrand(one)(sql`UPDATE croupier_game.credential SET ${sql.literal(set)} WHERE id = ${id} RETURNING id`)
        for (const [id, set] of [
          ["ended", "valid_until = NULL"],
          ["ended", "valid_until = now() + interval '1 year'"],
          ["ended", "provider_public_key = 'another'"],
          ["valid", "provider_public_key = 'another'"],
          ["valid", "valid_from = now()"],
          ["valid", "secret = 'another'"]
        ] as const) {
          const error = yield* Effect.flip(change(id, set))
          expect(error.cause).toMatchObject({ code: "42501" })
        }
        expect(yield* change("valid", "valid_until = now()")).toHaveLength(1)
        expect(yield* Effect.exit(change("valid", "valid_until = NULL"))).toMatchObject({ _tag: "Failure" })
      })
  )

  it.effect("of a token is its hash, and of our key its sealed bytes", () =>
    Effect.gen(function* () {
      const { one } = freshBrands()
      for (const { check } of storeLaws) yield* check({ ...freshBrands(), one }, [])
      const sql = yield* SqlClient.SqlClient
      const rows = yield* withBrand(one)(
        sql<{ text: string }>`SELECT encode(secret, 'escape') AS text FROM croupier_game.credential
          UNION ALL SELECT encode(token_hash, 'escape') FROM croupier_game.session`
      )
      expect(rows.length).toBeGreaterThan(3)
      for (const { text } of rows) expect(text).not.toMatch(/secret|aurora|-[a-z0-9]{40}/)
    })
  )
})
