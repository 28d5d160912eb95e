import type { HttpApiEndpoint, HttpApiGroup } from "@effect/platform"
import { type Brand, type Context, Effect, Option, type Redacted, Schema } from "effect"
import type { Methods } from "../domain/ServiceCalls.js"
import * as Payload from "../http/Payload.js"
import { invalidInput } from "./plainError.js"
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
  { run }: Session<Id>,
  given: Given
): Promised<Group, keyof Given & string> => {
  const { endpoints } = declared as unknown as HttpApiGroup.HttpApiGroup.AnyWithProps
  const methods = Object.entries(endpoints).map(([name, { payloadSchema, successSchema }]) => {
    const payload = Option.map(payloadSchema, (schema) => Payload.closed(schema as Schema.Schema<unknown>))
    const decode = Schema.decodeUnknown(Option.getOrElse(payload, () => Schema.Unknown))
    const encode = Schema.encode(successSchema as Schema.Schema<unknown>)
    const call = (input: unknown) =>
      Effect.gen(function* () {
        const decoded = yield* Effect.mapError(decode({ ...(input as object), ...given }), invalidInput)
        const method = ((yield* service) as unknown as Record<string, Call>)[name]
        return yield* Effect.flatMap(method?.(decoded) ?? Effect.dieMessage(`there is no method ${name}`), (answer) =>
          Effect.orDie(encode(answer))
        )
      })
    return [name, (input: unknown) => run(call(input))] as const
  })
  return Object.fromEntries(methods) as Promised<Group, keyof Given & string>
}

type Call = (argument: unknown) => Effect.Effect<unknown, unknown>
