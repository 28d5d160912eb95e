import { HttpServerResponse } from "@effect/platform"
import { Effect } from "effect"
import * as Html from "../internal/http/Html.js"
import type { PageRoute } from "./PageRoute.js"

/** What `/` says of a process. */
export interface Front {
  readonly name: string
  readonly version: string
  /** The brand that is served on the host. */
  readonly brand?: { readonly displayName: string }
  /** The paths below which the host serves its API. */
  readonly routes?: ReadonlyArray<string>
}

/** Says where things are: a small page for browsers, which ask for `text/html`, and JSON for all others. */
export const make = (front: Front): PageRoute => {
  const json = HttpServerResponse.unsafeJson({ ...front, links }, { headers: vary })
  const html = HttpServerResponse.html(render(front)).pipe(
    HttpServerResponse.setHeaders({ ...vary, "content-security-policy": Html.policy })
  )
  return ({ accept }) => Effect.succeed(/\btext\/html\b/i.test(String(accept)) ? html : json)
}

const links = { docs: "/docs", openapi: "/openapi.json", health: "/health" }
const vary = { vary: "accept" }

const render = ({ brand, name, routes = [], version }: Front): string =>
  Html.page(
    brand?.displayName ?? name,
    `<h1>${Html.text(brand?.displayName ?? name)}</h1><p>${Html.text(name)} ${Html.text(version)}</p>
${list(Object.entries(links).map(([what, path]) => `<a href="${path.slice(1)}">${what}</a> <code>${path}</code>`))}
${routes.length === 0 ? "" : `<h2>Routes</h2>${list(routes.map((path) => `<code>${Html.text(path)}</code>`))}`}`
  )

const list = (items: ReadonlyArray<string>): string => `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`
