import type { BrandKey } from "@croupier/core/Brand"
import { compositeKey, keyParts } from "@croupier/core/text/compositeKey"
import type { GameCategory } from "@croupier/wallet/contract"
import { Context, Effect, Layer } from "effect"
import type { Game } from "../../contract/Game.js"
import * as LookupCache from "../LookupCache.js"
import { inOrder, type Place, placeOf, searchable } from "./Place.js"

/** Which games are wanted, beginning behind a place of the list. */
export interface Wanted {
  readonly category: GameCategory | undefined
  /** Already `searchable`. */
  readonly text: string
  readonly after: Place | undefined
  readonly limit: number
}

/** Where games are kept. */
export interface CatalogueStore {
  readonly put: (brand: BrandKey, games: ReadonlyArray<Game>) => Effect.Effect<void>
  readonly find: (brand: BrandKey, provider: string, code: string) => Effect.Effect<Game | undefined>
  readonly list: (brand: BrandKey, wanted: Wanted) => Effect.Effect<ReadonlyArray<Game>>
}

/** The games that each brand offers. */
export class Catalogue extends Context.Tag("@croupier/game/Catalogue")<
  Catalogue,
  CatalogueStore & {
    /** As `find`, but remembered for a minute: for callbacks, which need a game's category only. */
    readonly known: (brand: BrandKey, provider: string, code: string) => Effect.Effect<Game | undefined>
  }
>() {}

/** The catalogue of a store. */
export const fromStore = (store: CatalogueStore): Catalogue["Type"] => {
  const recent = LookupCache.make({
    ttl: 60_000,
    capacity: 20_000,
    lookup: (name: string) => {
      const [brand = "", provider = "", code = ""] = keyParts(name)
      return store.find(brand as BrandKey, provider, code)
    }
  })
  return { ...store, known: (brand, provider, code) => recent(compositeKey(brand, provider, code)) }
}

/** A catalogue in memory. */
export const layerMemory: Layer.Layer<Catalogue> = Layer.sync(Catalogue, () => {
  const games = new Map<string, { readonly brand: BrandKey; readonly game: Game }>()
  const nameOf = (brand: BrandKey, provider: string, code: string) => `${brand} ${provider} ${code}`
  return fromStore({
    put: (brand, all) =>
      Effect.sync(() => {
        for (const game of all) games.set(nameOf(brand, game.provider, game.code), { brand, game })
      }),
    find: (brand, provider, code) => Effect.sync(() => games.get(nameOf(brand, provider, code))?.game),
    list: (brand, { after, category, limit, text }) =>
      Effect.sync(() =>
        [...games.values()]
          .filter((row) => row.brand === brand)
          .map((row) => row.game)
          .filter((game) => category === undefined || game.category === category)
          .filter((game) => searchable(game).includes(text))
          .sort((a, b) => inOrder(placeOf(a), placeOf(b)))
          .filter((game) => after === undefined || inOrder(placeOf(game), after) > 0)
          .slice(0, limit)
      )
  })
})
