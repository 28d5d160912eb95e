import * as Cursor from "@croupier/core/http/Cursor"
import { Schema } from "effect"
import type { Game } from "../../contract/Game.js"

/** The position of a game in a list: by its searchable text, then provider and code. */
export type Place = readonly [text: string, provider: string, code: string]

/** A text as it is searched for and sorted by: without case, in one Unicode form. */
export const plain = (text: string): string => text.normalize("NFKC").toLowerCase()

/** The text that a search matches. */
export const searchable = (game: Pick<Game, "name" | "code">): string => plain(`${game.name} ${game.code}`)

export const placeOf = (game: Game): Place => [searchable(game), game.provider, game.code]

/** Compares as PostgreSQL's collation "C" does: by the bytes of UTF-8. */
export const inOrder = (a: Place, b: Place): number => {
  for (const [index, text] of a.entries()) {
    const order = Buffer.compare(Buffer.from(text), Buffer.from(b[index]!))
    if (order !== 0) return order
  }
  return 0
}

/** The list of games. */
export const pages = Cursor.pages(Schema.Tuple(Schema.String, Schema.String, Schema.String), placeOf)
