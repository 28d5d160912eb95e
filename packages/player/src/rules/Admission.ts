import type { Brand, Licence, ProfileField } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import { e164 } from "@croupier/core/text/Phone"
import { Either } from "effect"
import type { Person } from "../contract/Person.js"
import { BrandClosed, CurrencyNotAvailable, ProfileIncomplete, ProfileInvalid, TooYoung } from "../contract/Problems.js"
import { ageOn, dayIn } from "./Age.js"

/**
 * Whether a person may become a player of a brand, and in which currency: the requested one or the brand's first. The
 * birth date is required always, since every licence has a minimum age; a birthday counts in the brand's timezone.
 */
export const admit = (
  brand: Brand,
  licence: Licence,
  person: Person,
  currency: CurrencyCode | undefined,
  now: number
): Either.Either<CurrencyCode, BrandClosed | ProfileIncomplete | ProfileInvalid | TooYoung | CurrencyNotAvailable> => {
  if (brand.status === "closed") return Either.left(new BrandClosed())
  const missing = missingFields(licence, person)
  if (missing.length > 0) {
    return Either.left(new ProfileIncomplete({ missing, detail: `Missing required fields: ${missing.join(", ")}.` }))
  }
  const { country, phone } = person
  if (phone !== undefined && e164(phone, country) === undefined) {
    return Either.left(new ProfileInvalid({ field: "phone", detail: notANumber(country) }))
  }
  const { minimumAge } = licence
  if (ageOn(person.birthDate!, dayIn(brand.timezone, now)) < minimumAge) {
    return Either.left(new TooYoung({ minimumAge, detail: `A player must be at least ${minimumAge} years old.` }))
  }
  if (currency !== undefined && !brand.currencies.includes(currency)) {
    return Either.left(new CurrencyNotAvailable({ offered: brand.currencies }))
  }
  return Either.right(currency ?? brand.currencies[0])
}

const notANumber = (country: string | undefined): string =>
  country === undefined
    ? "The telephone number needs a country prefix, such as +82, because the profile has no country."
    : `The telephone number is not valid for ${country}; a number of another country starts with + and its prefix.`

const missingFields = (licence: Licence, person: Person): ReadonlyArray<ProfileField> => {
  const required = new Set<ProfileField>(["birthDate", ...licence.requiredProfile])
  return [...required].filter((field) => person[field] === undefined)
}
