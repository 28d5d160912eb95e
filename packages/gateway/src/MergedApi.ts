import { codeVersion } from "@croupier/core/codeVersion"
import * as ApiDocument from "@croupier/core/http/ApiDocument"
import * as PlainDocs from "@croupier/core/http/PlainDocs"
import type { OpenApi } from "@effect/platform"
import { Duration, Effect, Predicate } from "effect"
import type { Upstream } from "./internal/Upstream.js"

/** The description of everything that is reachable through the gateway, as JSON and as a page without script. */
export interface MergedApi {
  readonly json: string
  readonly plain: string
}

/**
 * Asks each upstream for its `/openapi.json` and merges what is served under `/api/`. The result is kept for 30 seconds; a
 * service that is unavailable stays in it as last seen.
 */
export const make = (upstreams: ReadonlyArray<Upstream>): Effect.Effect<Effect.Effect<MergedApi>> => {
  const seen = new Map<string, OpenApi.OpenAPISpec>()
  const look = (upstream: Upstream) =>
    Effect.map(describe(upstream), (document) => {
      if (document !== undefined) seen.set(upstream.name, document)
    })
  return Effect.forEach(upstreams, look, { concurrency: "unbounded", discard: true }).pipe(
    Effect.map(() => {
      const merged = merge(seen)
      return { json: JSON.stringify(merged), plain: PlainDocs.render(merged) }
    }),
    Effect.cachedWithTTL(Duration.seconds(30))
  )
}

const describe = ({ pool, name }: Upstream): Effect.Effect<OpenApi.OpenAPISpec | undefined> =>
  Effect.tryPromise(async (signal) => {
    const response = await pool.request({ method: "GET", path: "/openapi.json", signal, headersTimeout: 2_000 })
    const body = await response.body.json()
    return response.statusCode === 200 && isDocument(body) ? body : undefined
  }).pipe(
    Effect.timeout("2 seconds"),
    Effect.catchAll((error) =>
      Effect.as(Effect.logDebug(`cannot read the OpenAPI document of ${name}: ${error.message}`), undefined)
    )
  )

const isDocument = (body: unknown): body is OpenApi.OpenAPISpec =>
  Predicate.hasProperty(body, "paths") &&
  Predicate.isRecord(body.paths) &&
  Predicate.hasProperty(body, "components") &&
  Predicate.hasProperty(body.components, "schemas")

/** What the description is called. */
export const title = "Croupier"

/** One document of many; where two services mean different things by one schema's name, the later one's gets its service's. */
export const merge = (documents: ReadonlyMap<string, OpenApi.OpenAPISpec>): OpenApi.OpenAPISpec => {
  const merged: OpenApi.OpenAPISpec = {
    openapi: "3.1.0",
    info: { title, version: codeVersion, description: "All APIs served through the gateway." },
    paths: {},
    components: { schemas: {}, securitySchemes: {} },
    security: [],
    tags: []
  }
  for (const [service, original] of documents) {
    const reachable = ApiDocument.pick(original, (path) => path.startsWith("/api/"))
    const document = withoutClashes(service, reachable, merged.components.schemas)
    Object.assign(merged.paths, document.paths)
    Object.assign(merged.components.schemas, document.components.schemas)
    Object.assign(merged.components.securitySchemes, document.components.securitySchemes)
    const known = new Set(merged.tags.map(({ name }) => name))
    merged.tags.push(...(document.tags ?? []).filter(({ name }) => !known.has(name)))
  }
  return merged
}

const withoutClashes = (
  service: string,
  document: OpenApi.OpenAPISpec,
  taken: OpenApi.OpenAPISpec["components"]["schemas"]
): OpenApi.OpenAPISpec => {
  const clashes = Object.entries(document.components.schemas).filter(
    ([name, schema]) => Object.hasOwn(taken, name) && JSON.stringify(taken[name]) !== JSON.stringify(schema)
  )
  if (clashes.length === 0) return document
  const names = new Map(clashes.map(([name]) => [name, `${service}_${name}`]))
  const text = JSON.stringify(document).replace(/"#\/components\/schemas\/([^"]+)"/g, (reference, name: string) =>
    names.has(name) ? `"#/components/schemas/${names.get(name)}"` : reference
  )
  const renamed = JSON.parse(text) as OpenApi.OpenAPISpec
  renamed.components.schemas = Object.fromEntries(
    Object.entries(renamed.components.schemas).map(([name, schema]) => [names.get(name) ?? name, schema])
  )
  return renamed
}
