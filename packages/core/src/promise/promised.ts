import type { HttpApiEndpoint, HttpApiGroup } from "@effect/platform"
import { type Brand, type Context, Effect, Option, type Redacted, Schema } from "effect"
import type { Methods } from "../domain/ServiceCalls.js"
import { promisedCall } from "./promisedCall.js"
import type { Session } from "./Session.js"

/** A value without Effect's types: ids and codes are strings, secrets are in clear text. */
export type Plain<T> =
  T extends Redacted.Redacted<infer A>
    ? Plain<A>
    : T extends Brand.Brand<string | symbol>
      ? Brand.Brand.Unbranded<T>
      : T extends string | number | bigint | boolean | null | undefined
        ? T
        : { readonly [K in keyof T]: Plain<T[K]> }

/** The declared methods as promises over plain values, without the members that are given once. */
export type Promised<Group extends HttpApiGroup.HttpApiGroup.Any, Given extends string> = {
  readonly [E in HttpApiGroup.HttpApiGroup.Endpoints<Group> as HttpApiEndpoint.HttpApiEndpoint.Name<E>]: (
    input: Plain<Omit<HttpApiEndpoint.HttpApiEndpoint.Payload<E>, Given>>
  ) => Promise<Plain<HttpApiEndpoint.HttpApiEndpoint.Success<E>>>
}

/**
 * The methods of a service as promises, from the declaration of its internal calls. Each rejects with a `CroupierError`; input
 * that the declaration does not allow, unknown members included, with an `InvalidInput`.
 */
export const promised = <
  Group extends HttpApiGroup.HttpApiGroup.Any,
  Id,
  S extends Methods<Group>,
  const Given extends Readonly<Record<string, string>>
>(
  declared: Group,
  service: Context.Tag<Id, S>,
  session: Session<Id>,
  given: Given
): Promised<Group, keyof Given & string> => {
  const { endpoints } = declared as unknown as HttpApiGroup.HttpApiGroup.AnyWithProps
  const methods = Object.entries(endpoints).map(([name, { payloadSchema, successSchema }]) => {
    const payload = Option.getOrElse(payloadSchema, () => Schema.Unknown) as Schema.Schema<unknown>
    const call = promisedCall(session, payload, successSchema as Schema.Schema<unknown>, (argument) =>
      Effect.flatMap(
        service,
        (methods) =>
          (methods as unknown as Record<string, Call>)[name]?.(argument) ??
          Effect.dieMessage(`there is no method ${name}`)
      )
    )
    return [name, (input: unknown) => call({ ...(input as object), ...given })] as const
  })
  return Object.fromEntries(methods) as Promised<Group, keyof Given & string>
}

type Call = (argument: unknown) => Effect.Effect<unknown, unknown>
