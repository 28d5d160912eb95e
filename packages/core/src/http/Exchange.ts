import { type Fiber, Tracer } from "effect"
import * as Connection from "../internal/http/Connection.js"
import * as TraceId from "../log/TraceId.js"
import type { WireRequest, WireResponse } from "./Wire.js"

/** One request and its response on the wire, as the server keeps it while it is in flight. */
export class Exchange implements Connection.Unanswered {
  /** What was collected before the handler started. */
  body: Buffer = nothing
  /** Headers that its response has whatever answers it: name and value in turn. */
  headers: ReadonlyArray<string> = []
  /** The pattern that matched, such as `/players/:id`; known once a router has found it. */
  route: string | undefined = undefined
  /** The fiber that works on it: its handler, then the writing of a streamed body. */
  fiber: Fiber.RuntimeFiber<unknown, unknown> | undefined = undefined
  /** Whether its body is being streamed: then it is held to moving on, and not to an end by its deadline. */
  streaming = false
  /** Whether the response was given in full, though its end waits for the rest of the request. */
  isWhole = false
  /** Whether the response was sent in full, or the client disconnected. */
  closed = false
  /** Milliseconds of the monotonic clock. */
  readonly startedAt = performance.now()
  readonly connection: Connection.Connection
  /** What it came for, as its `Host` header has it. */
  readonly host: string
  /** Bytes that had been sent at the last check, and when that count was reached. */
  #left = -1
  #leftAt = 0
  #id: string | undefined = undefined

  constructor(
    readonly incoming: WireRequest,
    readonly outgoing: WireResponse
  ) {
    this.connection = Connection.of(incoming.socket)
    this.host = incoming.headers.host ?? ""
  }

  /** Calls back once, when the response was sent in full or the client disconnected. */
  whenClosed(then: () => void): void {
    const close = (): void => {
      if (this.closed) return
      this.closed = true
      this.connection.delete(this)
      then()
    }
    this.connection.add(this, close)
    this.outgoing.on("close", close)
  }

  /** Whether nothing was sent for this many milliseconds, according to the checks. */
  isStalled(now: number, millis: number): boolean {
    const { bytesWritten, writableLength } = this.incoming.socket
    const left = bytesWritten - writableLength
    if (left === this.#left) return now - this.#leftAt > millis
    this.#left = left
    this.#leftAt = now
    return false
  }

  /** The trace of this request: that of its `traceparent` header, else a new one. */
  get traceId(): string {
    this.#id ??= TraceId.fromHeader(this.#traceparent)
    return this.#id
  }

  /** The caller's span, so that what is traced here is part of its trace. */
  get parentSpan(): Tracer.ExternalSpan {
    return Tracer.externalSpan({ traceId: this.traceId, spanId: TraceId.parentOf(this.#traceparent) })
  }

  get #traceparent(): string | undefined {
    return this.incoming.headers.traceparent as string | undefined
  }
}

const nothing = Buffer.alloc(0)
