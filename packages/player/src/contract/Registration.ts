import type { BrandKey } from "@croupier/core/Brand"
import { CurrencyCode } from "@croupier/core/Currency"
import { Email } from "@croupier/core/text/Email"
import { Phone } from "@croupier/core/text/Phone"
import { Schema } from "effect"
import type { Client } from "./Client.js"
import { Password } from "./Password.js"
import { Profile } from "./Person.js"
import { TypedUsername } from "./Username.js"

const code = Schema.String.pipe(
  Schema.pattern(/^[A-Za-z0-9_-]{1,64}$/, {
    message: () => "a code is 1 to 64 letters, digits, dashes and underscores"
  })
)
const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** What a visitor sends to become a player. The brand is that of the site. */
export const Registration = Schema.Struct({
  username: TypedUsername,
  password: Password,
  currency: optional(CurrencyCode),
  profile: Schema.optionalWith(Profile, { exact: true, default: () => ({}) }),
  /** An agent's code; kept as given. */
  referralCode: optional(code),
  promoCode: optional(code),
  phone: optional(Phone),
  email: optional(Email)
})
export type Registration = typeof Registration.Type

/** A registration with where it came from. */
export interface Register extends Registration {
  readonly brand: BrandKey
  readonly client: Client
}
