import {
  HttpApi,
  type HttpApiEndpoint,
  HttpApiError,
  type HttpApiGroup,
  HttpApiSchema,
  type HttpMethod
} from "@effect/platform"
import { Option, SchemaAST } from "effect"
import * as Payload from "../../http/Payload.js"
import * as Problem from "../../http/Problem.js"

/**
 * What an API forgot to say, one sentence each: a write that does not decide about unknown properties, and an error that
 * is not a problem. A service with such a sentence does not start.
 */
export const faults = <Id extends string, Groups extends HttpApiGroup.HttpApiGroup.Any, E, R>(
  api: HttpApi.HttpApi<Id, Groups, E, R>
): ReadonlyArray<string> => {
  const found: Array<string> = []
  HttpApi.reflect(api, {
    onGroup: () => {},
    onEndpoint: ({ group, endpoint, errors }) => {
      const name = `${group.identifier}.${endpoint.name}`
      if (hasOpenBody(endpoint)) found.push(`${name}: its payload is neither Payload.closed nor Payload.tolerant`)
      for (const { ast } of errors.values()) {
        for (const error of Option.match(ast, { onNone: () => [], onSome: members })) {
          if (!isProblem(error)) found.push(`${name}: its error ${String(error)} was not made with Problem.make`)
        }
      }
    }
  })
  return found
}

const hasOpenBody = (endpoint: HttpApiEndpoint.HttpApiEndpoint<string, HttpMethod.HttpMethod>): boolean =>
  endpoint.method !== "GET" &&
  Option.exists(
    endpoint.payloadSchema,
    (schema) => Payload.mediaTypes(schema).includes("application/json") && !Payload.isDecided(schema)
  )

const members = (ast: SchemaAST.AST): ReadonlyArray<SchemaAST.AST> =>
  SchemaAST.isUnion(ast) ? ast.types.flatMap(members) : [ast]

const isProblem = (ast: SchemaAST.AST): boolean =>
  ast === HttpApiError.HttpApiDecodeError.ast || HttpApiSchema.getEncoding(ast).contentType === Problem.contentType
