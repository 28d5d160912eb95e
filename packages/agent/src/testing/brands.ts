import { Brand, Licence } from "@croupier/core/Brand"
import * as BrandDirectory from "@croupier/core/brands/BrandDirectory"
import { type Layer, Schema } from "effect"

/** The licence of both brands. */
export const licence = Schema.decodeSync(Licence)({
  key: "isle",
  jurisdiction: "Isle",
  minimumAge: 18,
  requiredProfile: []
})

const brand = Schema.decodeSync(Brand)

/** Two brands in different timezones. */
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
  })
}

/** A directory of both, the first on the address of a test's server too. */
export const layer: Layer.Layer<BrandDirectory.BrandDirectory> = BrandDirectory.layerMemory({
  licences: [licence],
  brands: Object.values(brands),
  domains: [
    { kind: "brand", host: "127.0.0.1", brand: brands.aurora.key },
    { kind: "brand", host: "localhost", brand: brands.borealis.key }
  ]
})
