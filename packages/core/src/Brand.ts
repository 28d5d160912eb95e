import { Schema } from "effect"
import { CurrencyCode, isOffered } from "./Currency.js"

/** A brand's key, the tenant's name in every row and outbound account. It never holds the account's separator `_`. */
export const BrandKey = Schema.String.pipe(
  Schema.pattern(/^[a-z0-9]{2,12}$/, { message: () => "a brand key is 2 to 12 characters of a-z and 0-9" }),
  Schema.brand("BrandKey")
)
export type BrandKey = typeof BrandKey.Type

/** The key of a licence, which several brands may share. */
export const LicenceKey = Schema.String.pipe(
  Schema.pattern(/^[a-z0-9-]{2,32}$/, { message: () => "a licence key is 2 to 32 characters of a-z, 0-9 and -" }),
  Schema.brand("LicenceKey")
)
export type LicenceKey = typeof LicenceKey.Type

/** An IANA timezone that this runtime knows, such as `Asia/Seoul`. */
export const Timezone = Schema.String.pipe(
  Schema.filter((zone) => isTimezone(zone) || `"${zone}" is not an IANA timezone`),
  Schema.brand("Timezone")
)
export type Timezone = typeof Timezone.Type

/** Newer runtimes take offsets such as `+09:00` too, which PostgreSQL reads the other way round. */
const isTimezone = (zone: string): boolean => {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone })
    return true
  } catch {
    return false
  }
}

const OfferedCurrency = CurrencyCode.pipe(
  Schema.filter((code) => isOffered(code) || `${code} is not a currency that a brand can offer`)
)

/** A site with its own domains, currencies, timezone, players and money; belongs to one licence. */
export const Brand = Schema.Struct({
  key: BrandKey,
  licence: LicenceKey,
  displayName: Schema.NonEmptyString,
  timezone: Timezone,
  currencies: Schema.NonEmptyArray(OfferedCurrency),
  reportingCurrency: OfferedCurrency,
  status: Schema.Literal("open", "closed")
})
export type Brand = typeof Brand.Type

/** What a licence may require of a player's profile at registration. */
export const ProfileField = Schema.Literal("name", "birthDate", "country", "nationalId", "address", "phone", "email")
export type ProfileField = typeof ProfileField.Type

/** The rules and registers that several brands share. */
export const Licence = Schema.Struct({
  key: LicenceKey,
  jurisdiction: Schema.NonEmptyString,
  minimumAge: Schema.Int.pipe(Schema.between(16, 99)),
  requiredProfile: Schema.Array(ProfileField)
})
export type Licence = typeof Licence.Type
