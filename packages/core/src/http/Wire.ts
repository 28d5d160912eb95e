import type { IncomingHttpHeaders } from "node:http"
import type { Readable, Writable } from "node:stream"

/** What the server reads of a connection; a `net.Socket` has it. */
export interface WireSocket {
  readonly remoteAddress?: string | undefined
  readonly bytesWritten: number
  readonly writableLength: number
  once(event: "close", listener: () => void): unknown
}

/** What the server reads of a request; Node's `IncomingMessage` has it. */
export interface WireRequest extends Readable {
  url?: string | undefined
  readonly method?: string | undefined
  readonly httpVersion: string
  readonly headers: IncomingHttpHeaders
  /** Names and values in turn, as they arrived. */
  readonly rawHeaders: ReadonlyArray<string>
  /** Whether the request arrived in full. */
  readonly complete: boolean
  readonly socket: WireSocket
}

/** What the server writes a response to; Node's `ServerResponse` has it. */
export interface WireResponse extends Writable {
  readonly statusCode: number
  readonly headersSent: boolean
  writeHead(status: number, head: Array<string | Array<string>>): unknown
  flushHeaders(): void
}
