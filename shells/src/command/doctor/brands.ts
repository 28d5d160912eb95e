import { type ListedBrand, listBrands } from "@croupier/core/brands/ListedBrand"
import { each, type Finding, fault, ok } from "./Finding.js"

/** The brands of the directory. */
export const brandFacts = listBrands

/** Whether anything is served, and each open brand on a domain. */
export const brandFindings = (brands: ReadonlyArray<ListedBrand>): ReadonlyArray<Finding> =>
  brands.length === 0
    ? [fault("brands.present", "no brands: every request is answered with 421", "croupier brand add --help")]
    : [
        ok(
          "brands.present",
          `${brands.length} ${brands.length === 1 ? "brand" : "brands"}: ${brands.map(({ key }) => key).join(", ")}`
        ),
        ...each(
          brands.filter(({ domains, status }) => status === "open" && domains.length === 0),
          ({ key }) =>
            fault(
              "brands.domains",
              `${key} has no domain: players cannot reach it`,
              `croupier domain add <host> --brand ${key}`
            ),
          ok("brands.domains", "every open brand has a domain")
        )
      ]
