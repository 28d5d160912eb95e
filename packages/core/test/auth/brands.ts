import { Schema } from "effect"
import { Brand } from "../../src/Brand.js"
import * as BrandDirectory from "../../src/brands/BrandDirectory.js"

const brand = (key: string, currency: string) =>
  Schema.decodeSync(Brand)({
    key,
    licence: "one",
    displayName: key,
    timezone: "Europe/Malta",
    currencies: [currency],
    reportingCurrency: currency,
    status: "open"
  })

const [aurora, borealis] = [brand("aurora", "KRW"), brand("borealis", "EUR")]

/** `aurora.test` and `borealis.test` are two brands, `admin.test` is the back office. */
export const twoBrands = BrandDirectory.layerMemory({
  licences: [{ key: aurora.licence, jurisdiction: "MT", minimumAge: 18, requiredProfile: [] }],
  brands: [aurora, borealis],
  domains: [
    { kind: "brand", host: "aurora.test", brand: aurora.key },
    { kind: "brand", host: "borealis.test", brand: borealis.key },
    { kind: "operator", host: "admin.test" }
  ]
})
