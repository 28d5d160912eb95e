import { type HttpApiGroup, type HttpApp, HttpRouter } from "@effect/platform"
import { type Context, Effect, Layer, type Scope } from "effect"
import type { LoopOptions } from "../../../http/ServerOptions.js"
import { RequestMetrics } from "../../../metrics/RequestMetrics.js"
import * as AppLoop from "../AppLoop.js"
import type { RequestLoop } from "../RequestLoop.js"
import type { RouteDispatch } from "../RouteDispatch.js"
import * as ServedApi from "../ServedApi.js"

/** What a service on another server has: everything that `Service.serve` takes, except for its port and connections. */
export type HostedOptions<
  Id extends string,
  Groups extends HttpApiGroup.HttpApiGroup.Any,
  AE,
  AR,
  HE,
  HR,
  RC,
  RG
> = ServedApi.NamedOptions<RC, RG> & ServedApi.ApiOptions<Id, Groups, AE, AR, HE, HR>

/** What is provided from outside: the requirements of handlers, middleware, checks and gauges. */
export type HostedNeeds<Groups extends HttpApiGroup.HttpApiGroup.Any, AR, HR, RC, RG> =
  | HR
  | AR
  | HttpApiGroup.HttpApiGroup.ErrorContext<Groups>
  | RC
  | RG

/** A loop for the requests of another server. Closing the scope lets requests in flight finish, and refuses later ones with 503. */
export const fromApp = <E, R>(
  app: HttpApp.Default<E, R>,
  options: LoopOptions = {},
  dispatch?: RouteDispatch
): Effect.Effect<RequestLoop, never, Scope.Scope | AppLoop.Outside<R>> =>
  Effect.gen(function* () {
    const loop = yield* AppLoop.make(app, options, dispatch)
    const drain = yield* Effect.sync(() => loop.startHosted())
    yield* Effect.addFinalizer(() => drain)
    return loop
  })

/** The service that `wrap` makes of such a loop, for an API and the routes that every service has. Each build has its own router. */
export const layer = <I, A, Id extends string, Groups extends HttpApiGroup.HttpApiGroup.Any, AE, AR, HE, HR, RC, RG>(
  tag: Context.Tag<I, A>,
  wrap: (loop: RequestLoop) => A,
  options: HostedOptions<Id, Groups, AE, AR, HE, HR, RC, RG>
): Layer.Layer<I, HE, HostedNeeds<Groups, AR, HR, RC, RG>> => {
  const context = ServedApi.context(options)
  const bodyLimitOf = ServedApi.bodyLimitOf(options.api, options.bodyLimit)
  return Layer.suspend(() => {
    const figures = new RequestMetrics()
    const served = Effect.gen(function* () {
      const { app, dispatch } = yield* ServedApi.make(options, figures)
      return wrap(yield* fromApp(app, { ...options, bodyLimitOf, observe: ServedApi.observer(figures) }, dispatch))
    }).pipe(HttpRouter.withRouterConfig(ServedApi.exactly))
    return Layer.provide(Layer.scoped(tag, served), context)
  }).pipe(Layer.fresh)
}
