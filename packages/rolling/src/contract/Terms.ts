import { GameCategory } from "@croupier/wallet/contract"
import { Schema } from "effect"

/** How much of a valid amount counts, in basis points: 10000 counts whole, 0 not at all. */
export const Weight = Schema.Int.pipe(
  Schema.between(0, 10_000, { message: () => "a weight is 0 to 10000 basis points" })
)

/** The weight of one game. */
export const GameWeight = Schema.Struct({
  provider: Schema.String.pipe(Schema.pattern(/^[a-z0-9-]{2,32}$/)),
  code: Schema.String.pipe(Schema.minLength(1), Schema.maxLength(128)),
  weight: Weight
})

/** Weights by game and by category. A game's own weight comes first, 0 included; a category without one counts whole. */
export const GameWeights = Schema.Struct({
  categories: Schema.partialWith(Schema.Record({ key: GameCategory, value: Weight }), { exact: true }),
  games: Schema.Array(GameWeight).pipe(
    Schema.maxItems(10_000),
    Schema.filter((games) => {
      const names = games.map(({ code, provider }) => `${provider}/${code}`)
      const twice = names.find((name, index) => names.indexOf(name) !== index)
      return twice === undefined || `games: ${twice} has two weights`
    })
  )
})
export type GameWeights = typeof GameWeights.Type

/** Weights under which every game counts whole. */
export const everythingCounts: GameWeights = { categories: {}, games: [] }

/** Which stakes of a round count. */
export const StakeSource = Schema.Literal("all", "cash", "bonus")
export type StakeSource = typeof StakeSource.Type

/** How many times its base a requirement has to be turned over: hundredths in code, a decimal such as `"35"` or `"2.5"` on the wire. */
export const Multiplier = Schema.transform(
  Schema.String.pipe(
    Schema.pattern(/^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$/, {
      message: () => "a multiplier is a decimal of 0 to 999.99 with at most two digits after the point"
    })
  ),
  Schema.Int.pipe(Schema.between(0, 99_999)),
  {
    strict: true,
    decode: (text) => {
      const [whole = "0", fraction = ""] = text.split(".")
      return Number(whole) * 100 + Number(fraction.padEnd(2, "0"))
    },
    encode: (hundredths) => {
      const fraction = String(hundredths % 100)
        .padStart(2, "0")
        .replace(/0+$/, "")
      return `${Math.floor(hundredths / 100)}${fraction === "" ? "" : `.${fraction}`}`
    }
  }
)

/** What a withdrawal does to an active bonus: it is refused, or the bonus is forfeited when it is requested. */
export const OnWithdrawal = Schema.Literal("refuse", "forfeit")
export type OnWithdrawal = typeof OnWithdrawal.Type
