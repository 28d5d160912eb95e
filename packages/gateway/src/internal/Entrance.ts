import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http"
import { bearerOf } from "@croupier/core/auth/Bearer"
import type { ServiceName } from "@croupier/core/auth/Principal"
import { BodyTooLarge, InternalError, MalformedRequest, Unavailable } from "@croupier/core/http/CommonProblems"
import { Exchange } from "@croupier/core/http/Exchange"
import { InFlight } from "@croupier/core/http/InFlight"
import * as Problem from "@croupier/core/http/Problem"
import * as RequestBody from "@croupier/core/http/RequestBody"
import * as ResponseWriter from "@croupier/core/http/ResponseWriter"
import { defaultBodyLimit } from "@croupier/core/http/ServerOptions"
import * as TraceId from "@croupier/core/log/TraceId"
import type { RequestMetrics } from "@croupier/core/metrics/RequestMetrics"
import { HttpServerResponse } from "@effect/platform"
import { Effect, type Runtime } from "effect"
import * as EffectRuntime from "effect/Runtime"
import * as CallbackFailure from "../CallbackFailure.js"
import { type ClassLimits, isSafe, type RouteClass } from "../RouteClass.js"
import { clientOf, plain, type TrustedProxies } from "../TrustedProxies.js"
import type { Admission, Admitted, Question } from "./Admission.js"
import { type Cors, preflight } from "./Cors.js"
import { UpgradeRefused, UpstreamUnavailable } from "./GatewayProblems.js"
import type { OwnRoutes } from "./OwnRoutes.js"
import { ProxyRequest } from "./ProxyRequest.js"
import * as RequestTarget from "./RequestTarget.js"
import type { Upstream } from "./Upstream.js"
import { toUpstream } from "./UpstreamHeaders.js"

/** The receivers of the entrance's requests. */
export interface EntranceServices {
  readonly runtime: Runtime.Runtime<never>
  readonly admission: Admission
  readonly own: OwnRoutes
  readonly upstreams: ReadonlyMap<ServiceName, Upstream>
  readonly limits: Readonly<Record<RouteClass, ClassLimits>>
  readonly proxies: TrustedProxies
  readonly cors: Cors
  /** What every answer says about https, name and value in turn. */
  readonly transport: ReadonlyArray<string>
  readonly callbackAnswers: CallbackFailure.CallbackAnswers
  readonly figures: RequestMetrics
}

/** One request as far as it was read. */
interface Arrival {
  readonly exchange: Exchange
  readonly target: RequestTarget.RequestTarget
  readonly question: Question
}

/** Where requests come in: reads them, has them admitted, collects their bodies and sends them on. */
export class Entrance {
  readonly #services: EntranceServices
  readonly #inFlight = new InFlight({ port: 0, deadline: "60 seconds", maxInFlight: 4096 })
  readonly #relayed = new Set<Exchange>()

  constructor(services: EntranceServices) {
    this.#services = services
  }

  /** Takes requests from now on; the returned effect lets those in flight finish. */
  start(server: Server): Effect.Effect<void> {
    const accept = (incoming: IncomingMessage, outgoing: ServerResponse): void => this.#accept(incoming, outgoing)
    server.on("request", accept)
    server.on("checkExpectation", accept)
    const sweeper = setInterval(() => this.#inFlight.sweep(), 500).unref()
    return Effect.ensuring(
      this.#inFlight.drain(server),
      Effect.sync(() => clearInterval(sweeper))
    )
  }

  #accept(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const exchange = new Exchange(incoming, outgoing)
    if (exchange.connection.ending) return
    const fits = this.#inFlight.add(exchange)
    exchange.whenClosed(() => this.#onClose(exchange))
    if (!fits) {
      this.#respond(exchange, this.#refusal(exchange, incoming.url ?? "", new Unavailable()))
      return
    }
    const peer = plain(incoming.socket.remoteAddress)
    const target = RequestTarget.read(incoming, this.#services.proxies.has(peer))
    exchange.headers = this.#services.transport
    if (Problem.isProblem(target)) {
      const { url = "" } = incoming
      // A provider gets an error for a malformed call, not a not-found that it might retry later.
      const problem = isCallback(url) ? new MalformedRequest() : target
      this.#respond(exchange, this.#refusal(exchange, url, problem))
      return
    }
    const arrival = { exchange, target, question: this.#question(exchange, target, peer) }
    exchange.headers = this.#common(incoming, target)
    if (/websocket/i.test(incoming.headers.upgrade ?? "")) this.#refuse(arrival, new UpgradeRefused())
    else if (isPreflight(incoming)) this.#answerPreflight(arrival)
    else if (!this.#answerOwn(arrival)) this.#admit(arrival)
  }

  /** What every answer to a request of this target says. */
  #common({ headers }: IncomingMessage, { path, host, protocol }: RequestTarget.RequestTarget): ReadonlyArray<string> {
    const { cors, transport } = this.#services
    const own = protocol === "http" ? [] : transport
    return path.startsWith("/api/") ? [...own, ...cors.headers(host, headers.origin)] : own
  }

  /** By the route alone: a preflight has no token, and counts against no limit. */
  #answerPreflight(arrival: Arrival): void {
    const found = this.#services.admission.find(arrival.question)
    if (Problem.isProblem(found)) this.#refuse(arrival, found)
    else {
      const isAllowed = arrival.exchange.headers.includes("access-control-allow-origin")
      this.#respond(arrival.exchange, HttpServerResponse.empty({ headers: isAllowed ? preflight : {} }))
    }
  }

  #question(exchange: Exchange, { path, host }: RequestTarget.RequestTarget, peer: string): Question {
    const { headers, method = "GET" } = exchange.incoming
    const { proxies } = this.#services
    const client = clientOf(proxies, peer, headers["x-forwarded-for"] as string | undefined)
    return { method, path, host, client, bearer: bearerOf(headers.authorization), traceId: exchange.traceId }
  }

  #answerOwn({ exchange, target, question }: Arrival): boolean {
    const answer = this.#services.own(question, exchange.incoming.headers)
    if (answer === undefined) return false
    exchange.route = target.path
    void EffectRuntime.runPromise(this.#services.runtime, answer).then((response) => this.#respond(exchange, response))
    return true
  }

  #admit(arrival: Arrival): void {
    const verdict = this.#services.admission.decide(arrival.question)
    if (!(verdict instanceof Promise)) this.#proceed(arrival, verdict)
    else {
      verdict.then(
        (settled) => this.#proceed(arrival, settled),
        (defect: unknown) => {
          EffectRuntime.runFork(this.#services.runtime, Effect.logError("request admission failed", defect))
          this.#refuse(arrival, new InternalError())
        }
      )
    }
  }

  #proceed(arrival: Arrival, verdict: Admitted | Problem.Problem): void {
    const { exchange } = arrival
    if (exchange.closed) return
    if (Problem.isProblem(verdict)) {
      this.#refuse(arrival, verdict)
      return
    }
    const { route } = verdict
    exchange.route = route.path
    const limit = route.bodyLimit ?? defaultBodyLimit
    const tooLarge = () => this.#refuse(arrival, new BodyTooLarge({ limit }))
    if (!RequestBody.isExpected(exchange.incoming)) this.#forward(arrival, verdict, undefined)
    else {
      const whole = (body: Buffer) => this.#forward(arrival, verdict, body)
      RequestBody.collect(exchange.incoming, limit, () => limit, whole, tooLarge)
    }
  }

