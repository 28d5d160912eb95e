import { Brand, Licence } from "@croupier/core/Brand"
import { putBrand, putDomain, putLicence } from "@croupier/core/brands/BrandRegister"
import type { Game } from "@croupier/game/contract"
import { Effect, Schema } from "effect"

/** A brand of the stack under test, with the domain of its site. */
export interface StackBrand {
  readonly key: string
  readonly domain: string
  readonly currency: string
}

const brand = (key: string, currency: string): StackBrand => ({ key, currency, domain: `${key}.example` })

/** Two brands of one licence. */
export const aurora = brand("aurora", "KRW")
export const borealis = brand("borealis", "EUR")
/** A brand of another licence. */
export const corona = brand("corona", "EUR")
export const brands: ReadonlyArray<StackBrand> = [aurora, borealis, corona]

/** Licences, brands and domains, written as the owner of the schemas. */
export const seedDirectory = Effect.gen(function* () {
  for (const key of ["north", "south"]) {
    yield* putLicence(
      yield* Schema.decode(Licence)({
        key,
        jurisdiction: `The ${key}`,
        minimumAge: 18,
        requiredProfile: ["name", "birthDate", "country"]
      })
    )
  }
  for (const { currency, domain, key } of brands) {
    const row = yield* Schema.decode(Brand)({
      key,
      licence: key === corona.key ? "south" : "north",
      displayName: key,
      timezone: "UTC",
      currencies: [currency],
      reportingCurrency: currency,
      status: "open"
    })
    yield* putBrand(row)
    yield* putDomain({ host: domain, kind: "brand", brand: row.key })
  }
})

/** How a brand's wallets decide: everything is open. */
export const policy = { timezone: "UTC", funding: "cash-first", play: "open", providers: {}, games: {} }

/** The account that a brand's players pay into. */
export const receivingAccountOf = ({ currency, key }: StackBrand) => ({
  id: "main",
  bank: `${key} Bank`,
  accountNumber: "110-234-567890",
  holder: `${key} Ltd.`,
  currency,
  dailyCap: null,
  status: "open",
  groups: []
})

/** The games of every brand. */
export const games: ReadonlyArray<Game> = [
  { provider: "hub88", code: "starlight", name: "Starlight", category: "slots", currencies: [] },
  { provider: "hub88", code: "roulette-one", name: "Roulette One", category: "live", currencies: [] }
]
