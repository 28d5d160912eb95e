import type { IncomingMessage, Server, ServerResponse } from "node:http"
import { HttpApp, HttpServerError, HttpServerRequest, type HttpServerResponse } from "@effect/platform"
import {
  Cause,
  Context,
  Effect,
  Exit,
  type Fiber,
  FiberRef,
  FiberRefs,
  Runtime,
  RuntimeFlags,
  Scope,
  Tracer
} from "effect"
import { BodyTooLarge, InternalError, Unavailable } from "../../http/CommonProblems.js"
import { Exchange } from "../../http/Exchange.js"
import { InFlight } from "../../http/InFlight.js"
import * as Problem from "../../http/Problem.js"
import * as RequestBody from "../../http/RequestBody.js"
import * as RequestHead from "../../http/RequestHead.js"
import * as ResponseWriter from "../../http/ResponseWriter.js"
import { defaultBodyLimit, defaultMaxHeaders, type LoopOptions, type RefusalFault } from "../../http/ServerOptions.js"
import type { WireRequest, WireResponse } from "../../http/Wire.js"
import { fromCause } from "./FailureResponse.js"
import { LeanRequest } from "./LeanRequest.js"
import { RequestScope } from "./RequestScope.js"
import type { RouteDispatch } from "./RouteDispatch.js"

type Response = HttpServerResponse.HttpServerResponse

/** Carries requests from Node to an app and its responses back; one fiber per request and nothing else around it. */
export class RequestLoop {
  readonly #runtime: Runtime.Runtime<never>
  readonly #app: Effect.Effect<Response, unknown>
  readonly #options: LoopOptions
  readonly #dispatch: RouteDispatch | undefined | undefined
  readonly #inFlight: InFlight
  readonly #limit: number
  readonly #traced: boolean
  /** Handlers start uninterruptible, as under the stock server; a router makes its ordinary routes interruptible. */
  readonly #flags: RuntimeFlags.RuntimeFlags

  constructor(
    runtime: Runtime.Runtime<never>,
    app: Effect.Effect<Response, unknown>,
    options: LoopOptions,
    dispatch?: RouteDispatch | undefined
  ) {
    this.#runtime = runtime
    this.#app = app
    this.#options = options
    this.#dispatch = dispatch
    this.#inFlight = new InFlight(options)
    this.#limit = options.bodyLimit ?? defaultBodyLimit
    this.#traced = FiberRefs.getOrDefault(runtime.fiberRefs, FiberRef.currentTracerEnabled)
    this.#flags = RuntimeFlags.disable(runtime.runtimeFlags, RuntimeFlags.Interruption)
  }

  /** Takes requests from now on; the returned effect drains them. */
  start(server: Server): Effect.Effect<void> {
    const accept = (incoming: IncomingMessage, outgoing: ServerResponse): void => this.accept(incoming, outgoing)
    server.on("request", accept)
    server.on("checkExpectation", accept)
    server.on("checkContinue", (incoming: IncomingMessage, outgoing: ServerResponse) =>
      this.accept(incoming, outgoing, () => outgoing.writeContinue())
    )
    return this.#watched(this.#inFlight.drain(server))
  }

  /** Keeps deadlines for a server that is not ours; the returned effect drains its requests and refuses later ones. */
  startHosted(): Effect.Effect<void> {
    return this.#watched(this.#inFlight.drainHosted)
  }

  #watched(drain: Effect.Effect<void>): Effect.Effect<void> {
    const sweeper = setInterval(() => this.#inFlight.sweep(), 500).unref()
    return Effect.ensuring(
      drain,
      Effect.sync(() => clearInterval(sweeper))
    )
  }

