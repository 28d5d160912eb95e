import { Schema } from "effect"
import { iso31661 } from "iso-3166"

const assigned: ReadonlySet<string> = new Set(iso31661.map(({ alpha2 }) => alpha2))

/** A country by its two capital letters of ISO 3166-1; codes that the standard has not assigned are refused. */
export const CountryCode = Schema.String.pipe(
  Schema.pattern(/^[A-Z]{2}$/, { message: () => "a country is two capital letters of ISO 3166-1, such as KR" }),
  Schema.filter((code) => assigned.has(code) || `"${code}" is not a country of ISO 3166-1`),
  Schema.annotations({ examples: ["KR"] })
)
export type CountryCode = typeof CountryCode.Type
