import { type HttpApi, HttpApiBuilder, type HttpApiGroup } from "@effect/platform"
import { type Context, Effect, type Layer } from "effect"
import type { Methods } from "./ServiceCalls.js"

/** Handlers that call the service's method of the same name. Those of `whole` continue when their client disconnects. */
export const handlers = <
  Id extends string,
  Groups extends HttpApiGroup.HttpApiGroup.Any,
  E,
  R,
  const Name extends HttpApiGroup.HttpApiGroup.Name<Groups>,
  I,
  S extends Methods<HttpApiGroup.HttpApiGroup.WithName<Groups, Name>>
>(
  api: HttpApi.HttpApi<Id, Groups, E, R>,
  name: Name,
  service: Context.Tag<I, S>,
  whole: ReadonlyArray<keyof Methods<HttpApiGroup.HttpApiGroup.WithName<Groups, Name>> & string> = []
): Layer.Layer<
  HttpApiGroup.ApiGroup<Id, Name>,
  never,
  I | HttpApiGroup.HttpApiGroup.MiddlewareWithName<Groups, Name>
> => {
  // The types above are what a caller is held to; HttpApiBuilder knows single endpoints only by their literal names.
  const build = (declared: AnyHandlers) =>
    Effect.map(service, (methods) =>
      Object.keys(declared.group.endpoints).reduce((all, each) => {
        const called = (methods as unknown as Record<string, (argument: unknown) => Effect.Effect<unknown>>)[each]!
        const options = { uninterruptible: whole.some((one) => one === each) }
        return all.handle(each, ({ payload }) => called(payload), options)
      }, declared)
    )
  return HttpApiBuilder.group(api, name, build as never) as never
}

interface AnyHandlers {
  readonly group: HttpApiGroup.HttpApiGroup.AnyWithProps
  readonly handle: (
    name: string,
    handler: (request: { readonly payload: unknown }) => Effect.Effect<unknown>,
    options: { readonly uninterruptible: boolean }
  ) => AnyHandlers
}
