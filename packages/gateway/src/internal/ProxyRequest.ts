import type { IncomingHttpHeaders } from "node:http"
import type { Exchange } from "@croupier/core/http/Exchange"
import type * as Problem from "@croupier/core/http/Problem"
import type { Dispatcher } from "undici"
import { isSafe } from "../RouteClass.js"
import { UpstreamFailed, UpstreamTimeout, UpstreamUnavailable } from "./GatewayProblems.js"
import type { Upstream } from "./Upstream.js"
import { toClient } from "./UpstreamHeaders.js"

/** One request on its way to an upstream. */
export interface ProxyRequestOptions {
  readonly exchange: Exchange
  readonly upstream: Upstream
  /** The share under which it takes turns for a connection. */
  readonly share: string
  readonly method: string
  readonly url: string
  readonly headers: Array<string>
  readonly body: Buffer | undefined
  /** Milliseconds until the response has to begin. */
  readonly timeout: number
  /** Whether the connection ends with this response. */
  readonly closing: boolean
  readonly refuse: (problem: Problem.Problem) => void
  /** Given the headers of the upstream's response before its own are taken out. */
  readonly onHead?: (headers: IncomingHttpHeaders) => void
  readonly done: () => void
}

/**
 * Carries a request to its upstream and the response back, at the client's pace. A client that disconnects aborts a safe request;
 * any other continues to its end, since it may be moving money. A safe request is sent once more when its connection broke.
 * Each waits for its share's turn to have a connection; one that has had none, or has no room to wait, was not sent.
 */
export class ProxyRequest implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | undefined
  #timer: NodeJS.Timeout | undefined
  #head: Array<string | Array<string>> | undefined
  #status = 0
  /** Whether a connection was there to send it on: from then on it may have taken effect. */
  #sent = false
  #length: string | undefined
  #over = false
  #hasSlot = false
  #retried = false
  readonly #options: ProxyRequestOptions

  constructor(options: ProxyRequestOptions) {
    this.#options = options
  }

  start(): void {
    const { upstream, exchange, share, timeout } = this.#options
    const now = performance.now()
    upstream.budget.request()
    if (!upstream.breaker.admits(now)) {
      this.#finish(new UpstreamUnavailable({ retryAfter: upstream.breaker.retryAfter(now) }))
      return
    }
    this.#timer = setTimeout(() => this.#onTimeout(), timeout)
    exchange.outgoing.once("close", () => this.#onClientClose())
    if (!upstream.slots.enter(share, this.#start)) this.#turnAway()
  }

  readonly #start = (): void => {
    this.#hasSlot = true
    this.#dispatch()
  }

  #onTimeout(): void {
    if (this.#hasSlot) this.#fail(new UpstreamTimeout())
    else this.#turnAway()
  }

  /** Too many of its share have or wait for a connection: that does not depend on the upstream. */
  #turnAway(): void {
    this.#options.upstream.breaker.abandoned()
    this.#finish(new UpstreamUnavailable({ retryAfter: 1 }))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    this.#sent = true
    // It waited for a connection for so long that its client was answered, or disconnected.
    if (this.#over) controller.abort(new Error("the client disconnected"))
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return
    clearTimeout(this.#timer)
    this.#options.upstream.breaker.succeeded()
    this.#status = status
    this.#options.onHead?.(headers)
    this.#head = [...toClient(status, headers), ...this.#options.exchange.headers]
    this.#length = headers["content-length"] as string | undefined
    if (this.#length === undefined) {
      this.#writeHead()
      this.#options.exchange.outgoing.flushHeaders()
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { outgoing, closed } = this.#options.exchange
    if (closed) return
    const whole = this.#head !== undefined && this.#length === String(chunk.length)
    this.#writeHead()
    if (whole && chunk.length <= oneWrite) outgoing.end(chunk.toString("latin1"), "latin1")
    else if (!outgoing.write(chunk)) {
      controller.pause()
      outgoing.once("drain", () => controller.resume())
    }
  }

  onResponseEnd(): void {
    const { outgoing, closed } = this.#options.exchange
    if (!closed) {
      this.#writeHead()
      outgoing.end()
    }
    this.#finish(undefined)
  }

  onResponseError(): void {
    this.#broke()
  }

  #broke(): void {
    if (this.#over) return
    const { upstream, method, exchange } = this.#options
    if (this.#status > 0) {
      // Half of an answer is none: the client must not take it for whole.
      exchange.outgoing.destroy()
      this.#finish(undefined)
      return
    }
    if (isSafe(method) && !this.#retried && !exchange.closed && upstream.budget.retry()) {
      this.#retried = true
      this.#dispatch()
      return
    }
    this.#fail(this.#sent ? new UpstreamFailed() : new UpstreamUnavailable({ retryAfter: 1 }))
  }

  #dispatch(): void {
    const { upstream, method, url, headers, body } = this.#options
    this.#sent = false
    try {
      upstream.pool.dispatch({ method: method as Dispatcher.HttpMethod, path: url, headers, body: body ?? null }, this)
    } catch {
      this.#broke()
    }
  }

  /** Nothing, or nothing usable, came from the upstream. */
  #fail(problem: Problem.Problem): void {
    this.#options.upstream.breaker.failed(performance.now())
    this.#finish(problem)
    this.#controller?.abort(new Error("the client disconnected"))
  }

  #onClientClose(): void {
    if (this.#over) return
    if (isSafe(this.#options.method)) {
      if (this.#status === 0) this.#options.upstream.breaker.abandoned()
      this.#finish(undefined)
      this.#controller?.abort(new Error("the client disconnected"))
    } else {
      // The client disconnected; the rest of the response must not wait for a reader.
      this.#controller?.resume()
    }
  }

  #finish(problem: Problem.Problem | undefined): void {
    if (this.#over) return
    this.#over = true
    clearTimeout(this.#timer)
    const { share, upstream } = this.#options
    if (this.#hasSlot) upstream.slots.leave(share)
    else upstream.slots.cancel(this.#start)
    if (problem !== undefined && !this.#options.exchange.closed) this.#options.refuse(problem)
    this.#options.done()
  }

  #writeHead(): void {
    if (this.#head === undefined) return
    const { exchange, closing } = this.#options
    if (closing) {
      this.#head.push("connection", "close")
      exchange.connection.ending = true
    }
    exchange.streaming = true
    if (!exchange.closed) exchange.outgoing.writeHead(this.#status, this.#head)
    this.#head = undefined
  }
}

/** A body of up to this many bytes is sent together with its head. */
const oneWrite = 32 * 1024