  #forward(arrival: Arrival, { route, pass, share }: Admitted, body: Buffer | undefined): void {
    const { exchange, target, question } = arrival
    const { upstreams, limits } = this.#services
    const upstream = upstreams.get(route.upstream)
    if (exchange.closed) return
    if (upstream === undefined) {
      this.#refuse(arrival, new UpstreamUnavailable({ retryAfter: 60 }))
      return
    }
    const headers = toUpstream(exchange.incoming, {
      host: target.host,
      client: question.client,
      protocol: target.protocol ?? "http",
      traceparent: TraceId.toHeader(exchange.traceId),
      pass
    })
    this.#relayed.add(exchange)
    new ProxyRequest({
      exchange,
      upstream,
      share,
      method: question.method,
      url: target.url,
      headers,
      body,
      timeout: limits[isSafe(question.method) ? route.safe : route.unsafe].timeout,
      closing: this.#inFlight.draining,
      refuse: (problem) => this.#refuse(arrival, problem),
      ...(route.access === "callback" ? { onHead: (head) => this.#onCallbackHead(question, head) } : {}),
      done: () => this.#onRelayed(exchange)
    }).start()
  }

  #onCallbackHead(question: Question, head: IncomingHttpHeaders): void {
    if (head["x-croupier-verified"] === "1") this.#services.admission.callbackVerified(question)
  }

  #refuse({ exchange, target }: Arrival, problem: Problem.Problem): void {
    this.#respond(exchange, this.#refusal(exchange, target.path, problem))
  }

  /** A failure of the gateway's own: a problem for clients, the protocol's own error for a provider. */
  #refusal({ traceId }: Exchange, path: string, problem: Problem.Problem): HttpServerResponse.HttpServerResponse {
    if (!isCallback(path)) return Problem.toResponse(problem, traceId)
    const { allow, "retry-after": retryAfter } = Problem.toResponse(problem, traceId).headers
    const answer = CallbackFailure.render(this.#services.callbackAnswers, path, problem)
    const headers = { ...(allow && { allow }), ...(retryAfter && { "retry-after": retryAfter }) }
    return HttpServerResponse.text(answer.body, { ...answer, headers })
  }

  #respond(exchange: Exchange, response: HttpServerResponse.HttpServerResponse): void {
    if (exchange.closed) return
    const { incoming } = exchange
    if (!incoming.complete && RequestBody.isExpected(incoming)) ResponseWriter.writeUnread(exchange, response)
    else ResponseWriter.write(exchange, response, this.#inFlight.draining)
  }

  #onClose(exchange: Exchange): void {
    const { incoming, outgoing, route, startedAt } = exchange
    const status = outgoing.writableFinished ? outgoing.statusCode : 499
    this.#services.figures.record(incoming.method ?? "GET", route, status, (performance.now() - startedAt) / 1000)
    if (!this.#relayed.has(exchange)) this.#inFlight.delete(exchange)
  }

  /** The upstream is done with it, which may be long after its client left. */
  #onRelayed(exchange: Exchange): void {
    this.#relayed.delete(exchange)
    if (exchange.closed) this.#inFlight.delete(exchange)
  }
}

const isPreflight = ({ headers, method }: IncomingMessage): boolean =>
  method === "OPTIONS" && headers.origin !== undefined && headers["access-control-request-method"] !== undefined

const isCallback = (path: string): boolean => path.startsWith("/callbacks/")
