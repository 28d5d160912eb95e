import { type HttpApi, type HttpApiGroup, OpenApi, OpenApiJsonSchema } from "@effect/platform"
import { Schema } from "effect"
import { InvalidRequest } from "./CommonProblems.js"
import * as Problem from "./Problem.js"

/**
 * The OpenAPI 3.1 description of an API as this server serves it: every error is problem+json, a request that does not
 * decode included, and each operation says that it may answer with problems that all have in common.
 */
export const make = <Id extends string, Groups extends HttpApiGroup.HttpApiGroup.Any, E, R>(
  api: HttpApi.HttpApi<Id, Groups, E, R>,
  version: string
): OpenApi.OpenAPISpec => {
  const spec = structuredClone(OpenApi.fromApi(api))
  spec.info.version = version
  const { HttpApiDecodeError: _decode, Issue: _issue, PropertyKey: _key, ...schemas } = spec.components.schemas
  const own = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, redirect(schema)] as const))
  const defs: Record<string, OpenApiJsonSchema.JsonSchema> = { ...own }
  OpenApiJsonSchema.makeWithDefs(InvalidRequest, { defs })
  OpenApiJsonSchema.makeWithDefs(AnyProblem, { defs })
  spec.components.schemas = defs
  for (const operations of Object.values(spec.paths)) {
    for (const operation of Object.values(operations)) {
      for (const [status, response] of Object.entries(operation.responses)) {
        const schema = response.content?.["application/json"]?.schema
        if (Number(status) >= 400 && schema !== undefined) response.content = asProblem(redirect(schema))
      }
      Object.assign(operation.responses, {
        default: { description: "Any other problem", content: asProblem({ $ref: "#/components/schemas/Problem" }) }
      })
    }
  }
  return spec
}

/** The part of a description that holds these paths, with the schemas and tags that they name and no others. */
export const pick = (spec: OpenApi.OpenAPISpec, isKept: (path: string) => boolean): OpenApi.OpenAPISpec => {
  const paths = Object.fromEntries(Object.entries(spec.paths).filter(([path]) => isKept(path)))
  const schemas = new Map<string, OpenApiJsonSchema.JsonSchema>()
  const add = (part: unknown): void => {
    for (const [, name = ""] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      const schema = spec.components.schemas[name]
      if (schema === undefined || schemas.has(name)) continue
      schemas.set(name, schema)
      add(schema)
    }
  }
  add(paths)
  const tags = new Set(
    Object.values(paths).flatMap((operations) => Object.values(operations).flatMap(({ tags }) => tags))
  )
  return {
    ...spec,
    paths,
    components: { ...spec.components, schemas: Object.fromEntries(schemas) },
    tags: (spec.tags ?? []).filter(({ name }) => tags.has(name))
  }
}

/** Whether a path is for our own services only. */
export const isInternal = (path: string): boolean => path.startsWith("/internal/")

/** What all problems have in common, for clients that do not distinguish them. */
const AnyProblem = Schema.Struct({
  type: Schema.String,
  title: Schema.String,
  status: Schema.Number,
  code: Schema.String,
  detail: Schema.String,
  traceId: Schema.optional(Schema.String)
}).annotations({ identifier: "Problem", title: "Problem", description: "A problem document (RFC 9457)" })

const asProblem = (schema: object): Record<string, { schema: OpenApiJsonSchema.JsonSchema }> => ({
  [Problem.contentType]: { schema: schema as OpenApiJsonSchema.JsonSchema }
})

/** The platform's own error for requests that do not decode never leaves this server. */
const redirect = <A extends object>(schema: A): A =>
  JSON.parse(
    JSON.stringify(schema).replaceAll("#/components/schemas/HttpApiDecodeError", "#/components/schemas/InvalidRequest")
  ) as A