  /** Serves one request. `askForBody` is called for a client that waits to be asked for its body, unless that is refused. */
  accept(incoming: WireRequest, outgoing: WireResponse, askForBody?: () => void): void {
    const exchange = new Exchange(incoming, outgoing)
    if (exchange.connection.ending) return
    const fits = this.#inFlight.add(exchange)
    exchange.whenClosed(() => this.#onClose(exchange))
    if (!fits) {
      this.#refuse(exchange, "busy", new Unavailable())
      return
    }
    const target = RequestHead.read(incoming, this.#options.maxHeaders ?? defaultMaxHeaders)
    if (Problem.isProblem(target)) {
      this.#refuse(exchange, "malformed", target)
      return
    }
    // All later code sees this spelling of the request.
    incoming.url = target.url
    if (askForBody !== undefined && Number(incoming.headers["content-length"] ?? 0) <= this.#limitOf(incoming))
      askForBody()
    if (!RequestBody.isExpected(incoming)) {
      this.#run(exchange)
    } else {
      const done = (body: Buffer): void => {
        exchange.body = body
        this.#run(exchange)
      }
      const tooLarge = (limit: number): void => this.#refuseBody(exchange, limit)
      RequestBody.collect(incoming, this.#limit, () => this.#limitOf(incoming), done, tooLarge)
    }
  }

  /** Answers with 500 a request that a host has read the body of, and says in the log how to mount the handler. */
  refuseRead(incoming: WireRequest, outgoing: WireResponse): void {
    const exchange = new Exchange(incoming, outgoing)
    this.#inFlight.add(exchange)
    exchange.whenClosed(() => this.#onClose(exchange))
    const reason = "the body was read before the handler had the request: mount it before body parsers"
    this.#send(exchange, this.#toResponse(exchange, Exit.die(new TypeError(reason))))
  }

  #run(exchange: Exchange): void {
    const scope = new RequestScope()
    const services = new Map(this.#runtime.context.unsafeMap)
    services.set(HttpServerRequest.HttpServerRequest.key, new LeanRequest(exchange))
    services.set(Scope.Scope.key, scope)
    if (this.#traced) services.set(Tracer.ParentSpan.key, exchange.parentSpan)
    const found = this.#dispatch?.(exchange)
    found?.services((key, service) => services.set(key, service))
    const flags = found === undefined || found.uninterruptible ? this.#flags : this.#runtime.runtimeFlags
    const fiber = this.#fork(found?.handler ?? this.#app, Context.unsafeMake<never>(services), flags)
    exchange.fiber = fiber
    fiber.addObserver((exit) => {
      exchange.fiber = undefined
      const response = this.#toResponse(exchange, exit)
      const handler = fiber.getFiberRef(HttpApp.currentPreResponseHandlers)
      if (handler._tag === "None") this.#send(exchange, response, scope)
      else
        this.#follow(exchange, handler.value(new LeanRequest(exchange), response), (after) =>
          this.#send(exchange, this.#toResponse(exchange, after), scope)
        )
    })
  }

  #send(exchange: Exchange, response: Response, scope?: RequestScope): void {
    if (exchange.closed) {
      ResponseWriter.discard(response)
      this.#finish(exchange, scope)
    } else if (this.#write(exchange, response)) this.#finish(exchange, scope)
    else {
      exchange.streaming = true
      this.#follow(exchange, ResponseWriter.stream(exchange, response, this.#inFlight.draining), (exit) => {
        if (Exit.isFailure(exit) && !exchange.closed) {
          this.#log(exchange, exit.cause)
          exchange.outgoing.destroy()
        }
        this.#finish(exchange, scope)
      })
    }
  }

  /** A response that Node refuses to write, such as one with a line break in a header, is a defect of the handler. */
  #write(exchange: Exchange, response: Response): boolean {
    try {
      return ResponseWriter.write(exchange, response, this.#inFlight.draining)
    } catch (error) {
      if (exchange.outgoing.headersSent) throw error
      this.#log(exchange, Cause.die(error))
      const problem = Problem.toResponse(new InternalError(), exchange.traceId)
      return ResponseWriter.write(exchange, problem, this.#inFlight.draining)
    }
  }

  /** Runs what follows a handler in a fiber of its own, which a hang-up interrupts. */
  #follow<A>(exchange: Exchange, effect: Effect.Effect<A, unknown>, then: (exit: Exit.Exit<A, unknown>) => void): void {
    const fiber = this.#fork(effect, this.#runtime.context, this.#runtime.runtimeFlags)
    exchange.fiber = fiber
    fiber.addObserver((exit) => {
      exchange.fiber = undefined
      then(exit)
    })
  }

  #fork<A>(
    effect: Effect.Effect<A, unknown>,
    context: Context.Context<never>,
    runtimeFlags: RuntimeFlags.RuntimeFlags
  ): Fiber.RuntimeFiber<A, unknown> {
    return Runtime.runFork(Runtime.make({ context, runtimeFlags, fiberRefs: this.#runtime.fiberRefs }), effect)
  }

  /** Nothing is left to do for this exchange but, perhaps, for its last bytes to leave. */
  #finish(exchange: Exchange, scope: RequestScope | undefined): void {
    if (scope?.opened !== undefined) Runtime.runFork(this.#runtime, Scope.close(scope.opened, Exit.void))
    if (exchange.closed) this.#inFlight.delete(exchange)
  }

  /** The exchange is over, or the client disconnected; a handler that may not be interrupted is still waited for. */
  #onClose(exchange: Exchange): void {
    const { outgoing, fiber } = exchange
    this.#options.observe?.(exchange, outgoing.writableFinished ? outgoing.statusCode : 499)
    if (fiber === undefined) this.#inFlight.delete(exchange)
    else if (!outgoing.writableFinished) fiber.unsafeInterruptAsFork(HttpServerError.clientAbortFiberId)
  }

  #refuseBody(exchange: Exchange, limit: number): void {
    const detail = `The body is too large: this route accepts at most ${limit} bytes.`
    this.#refuse(exchange, "too-large", new BodyTooLarge({ detail, limit }))
  }

  /** Answers a request that no handler sees. */
  #refuse(exchange: Exchange, fault: RefusalFault, problem: Problem.Problem): void {
    const { incoming } = exchange
    const answer =
      this.#options.refusalAnswer?.(incoming.url ?? "", fault) ?? Problem.toResponse(problem, exchange.traceId)
    if (!incoming.complete && RequestBody.isExpected(incoming)) ResponseWriter.writeUnread(exchange, answer)
    else this.#send(exchange, answer)
  }

  #limitOf(incoming: WireRequest): number {
    return this.#options.bodyLimitOf?.(incoming.method ?? "GET", incoming.url ?? "/") ?? this.#limit
  }

  #toResponse(exchange: Exchange, exit: Exit.Exit<Response, unknown>): Response {
    if (Exit.isSuccess(exit)) return exit.value
    const { response, fault } = fromCause(exit.cause, exchange.traceId)
    if (fault !== undefined) this.#log(exchange, fault)
    return response
  }

  #log(exchange: Exchange, cause: Cause.Cause<unknown>): void {
    const { incoming, traceId } = exchange
    const route = exchange.route ?? "none"
    const record = Effect.annotateLogs(Effect.logError("request failed", cause), {
      method: incoming.method,
      route,
      traceId
    })
    Runtime.runFork(this.#runtime, record)
  }
}
