import type { CurrencyCode } from "@croupier/core/Currency"
import * as Store from "@croupier/core/postgres/Store"
import type { GameCategory } from "@croupier/wallet/contract"
import * as SqlClient from "@effect/sql/SqlClient"
import { Effect, Layer } from "effect"
import type { Game } from "../../contract/Game.js"
import { Catalogue, fromStore } from "./Catalogue.js"
import { searchable } from "./Place.js"

interface Row {
  readonly provider: string
  readonly code: string
  readonly name: string
  readonly category: GameCategory
  readonly currencies: ReadonlyArray<CurrencyCode>
}

/** Games in `croupier_game.game`. */
export const layerSql: Layer.Layer<Catalogue, never, SqlClient.SqlClient> = Layer.effect(
  Catalogue,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { inBrand } = yield* Store.make({ name: "games" })
    return fromStore({
      put: (brand, games) =>
        inBrand(
          brand,
          // One statement, whatever their number. A game twice in one list counts as its last mention.
          sql`INSERT INTO croupier_game.game (brand_id, provider, code, name, search, category, currencies)
            SELECT ${brand}, g.provider, g.code, g.name, g.search, g.category, g.currencies
            FROM jsonb_to_recordset(${JSON.stringify([...latest(games).values()].map(toJson))}::jsonb)
              AS g (provider text, code text, name text, search text, category text, currencies text[])
            ON CONFLICT (brand_id, provider, code) DO UPDATE SET name = EXCLUDED.name, search = EXCLUDED.search,
              category = EXCLUDED.category, currencies = EXCLUDED.currencies`
        ),
      find: (brand, provider, code) =>
        inBrand(
          brand,
          sql<Row>`SELECT provider, code, name, category, currencies FROM croupier_game.game
            WHERE brand_id = ${brand} AND provider = ${provider} AND code = ${code}`
        ).pipe(Effect.map(([row]) => row)),
      list: (brand, { after, category, limit, text }) =>
        inBrand(
          brand,
          sql<Row>`SELECT provider, code, name, category, currencies FROM croupier_game.game
            WHERE brand_id = ${brand}
              AND (${category ?? null}::text IS NULL OR category = ${category ?? null})
              AND strpos(search, ${text}) > 0
              AND (${after?.[0] ?? null}::text IS NULL
                OR (search, provider, code) > (${after?.[0] ?? null}, ${after?.[1] ?? null}, ${after?.[2] ?? null}))
            ORDER BY search, provider, code LIMIT ${limit}`
        )
    })
  })
)

const latest = (games: ReadonlyArray<Game>): ReadonlyMap<string, Game> =>
  new Map(games.map((game) => [`${game.provider} ${game.code}`, game]))

const toJson = (game: Game) => ({ ...game, search: searchable(game) })
