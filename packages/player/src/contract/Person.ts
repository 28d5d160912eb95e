import { CountryCode } from "@croupier/core/text/Country"
import { Email } from "@croupier/core/text/Email"
import { identifier } from "@croupier/core/text/Fold"
import { PersonName } from "@croupier/core/text/PersonName"
import { Phone } from "@croupier/core/text/Phone"
import { Schema } from "effect"

/** A day of the calendar, `YYYY-MM-DD`. */
export const CalendarDate = Schema.String.pipe(
  Schema.filter((text) => isCalendarDate(text) || "a date is a calendar date in the form YYYY-MM-DD"),
  Schema.annotations({ examples: ["1990-05-17"] })
)

const isCalendarDate = (text: string): boolean => {
  if (!/^(?:19|20)\d\d-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** One line with letters or digits: blanks, invisible characters and signs alone do not satisfy a licence. */
const line = (max: number) =>
  Schema.Trim.pipe(
    Schema.minLength(1),
    Schema.maxLength(max),
    Schema.filter((text) => identifier(text) !== "" || "at least one letter or digit is required")
  )
const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** A player's profile; the brand's licence decides which fields are required. */
export const Profile = Schema.Struct({
  name: optional(PersonName),
  birthDate: optional(CalendarDate),
  country: optional(CountryCode),
  nationalId: optional(line(64)),
  address: optional(line(300))
})
export type Profile = typeof Profile.Type

/** All personal data of a player: the profile and the contact data. */
export const Person = Schema.Struct({ ...Profile.fields, phone: optional(Phone), email: optional(Email) })
export type Person = typeof Person.Type
