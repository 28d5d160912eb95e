import { HttpApiEndpoint, HttpApiGroup } from "@effect/platform"
import { type Effect, Schema } from "effect"
import { ServiceAuthentication } from "../auth/Authentication.js"
import * as Payload from "../http/Payload.js"

/**
 * A service's methods as routes for other processes of the stack, `POST /internal/<domain>/call/<method>` with the method's one
 * argument as body: declared once, the server's handlers and the client's methods follow from it. Errors that every method
 * may have are declared once, on the group. Unknown fields are ignored, since a caller may be newer than the service.
 *
 * @example
 * const { group, method } = ServiceCalls.of("tally")
 * export class TallyCallApi extends group
 *   .add(method("count", { brand: BrandKey, player: PlayerId }, Schema.Int).addError(PlayerUnknown))
 *   .addError(TallyUnavailable) {}
 */
export const of = <const Domain extends string>(domain: Domain) => ({
  group: HttpApiGroup.make(`${domain}Call`).middleware(ServiceAuthentication),
  /** One method: its name, its argument as fields or as a schema, and what it answers, nothing where that is left out. */
  method: <const Name extends string, Argument extends Schema.Struct.Fields | AnySchema, A = void, I = void>(
    name: Name,
    argument: Argument,
    answer?: Schema.Schema<A, I>
  ) =>
    HttpApiEndpoint.post(name, `/internal/${domain}/call/${kebab(name)}`)
      .setPayload(Payload.tolerant(schemaOf(argument)))
      .addSuccess((answer ?? Schema.Void) as Schema.Schema<A, I>)
})

type AnySchema = Schema.Schema.AnyNoContext

type SchemaOf<Argument> = Argument extends AnySchema
  ? Schema.Schema<Schema.Schema.Type<Argument>, Schema.Schema.Encoded<Argument>>
  : Argument extends Schema.Struct.Fields
    ? Schema.Struct<Argument>
    : never

const schemaOf = <Argument extends Schema.Struct.Fields | AnySchema>(argument: Argument): SchemaOf<Argument> =>
  (Schema.isSchema(argument) ? argument : Schema.Struct(argument as Schema.Struct.Fields)) as SchemaOf<Argument>

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** The methods that a group declares. */
export type Methods<Group extends HttpApiGroup.HttpApiGroup.Any> = {
  readonly [E in HttpApiGroup.HttpApiGroup.Endpoints<Group> as HttpApiEndpoint.HttpApiEndpoint.Name<E>]: (
    argument: HttpApiEndpoint.HttpApiEndpoint.Payload<E>
  ) => Effect.Effect<
    HttpApiEndpoint.HttpApiEndpoint.Success<E>,
    Exclude<
      HttpApiEndpoint.HttpApiEndpoint.Error<E> | HttpApiGroup.HttpApiGroup.Error<Group>,
      { readonly _tag: Between }
    >
  >
}

/** Failures between two processes, which are no answer of the service. */
export type Between =
  | "HttpApiDecodeError"
  | "ParseError"
  | "RequestError"
  | "ResponseError"
  | "TimeoutException"
  | "Unauthenticated"
