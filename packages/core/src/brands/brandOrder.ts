import { Effect, Schema } from "effect"
import { Brand, Licence } from "../Brand.js"
import { BrandCommandRefused } from "../internal/brands/BrandCommandRefused.js"
import { Host } from "../internal/brands/Domain.js"
import { complaints } from "../text/complaints.js"

const Order = Schema.Struct({
  brand: Schema.Struct({
    ...Brand.fields,
    currencies: Brand.fields.currencies.pipe(
      Schema.filter((codes) => new Set(codes).size === codes.length || "a currency is named twice")
    )
  }),
  domains: Schema.Array(Host),
  licence: Schema.optional(Licence)
})

/** A brand that a person asks for, with its domains, and its licence where the rules of one were given. */
export interface BrandOrder {
  readonly brand: Brand
  readonly domains: ReadonlyArray<{ readonly kind: "brand"; readonly host: string; readonly brand: Brand["key"] }>
  readonly licence: Licence | undefined
}

/** What was given for a brand, as text. */
export interface BrandWords {
  readonly name?: string | undefined
  readonly licence?: string | undefined
  readonly timezone?: string | undefined
  readonly currency?: ReadonlyArray<string> | undefined
  readonly "reporting-currency"?: string | undefined
  readonly domain?: ReadonlyArray<string> | undefined
  readonly jurisdiction?: string | undefined
  readonly "minimum-age"?: string | undefined
  readonly require?: ReadonlyArray<string> | undefined
}

/** The order that these texts are; the failure names every option with a wrong text. */
export const brandOrder = (key: string, values: BrandWords): Effect.Effect<BrandOrder, BrandCommandRefused> =>
  Effect.gen(function* () {
    const newLicence =
      values.jurisdiction !== undefined || values["minimum-age"] !== undefined || values.require !== undefined
    const order = yield* Schema.decodeUnknown(Order, { errors: "all" })({
      brand: {
        key,
        licence: values.licence,
        displayName: values.name?.trim(),
        timezone: values.timezone,
        currencies: values.currency,
        reportingCurrency: values["reporting-currency"] ?? values.currency?.[0],
        status: "open"
      },
      domains: [...new Set(values.domain)],
      ...(newLicence
        ? {
            licence: {
              key: values.licence,
              jurisdiction: values.jurisdiction ?? "",
              minimumAge: ageIn(values["minimum-age"]),
              requiredProfile: values.require ?? []
            }
          }
        : {})
    }).pipe(Effect.mapError((error) => refused(complaints(error, optionOf).join("\n"))))
    const { brand, domains, licence } = order
    if (!brand.currencies.includes(brand.reportingCurrency)) {
      return yield* refused(
        `--reporting-currency ${brand.reportingCurrency} is not one of the brand's currencies: ${brand.currencies.join(", ")}`
      )
    }
    return {
      brand,
      licence,
      domains: domains.map((host) => ({ kind: "brand", host, brand: brand.key }))
    } satisfies BrandOrder
  })

/** Years, written as a person writes them: `0x12` and `1e1` are refused. */
const ageIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : undefined

/** Where in the order, and the option that it came from. */
const optionOf: Readonly<Record<string, string>> = {
  "brand.key": "the key",
  "brand.licence": "--licence",
  "brand.displayName": "--name",
  "brand.timezone": "--timezone",
  "brand.currencies": "--currency",
  "brand.reportingCurrency": "--reporting-currency",
  domains: "--domain",
  "licence.key": "--licence",
  "licence.jurisdiction": "--jurisdiction",
  "licence.minimumAge": "--minimum-age",
  "licence.requiredProfile": "--require"
}

const refused = (message: string) => new BrandCommandRefused({ message })
