import type { HttpApp, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Context, DefaultServices, Effect, FiberRef, Runtime, type Scope, Tracer } from "effect"
import type { LoopOptions } from "../../http/ServerOptions.js"
import { RequestLoop } from "./RequestLoop.js"
import type { RouteDispatch } from "./RouteDispatch.js"

/** What an app needs besides its request, which the loop brings. */
export type Outside<R> = Exclude<R, HttpServerRequest.HttpServerRequest | Scope.Scope>

/** The loop that runs an app for each request, in the runtime of the caller. It takes no requests before it is started. */
export const make = <E, R>(
  app: HttpApp.Default<E, R>,
  options: LoopOptions,
  dispatch: RouteDispatch | undefined
): Effect.Effect<RequestLoop, never, Outside<R>> =>
  Effect.gen(function* () {
    const given = yield* Effect.runtime<Outside<R>>()
    const runtime = Runtime.setFiberRef(given, FiberRef.currentTracerEnabled, yield* isTraced)
    return new RequestLoop(runtime, app as Effect.Effect<HttpServerResponse.HttpServerResponse, E>, options, dispatch)
  })

/** Spans cost more than a handler; without an installed tracer they would be dropped. */
const isTraced: Effect.Effect<boolean> = Effect.map(
  Effect.tracer,
  (tracer) => tracer !== Context.get(DefaultServices.liveServices, Tracer.Tracer)
)
