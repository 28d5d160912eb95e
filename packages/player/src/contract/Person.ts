import { Schema } from "effect"

/** A day of the calendar, `YYYY-MM-DD`. */
export const CalendarDate = Schema.String.pipe(
  Schema.filter((text) => isCalendarDate(text) || "a date is a day of the calendar, as YYYY-MM-DD"),
  Schema.annotations({ examples: ["1990-05-17"] })
)

const isCalendarDate = (text: string): boolean => {
  if (!/^(?:19|20)\d\d-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const line = (max: number) => Schema.Trim.pipe(Schema.minLength(1), Schema.maxLength(max))
const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** A country by its two letters of ISO 3166-1. */
export const CountryCode = Schema.String.pipe(
  Schema.pattern(/^[A-Z]{2}$/, { message: () => "a country is two capital letters of ISO 3166-1, such as KR" })
)

/** An e-mail address; who owns it is not checked here. */
export const Email = line(254).pipe(
  Schema.pattern(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, { message: () => "an e-mail address is name@domain" })
)

/** A telephone number, with or without its country's prefix. */
export const Phone = line(32).pipe(
  Schema.pattern(/^\+?[0-9][0-9 ().-]{5,30}$/, {
    message: () => "a telephone number is 6 to 31 digits, spaces, dots and dashes"
  })
)

/** What a player says of himself; the brand's licence decides which of it he must say. */
export const Profile = Schema.Struct({
  name: optional(line(100)),
  birthDate: optional(CalendarDate),
  country: optional(CountryCode),
  nationalId: optional(line(64)),
  address: optional(line(300))
})
export type Profile = typeof Profile.Type

/** All personal data of a player: what his profile says, and how to reach him. */
export const Person = Schema.Struct({ ...Profile.fields, phone: optional(Phone), email: optional(Email) })
export type Person = typeof Person.Type
