import { Brand, Licence } from "@croupier/core/Brand"
import type { Game } from "@croupier/game/contract"
import { BrandPolicy, ReceivingAccount } from "@croupier/wallet/contract"
import { Schema } from "effect"

/** A demo brand: its entry in the directory, its domain, and its wallet policy. */
export interface DemoBrand {
  readonly brand: Brand
  readonly domain: string
  readonly country: string
  readonly policy: BrandPolicy
  readonly receivingAccount: ReceivingAccount
}

/** The licence that both demo brands share: an exclusion on one holds on the other. */
export const licence = Schema.decodeSync(Licence)({
  key: "demo",
  jurisdiction: "Demonstration",
  minimumAge: 18,
  requiredProfile: ["name", "birthDate", "country"]
})

const demo = (given: {
  readonly key: string
  readonly displayName: string
  readonly currency: string
  readonly timezone: string
  readonly country: string
  readonly bank: string
}): DemoBrand => ({
  domain: `${given.key}.localhost`,
  country: given.country,
  brand: Schema.decodeSync(Brand)({
    key: given.key,
    licence: licence.key,
    displayName: given.displayName,
    timezone: given.timezone,
    currencies: [given.currency],
    reportingCurrency: given.currency,
    status: "open"
  }),
  policy: Schema.decodeSync(BrandPolicy)({
    timezone: given.timezone,
    funding: "cash-first",
    play: "open",
    providers: {},
    games: {}
  }),
  receivingAccount: Schema.decodeSync(ReceivingAccount)({
    id: "main",
    bank: given.bank,
    accountNumber: "110-234-567890",
    holder: `${given.displayName} Ltd.`,
    currency: given.currency,
    dailyCap: null,
    status: "open",
    groups: []
  })
})

export const brands: ReadonlyArray<DemoBrand> = [
  demo({
    key: "aurora",
    displayName: "Aurora",
    currency: "KRW",
    timezone: "Asia/Seoul",
    country: "KR",
    bank: "Hanbit Bank"
  }),
  demo({
    key: "borealis",
    displayName: "Borealis",
    currency: "EUR",
    timezone: "Europe/Malta",
    country: "MT",
    bank: "Valletta Bank"
  })
]

/** The host of the back office, which admin and recon will be served on. */
export const backOffice = "admin.localhost"

export const games: ReadonlyArray<Game> = [
  { provider: "hub88", code: "starlight", name: "Starlight", category: "slots", currencies: [] },
  { provider: "hub88", code: "roulette-one", name: "Roulette One", category: "live", currencies: [] },
  { provider: "hub88", code: "blackjack", name: "Blackjack", category: "table", currencies: [] },
  { provider: "softswiss", code: "acme:Wheel", name: "Wheel of Acme", category: "slots", currencies: [] }
]

/** The name under which the simulated providers know a demo brand. */
export const operatorId = (brand: Brand): string => `${brand.key}-demo`
