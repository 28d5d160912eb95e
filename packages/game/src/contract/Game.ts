import { CurrencyCode } from "@croupier/core/Currency"
import { GameCategory, PlayState } from "@croupier/wallet/contract"
import { Schema } from "effect"

/** The name of a provider's protocol in paths, rounds and transaction keys, such as `hub88`. */
export const ProviderName = Schema.String.pipe(
  Schema.pattern(/^[a-z0-9-]{2,32}$/, { message: () => "a provider is 2 to 32 characters of a-z, 0-9 and -" })
)

/** A provider's own code for a game. */
export const GameCode = Schema.String.pipe(
  Schema.pattern(/^[\x21-\x7e]{1,128}$/, { message: () => "a game code is 1 to 128 visible ASCII characters" })
)

/** A game as a brand offers it. An empty list of currencies means every currency. */
export const Game = Schema.Struct({
  provider: ProviderName,
  code: GameCode,
  name: Schema.String.pipe(Schema.minLength(1), Schema.maxLength(200)),
  category: GameCategory,
  currencies: Schema.Array(CurrencyCode)
})
export type Game = typeof Game.Type

/** A game with what may be done with it now: only `open` ones can be launched. */
export const GameView = Schema.Struct({ ...Game.fields, state: PlayState }).annotations({ identifier: "GameView" })
export type GameView = typeof GameView.Type

/** Which games are wanted: of a category, and with a text anywhere in name or code, whatever its case. */
export interface GameQuery {
  readonly category?: GameCategory | undefined
  readonly q?: string | undefined
  readonly cursor?: string | undefined
  /** 1 to 100. */
  readonly limit: number
}
