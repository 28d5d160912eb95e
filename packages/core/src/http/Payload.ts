import { HttpApiSchema } from "@effect/platform"
import { Option, type Schema, SchemaAST } from "effect"

/** A request body that may hold the described properties and no others, at any depth: for every write of ours. */
export const closed = <A, I, R>(schema: Schema.Schema<A, I, R>): Schema.Schema<A, I, R> =>
  schema.annotations({ parseOptions: { onExcessProperty: "error" } })

/** A request body in which unknown properties are ignored: for callbacks, since providers add properties without notice. */
export const tolerant = <A, I, R>(schema: Schema.Schema<A, I, R>): Schema.Schema<A, I, R> =>
  schema.annotations({ parseOptions: { onExcessProperty: "ignore" } })

/** Whether a schema says what happens to unknown properties; a schema without such a statement is an oversight. */
export const isDecided = (schema: Schema.Schema.All): boolean =>
  Option.exists(SchemaAST.getParseOptionsAnnotation(schema.ast), (options) => options.onExcessProperty !== undefined)

/** The media types that a payload schema reads, in lower case and without parameters. */
export const mediaTypes = (schema: Schema.Schema.All): ReadonlyArray<string> => {
  const { ast } = schema
  const members = SchemaAST.isUnion(ast) ? ast.types : [ast]
  return [
    ...new Set(
      members.map((member) =>
        HttpApiSchema.getMultipart(member) !== undefined || HttpApiSchema.getMultipartStream(member) !== undefined
          ? "multipart/form-data"
          : HttpApiSchema.getEncoding(member).contentType.split(";")[0]!.trim().toLowerCase()
      )
    )
  ]
}
