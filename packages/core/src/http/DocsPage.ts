import { HttpServerResponse } from "@effect/platform"
import { Effect } from "effect"
import * as ApiReference from "../internal/http/ApiReference.js"
import * as Html from "../internal/http/Html.js"
import type { PageRoute } from "./PageRoute.js"

/** What `/docs` shows: the title of a description, and its page without script (`PlainDocs`). */
export interface DocsOptions {
  readonly title: string
  readonly plain: Effect.Effect<string>
}

/**
 * The pages of an API by path. `/docs` is interactive: it searches, shows examples and sends requests with a token, by a script
 * that this process serves itself; nothing is loaded from another host. `/docs/plain` is the page without script, to which a
 * browser without script is redirected. It has a path of its own instead of a place inside `<noscript>`: inside, every load of
 * the interactive page would carry the whole description twice, and a page of its own has a policy that allows no script at all.
 *
 * Where the script is missing, as in an app that bundles this package without the file, `/docs` redirects there too.
 */
export const make = ({ plain, title }: DocsOptions): Effect.Effect<ReadonlyMap<string, PageRoute>> =>
  Effect.map(ApiReference.make, (script) => {
    const page = script === undefined ? HttpServerResponse.redirect("docs/plain") : toResponse(render(title), policy)
    return new Map<string, PageRoute>([
      ["/docs", () => Effect.succeed(page)],
      ["/docs/plain", () => Effect.map(plain, (html) => toResponse(html, Html.policy))],
      ...(script === undefined ? [] : [[ApiReference.path, script] as const])
    ])
  })

/**
 * Scripts come from this process only: the page has none inline, so neither a nonce nor a hash is needed. Styles have to be
 * `unsafe-inline`: the script sets style attributes, which a nonce cannot allow. Requests go to this host and to no other.
 */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Everything that would ask another host is off, and a token that was typed in is kept by the open page alone. */
const configuration = {
  url: "openapi.json",
  telemetry: false,
  withDefaultFonts: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: "never",
  externalUrls: { dashboardUrl: "", registryUrl: "", proxyUrl: "", apiBaseUrl: "" },
  persistAuth: false,
  authentication: { preferredSecurityScheme: "bearer" },
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
  documentDownloadType: "direct",
  modelsSectionLabel: "Schemas"
}

/** Addresses in it are relative, so that it also works below a prefix that a proxy removes. */
const render = (title: string): string => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>${Html.text(title)}</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><noscript><meta http-equiv="refresh" content="0; url=docs/plain"></noscript></head>
<body><div id="api-reference" data-configuration="${Html.text(JSON.stringify(configuration))}"></div>
<script src="${ApiReference.path.slice(1)}"></script>
<p style="margin:1rem"><a href="docs/plain">The same without script</a></p></body></html>`

const toResponse = (html: string, policy: string) =>
  HttpServerResponse.setHeader(HttpServerResponse.html(html), "content-security-policy", policy)
