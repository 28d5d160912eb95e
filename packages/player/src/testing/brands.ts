import { Brand, Licence } from "@croupier/core/Brand"
import * as BrandDirectory from "@croupier/core/brands/BrandDirectory"
import { type Layer, Schema } from "effect"

const licence = Schema.decodeSync(Licence)
const brand = Schema.decodeSync(Brand)

/** Two licences: the first asks for name and country and eighteen years, the second for one-and-twenty. */
export const licences = {
  isle: licence({
    key: "isle",
    jurisdiction: "Isle",
    minimumAge: 18,
    requiredProfile: ["name", "birthDate", "country"]
  }),
  cape: licence({ key: "cape", jurisdiction: "Cape", minimumAge: 21, requiredProfile: [] })
}

/** Two brands of the first licence, one of the second, and one that is closed. */
export const brands = {
  aurora: brand({
    key: "aurora",
    licence: "isle",
    displayName: "Aurora",
    timezone: "Asia/Seoul",
    currencies: ["KRW", "USD"],
    reportingCurrency: "KRW",
    status: "open"
  }),
  borealis: brand({
    key: "borealis",
    licence: "isle",
    displayName: "Borealis",
    timezone: "Europe/Malta",
    currencies: ["EUR"],
    reportingCurrency: "EUR",
    status: "open"
  }),
  cassini: brand({
    key: "cassini",
    licence: "cape",
    displayName: "Cassini",
    timezone: "UTC",
    currencies: ["EUR"],
    reportingCurrency: "EUR",
    status: "open"
  }),
  dusk: brand({
    key: "dusk",
    licence: "isle",
    displayName: "Dusk",
    timezone: "UTC",
    currencies: ["EUR"],
    reportingCurrency: "EUR",
    status: "closed"
  })
}

/** A directory of these brands, each on `<key>.test`, the first two on the addresses of a test's server too. */
export const layer: Layer.Layer<BrandDirectory.BrandDirectory> = BrandDirectory.layerMemory({
  licences: Object.values(licences),
  brands: Object.values(brands),
  domains: [
    { kind: "brand", host: "127.0.0.1", brand: brands.aurora.key },
    { kind: "brand", host: "localhost", brand: brands.borealis.key },
    ...Object.values(brands).map(({ key }) => ({ kind: "brand", host: `${key}.test`, brand: key }) as const)
  ]
})
