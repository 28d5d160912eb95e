import { GameCategory } from "@croupier/wallet/contract"
import { Schema } from "effect"

/** Parts of a whole in which rates are counted: one is 0.0001 %. */
export const wholeRate = 1_000_000n

/** A rate in millionths, 0 to the whole; on the wire a percentage with at most four decimals, such as `"0.3"` or `"45"`. */
export const Rate = Schema.transform(
  Schema.String.pipe(
    Schema.pattern(/^(?:0|[1-9][0-9]?)(?:\.[0-9]{1,4})?$|^100(?:\.0{1,4})?$/, {
      message: () => 'a rate is a percentage of 0 to 100 with at most four decimals, such as "0.3"'
    })
  ),
  Schema.BigIntFromSelf.pipe(Schema.brand("Rate")),
  { strict: false, decode: (percent: string) => millionths(percent), encode: (rate: bigint) => percentOf(rate) }
)
export type Rate = typeof Rate.Type

/** Nothing of anything. */
export const noRate = 0n as Rate

/** A rate from a number of millionths; throws outside of 0 to the whole, since that is a defect of the caller. */
export const ofMillionths = (units: bigint): Rate => {
  if (units < 0n || units > wholeRate) throw new RangeError(`a rate is 0 to ${wholeRate} millionths, not ${units}`)
  return units as Rate
}

/** A rate as a percentage, without trailing zeros. */
export const percentOf = (rate: bigint): string => {
  const fraction = (rate % 10_000n).toString().padStart(4, "0").replace(/0+$/, "")
  return `${rate / 10_000n}${fraction === "" ? "" : `.${fraction}`}`
}

const millionths = (percent: string): bigint => {
  const [whole = "0", fraction = ""] = percent.split(".")
  return BigInt(whole + fraction.padEnd(4, "0"))
}

const each = Schema.optionalWith(Rate, { exact: true, default: () => noRate })

/** A rate for each game category; one that is left out is nothing. */
export const Rates = Schema.Struct({ slots: each, live: each, table: each, sports: each, minigame: each })
export type Rates = typeof Rates.Type

/** All game categories, in the order in which statements list them. */
export const categories: ReadonlyArray<GameCategory> = GameCategory.literals

/** Nothing in any category. */
export const noRates: Rates = { slots: noRate, live: noRate, table: noRate, sports: noRate, minigame: noRate }
