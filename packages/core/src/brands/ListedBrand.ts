import { Effect } from "effect"
import type { Brand } from "../Brand.js"
import { storedDirectory } from "./BrandDirectorySql.js"

/** A brand as it is stored, with the hosts that it is served on. */
export interface ListedBrand extends Brand {
  readonly domains: ReadonlyArray<string>
}

/** Every stored brand with its domains, by key. */
export const listBrands = Effect.map(
  storedDirectory,
  ({ brands, domains }): ReadonlyArray<ListedBrand> =>
    brands.map((brand) => ({
      ...brand,
      domains: domains.flatMap((domain) => (domain.kind === "brand" && domain.brand === brand.key ? [domain.host] : []))
    }))
)

/** One line for each brand, or one that says that there is none. */
export const renderBrands = (brands: ReadonlyArray<ListedBrand>): string =>
  brands.length === 0
    ? "no brands"
    : brands
        .map(({ currencies, domains, key, licence, status, timezone }) =>
          [key, licence, timezone, currencies.join(","), status, domains.join(",")].join("  ")
        )
        .join("\n")
