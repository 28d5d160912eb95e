import type { HostMatch } from "@croupier/core/brands/BrandDirectory"
import { codeVersion } from "@croupier/core/codeVersion"
import * as FrontPage from "@croupier/core/http/FrontPage"
import type { PageRoute } from "@croupier/core/http/PageRoute"
import type { Route, Site } from "../Route.js"

/** The answer to `/` on a host: the brand's name, and the domains that are served there. Routes of any host are for providers. */
export const make = (routes: ReadonlyArray<Route>): ((match: HostMatch) => PageRoute) => {
  const gateway = { name: "gateway", version: codeVersion }
  const domains = { brand: domainsOf(routes, "brand"), operator: domainsOf(routes, "operator") }
  return (match) => {
    if (match.kind === "unknown") return FrontPage.make(gateway)
    const brand = match.kind === "brand" ? { brand: { displayName: match.brand.displayName } } : {}
    return FrontPage.make({ ...gateway, ...brand, routes: domains[match.kind] })
  }
}

/** `/api/wallet/` matches all routes below it. */
const domainsOf = (routes: ReadonlyArray<Route>, site: Site): ReadonlyArray<string> => [
  ...new Set(
    routes.flatMap((route) => (route.site === site ? (/^\/api\/[^/]+\//.exec(route.path)?.slice(0, 1) ?? []) : []))
  )
]
