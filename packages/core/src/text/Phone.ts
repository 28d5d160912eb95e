import { Schema } from "effect"
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js"
import { tidy } from "./Fold.js"

/** A telephone number as typed, with or without its country's prefix; full-width digits and other dashes become plain ones. */
export const Phone = Schema.transform(
  Schema.String.pipe(Schema.maxLength(64)),
  Schema.String.pipe(
    Schema.pattern(/^\+?[0-9(][0-9 ().-]{5,30}$/, {
      message: () => "a telephone number is 6 to 31 digits, spaces, dots and dashes"
    })
  ),
  { strict: true, decode: tidy, encode: (phone) => phone }
)

/**
 * The number in E.164, such as `+821012345678`. Without a prefix it is one of the country; undefined where it cannot be a
 * number there, or no country is known.
 */
export const e164 = (phone: string, country: string | undefined): string | undefined => {
  const text = tidy(phone)
  const home = country !== undefined && isSupportedCountry(country) ? country : undefined
  const read = (written: string, defaultCountry?: CountryCode) =>
    parsePhoneNumberFromString(written, { ...(defaultCountry && { defaultCountry }), extract: false })
  const readings = [read(text.replace(/^00/, "+")), home && read(text, home)].filter((number) => number !== undefined)
  // "00 700 82 …" is a Russian number by its length, but dialled in Korea it is a Korean one.
  const number = readings.find((reading) => reading.isValid()) ?? readings.find((reading) => reading.isPossible())
  return number?.number
}
