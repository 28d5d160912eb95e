import type { IncomingMessage, ServerResponse } from "node:http"
import { type Fiber, Tracer } from "effect"
import * as TraceId from "./TraceId.js"

/** One request and its response on the wire, as the server keeps it while it is in hand. */
export class Exchange {
  /** What was collected before the handler started. */
  body: Buffer = nothing
  /** The pattern that matched, such as `/players/:id`; known once a router has found it. */
  route: string | undefined = undefined
  /** The fiber that works on it: its handler, then the writing of a streamed body. */
  fiber: Fiber.RuntimeFiber<unknown, unknown> | undefined = undefined
  /** Whether its deadline no longer counts, since its body is being streamed. */
  streaming = false
  /** Whether the response has left in full, or the client has gone. */
  closed = false
  /** Milliseconds of the monotonic clock. */
  readonly startedAt = performance.now()
  private id: string | undefined = undefined

  constructor(
    readonly incoming: IncomingMessage,
    readonly outgoing: ServerResponse
  ) {}

  /** The trace of this request: that of its `traceparent` header, else a new one. */
  get traceId(): string {
    this.id ??= TraceId.fromHeader(this.traceparent)
    return this.id
  }

  /** The caller's span, so that what is traced here is part of its trace. */
  get parentSpan(): Tracer.ExternalSpan {
    return Tracer.externalSpan({ traceId: this.traceId, spanId: TraceId.parentOf(this.traceparent) })
  }

  private get traceparent(): string | undefined {
    return this.incoming.headers.traceparent as string | undefined
  }
}

const nothing = Buffer.alloc(0)
