import type { ServerOptions } from "@croupier/core/http/ServerOptions"
import { HttpApiBuilder, HttpServerRequest, HttpServerResponse } from "@effect/platform"
import { Effect, type Layer, Runtime } from "effect"
import { Callbacks } from "../callback/Callbacks.js"
import type { Adapter, Callback, CallbackAnswer, Fault } from "../internal/callback/Adapter.js"
import { areUtf8 } from "../internal/callback/CallbackText.js"
import { Providers } from "../provider/Providers.js"

/** How long a provider waits for any answer, in milliseconds; the work continues, and the provider's repeat gets its result. */
const deadline = 950

/**
 * `/callbacks/<provider>/<credential>/…` of every provider, in the same server as the API. No API description: paths,
 * bodies and errors are the provider's. To be merged into the handlers that `Service.serve` is given.
 */
export const layer: Layer.Layer<never, never, Callbacks> = HttpApiBuilder.Router.use((router) =>
  Effect.gen(function* () {
    const callbacks = yield* Callbacks
    const runtime = yield* Effect.runtime<never>()
    for (const adapter of (yield* Providers).values()) {
      const prefix = `/callbacks/${adapter.provider}/` as const
      const handler = Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
        Effect.flatMap(request.arrayBuffer, (body) => {
          const path = pathOf(request.originalUrl).slice(prefix.length)
          const slash = path.indexOf("/")
          const callback = {
            path: slash === -1 ? "" : path.slice(slash + 1),
            headers: request.headers,
            body: new Uint8Array(body)
          }
          const credential = slash === -1 ? path : path.slice(0, slash)
          const fault = faultOf(adapter, request.method, callback)
          if (fault !== undefined) return Effect.succeed(adapter.refuse(fault))
          return answerInTime(runtime, adapter, callbacks.answer(adapter, credential, callback))
        }).pipe(Effect.catchAll(() => Effect.succeed(adapter.refuse("defect"))))
      ).pipe(Effect.map(toResponse))
      yield* router.all(`${prefix}*`, handler, { uninterruptible: true })
      // A path that ends too early is a provider's call as well.
      yield* router.all(`/callbacks/${adapter.provider}`, handler, { uninterruptible: true })
    }
  })
)

/**
 * The response to a request that the server refuses on the callback paths of these providers; undefined for every other path.
 * An option of `Service.serve`.
 */
export const refusalAnswerOf =
  (providers: Providers["Type"]): NonNullable<ServerOptions["refusalAnswer"]> =>
  (path, fault) => {
    const adapter = providers.get(/^\/callbacks\/([^/?]+)/.exec(path)?.[1] ?? "")
    return adapter && toResponse(adapter.refuse(faults[fault]))
  }

const faults = { malformed: "ill-formed", "too-large": "too-large", busy: "defect" } as const

/**
 * The answer, or the retryable one when it does not come in time. The work has a fiber of its own, which neither the deadline
 * nor a client that hangs up interrupts. `Effect.timeout` on it would take four times as many steps on the hottest path.
 */
const answerInTime = (
  runtime: Runtime.Runtime<never>,
  adapter: Adapter,
  work: Effect.Effect<CallbackAnswer>
): Effect.Effect<CallbackAnswer> =>
  Effect.async<CallbackAnswer>((resume) => {
    const timer = setTimeout(() => resume(Effect.succeed(adapter.refuse("defect"))), deadline)
    Runtime.runFork(runtime)(work).addObserver((exit) => {
      clearTimeout(timer)
      resume(exit)
    })
  })

/** What is wrong with a request as such; undefined where the adapter decides. */
const faultOf = (adapter: Adapter, method: string, callback: Callback): Fault | undefined => {
  if (method !== "POST") return "wrong-method"
  if (!areUtf8(callback.headers)) return "ill-formed"
  return adapter.bodyLimit !== undefined && callback.body.length > adapter.bodyLimit ? "too-large" : undefined
}

const pathOf = (url: string): string => {
  const query = url.indexOf("?")
  return query === -1 ? url : url.slice(0, query)
}

const toResponse = ({ body, contentType, isVerified, status }: CallbackAnswer): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.text(body, {
    status,
    contentType,
    // A gateway in front limits unverified clients more strictly than verified providers.
    ...(isVerified === true ? { headers: { "x-croupier-verified": "1" } } : {})
  })
