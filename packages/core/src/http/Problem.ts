import { HttpApiSchema, HttpServerResponse } from "@effect/platform"
import { type Cause, Effect, Predicate, Schema, type SchemaAST } from "effect"
import * as TraceId from "../log/TraceId.js"

/** The media type of every error that a service answers (RFC 9457). */
export const contentType = "application/problem+json"

/**
 * What a kind of problem is, apart from any occurrence of it; one page of the reference each. `title` is the same for
 * all occurrences, `description` says when it happens and what a client can do, `headers` adds response headers.
 */
export interface Kind {
  readonly tag: string
  readonly code: string
  readonly type: string
  readonly status: number
  readonly title: string
  readonly description: string
  readonly extensions: ReadonlyArray<string>
}

/** What a domain declares: status, title and, where the title is not enough, a description for the reference. */
export interface Options<Fields extends Schema.Struct.Fields> {
  readonly status: number
  readonly title: string
  readonly description?: string
  readonly detail?: string
  readonly headers?: (problem: Schema.Struct.Type<Fields>) => Readonly<Record<string, string>>
}

/** The document on the wire: the members of RFC 9457, `code` and `traceId`, and the extension members. */
export interface Document {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly traceId?: string
}

type Own<Fields extends Schema.Struct.Fields> = Fields & { readonly detail: typeof Schema.String }

/** A `Schema.TaggedError` that encodes to the problem document; `detail` may be left out, it has a default. */
export interface ProblemClass<Self, Tag extends string, Fields extends Schema.Struct.Fields>
  extends Schema.Schema<Self, Document & Schema.Struct.Encoded<Fields>, Schema.Struct.Context<Fields>> {
  new (
    ...[props]: Record<never, never> extends Schema.Struct.Constructor<Fields>
      ? [props?: Schema.Struct.Constructor<Fields> & { readonly detail?: string }]
      : [props: Schema.Struct.Constructor<Fields> & { readonly detail?: string }]
  ): { readonly _tag: Tag } & Schema.Struct.Type<Own<Fields>> & Cause.YieldableError
  readonly ast: SchemaAST.Transformation
  readonly _tag: Tag
  readonly kind: Kind
}

/** All kinds of problem declared in this process, by code; the reference is printed from it. */
export const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>()

/**
 * The `type` of a problem. A URN and no URL: it is the same for every brand's host, promises no web site that an
 * operator would have to run, and gives a player no vendor's name to look up.
 */
export const typeOf = (code: string): string => `urn:croupier:problem:${code}`

/**
 * Declares a kind of problem as an error that handlers fail with and endpoints name in `addError`; the code is the tag
 * in kebab case. On the wire it is `application/problem+json`, and a typed client decodes it back into the class.
 *
 * @example
 * class WalletNotFound extends Problem.make<WalletNotFound>()("WalletNotFound", {
 *   status: 404,
 *   title: "There is no such wallet"
 * }) {}
 */
export const make =
  <Self = never>() =>
  <Tag extends string, Fields extends Schema.Struct.Fields = Record<never, never>>(
    tag: Tag,
    options: Options<Fields>,
    ...[fields]: Record<never, never> extends Fields ? [fields?: Fields] : [fields: Fields]
  ): ProblemClass<Self, Tag, Fields> => {
    const extensions: Schema.Struct.Fields = fields ?? {}
    const code = tag.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase()
    const kind: Kind = {
      tag,
      code,
      type: typeOf(code),
      status: options.status,
      title: options.title,
      description: options.description ?? "",
      extensions: Object.keys(extensions)
    }
    ;(kinds as Map<string, Kind>).set(code, kind)
    const detail = options.detail ?? `${options.title}.`
    const names = ["detail", ...kind.extensions]
    const document = Schema.Struct({
      type: Schema.Literal(kind.type),
      title: Schema.String,
      status: Schema.Literal(kind.status),
      code: Schema.Literal(code),
      traceId: Schema.optional(Schema.String),
      detail: Schema.String,
      ...extensions
    })
    const Class = Schema.TaggedError<Cause.YieldableError>(`@croupier/problem/${tag}`)(tag, {
      detail: Schema.String.pipe(
        Schema.propertySignature,
        Schema.withConstructorDefault(() => detail)
      ),
      ...extensions
    })
    const asts = new WeakMap<object, SchemaAST.AST>()
    const Base = Object.getPrototypeOf(Class) as object
    Object.defineProperties(Class, {
      kind: { value: kind },
      headers: { value: options.headers },
      ast: {
        get(this: new (props: unknown, options: true) => Cause.YieldableError): SchemaAST.AST {
          const known = asts.get(this)
          if (known !== undefined) return known
          const instance = Schema.typeSchema(Schema.make<object>(Reflect.get(Base, "ast", this) as SchemaAST.AST))
          const { ast } = Schema.transformOrFail(document as Schema.Schema<object, object>, instance, {
            strict: false,
            decode: (members) => Effect.succeed(new this(pick(members, names), true)),
            encode: (problem) =>
              Effect.map(TraceId.current, (traceId) => toMembers(kind, pick(problem, names), traceId))
          }).annotations({
            identifier: tag,
            title: kind.title,
            ...HttpApiSchema.annotations({ status: kind.status, description: kind.title }),
            [HttpApiSchema.AnnotationEncoding]: { kind: "Json", contentType }
          })
          asts.set(this, ast)
          return ast
        }
      }
    })
    Object.defineProperties(Class.prototype, {
      [ProblemTypeId]: { value: ProblemTypeId },
      message: {
        get(this: { readonly detail: string }) {
          return this.detail
        }
      }
    })
    return Class as unknown as ProblemClass<Self, Tag, Fields>
  }

const ProblemTypeId: unique symbol = Symbol.for("@croupier/core/Problem")

/** An occurrence of any kind of problem. */
export interface Problem extends Cause.YieldableError {
  readonly _tag: string
  readonly detail: string
}

/** Whether an error was declared by `make`. */
export const isProblem = (u: unknown): u is Problem => Predicate.hasProperty(u, ProblemTypeId)

/** The kind of an occurrence. */
export const kindOf = (problem: Problem): Kind => classOf(problem).kind

/** Renders an occurrence: its status, its headers, and its document with the trace id of the request. */
export const toResponse = (problem: Problem, traceId: string | undefined): HttpServerResponse.HttpServerResponse => {
  const type = classOf(problem)
  const members = { ...Schema.encodeSync(type)(problem), ...(traceId === undefined ? {} : { traceId }) }
  return HttpServerResponse.unsafeJson(members, {
    status: type.kind.status,
    contentType,
    headers: type.headers?.(problem) ?? {}
  })
}

interface AnyProblemClass extends Schema.Schema<Problem, Document> {
  readonly kind: Kind
  readonly headers?: (problem: Problem) => Readonly<Record<string, string>>
}

const classOf = (problem: Problem): AnyProblemClass => problem.constructor as unknown as AnyProblemClass

const pick = (from: object, names: ReadonlyArray<string>): Record<string, unknown> =>
  Object.fromEntries(names.flatMap((name) => (name in from ? [[name, Reflect.get(from, name)]] : [])))

const toMembers = (kind: Kind, own: Record<string, unknown>, traceId: string | undefined): object => ({
  type: kind.type,
  title: kind.title,
  status: kind.status,
  code: kind.code,
  ...own,
  ...(traceId === undefined ? {} : { traceId })
})
