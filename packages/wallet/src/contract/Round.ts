import { Schema } from "effect"

/** What a game counts as: decides how much of a settled round counts towards turnover. */
export const GameCategory = Schema.Literal("slots", "live", "table", "sports", "minigame")
export type GameCategory = typeof GameCategory.Type

/** A provider's round, for one player: live tables give many players one id. */
export const RoundRef = Schema.Struct({
  provider: Schema.String.pipe(Schema.pattern(/^[a-z0-9-]{2,32}$/)),
  id: Schema.String.pipe(
    Schema.minLength(1),
    Schema.maxLength(255),
    Schema.filter((id) => !id.includes("\0") || "a round id must not contain NUL")
  )
})
export type RoundRef = typeof RoundRef.Type

/** The game a bet or win belongs to. */
export const GameRef = Schema.Struct({
  code: Schema.String.pipe(Schema.minLength(1), Schema.maxLength(128)),
  category: GameCategory
})
export type GameRef = typeof GameRef.Type
