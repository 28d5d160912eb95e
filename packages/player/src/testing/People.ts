import type { BrandKey } from "@croupier/core/Brand"
import { randomText } from "@croupier/core/Ids"
import { FastCheck, Redacted, Schema } from "effect"
import type { Client } from "../contract/Client.js"
import type { Person } from "../contract/Person.js"
import { type Register, Registration } from "../contract/Registration.js"

/** A strong password. */
export const password = Redacted.make("horse-staple-7316")

/** Where test requests come from. */
export const client: Client = { address: "203.0.113.7", device: "test" }

/** A unique person, of age everywhere. */
export const person = (): Required<Pick<Person, "name" | "birthDate" | "country" | "phone" | "email">> => {
  const mark = randomText(10)
  return {
    name: `Kim ${mark}`,
    birthDate: "1990-05-17",
    country: "KR",
    phone: `+82 10 ${randomText(8, "123456789")}`,
    email: `${mark}@example.test`
  }
}

/** A registration of that person at a brand, under a generated username unless one is given. */
export const registration = (brand: BrandKey, who: Person = person(), username = `u${randomText(10)}`): Register => {
  const { email, phone, ...profile } = who
  return {
    brand,
    client,
    ...decode({
      username,
      password: Redacted.value(password),
      profile,
      ...(email === undefined ? {} : { email }),
      ...(phone === undefined ? {} : { phone })
    })
  }
}

const decode = Schema.decodeSync(Registration)

const amount = FastCheck.integer({ min: 0, max: 1_000 }).map(String)
const limit = FastCheck.record({
  kind: FastCheck.constantFrom("deposit", "stake", "loss"),
  period: FastCheck.constantFrom("day", "week", "month"),
  amount
})

/** Limits that a player may want, in a currency without decimals. */
export const wantedLimits = FastCheck.record({
  limits: FastCheck.uniqueArray(limit, { selector: ({ kind, period }) => `${kind} ${period}`, maxLength: 9 }),
  sessionMinutes: FastCheck.option(FastCheck.integer({ min: 5, max: 1440 }), { nil: null })
})
