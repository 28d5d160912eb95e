import type { IncomingHttpHeaders } from "node:http"
import { Readable } from "node:stream"
import type { WireRequest, WireSocket } from "../../../http/Wire.js"

/** A web-standard request as the loop reads it. Path and query are as the runtime's URL parser has normalised them. */
export class WebRequest extends Readable implements WireRequest {
  url: string
  readonly method: string
  readonly httpVersion = "1.1"
  readonly headers: IncomingHttpHeaders = {}
  readonly rawHeaders: Array<string> = []
  complete: boolean
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined

  constructor(
    request: Request,
    readonly socket: WireSocket
  ) {
    super()
    const { host, pathname, search } = new URL(request.url)
    this.url = pathname + search
    this.method = request.method
    for (const [name, value] of request.headers) this.#add(name, value)
    if (this.headers.host === undefined) this.#add("host", host)
    this.#reader = request.bodyUsed ? undefined : request.body?.getReader()
    this.complete = this.#reader === undefined
    const isFramed = this.headers["content-length"] !== undefined || this.headers["transfer-encoding"] !== undefined
    // A body that did not come over HTTP/1.1 may have nothing in its head that announces it.
    if (!this.complete && !isFramed) this.#add("transfer-encoding", "chunked")
  }

  #add(name: string, value: string): void {
    this.headers[name] = value
    for (const single of apart(name, value)) this.rawHeaders.push(name, single)
  }

  override _read(): void {
    if (this.#reader === undefined) {
      this.push(null)
      return
    }
    this.#reader.read().then(
      ({ done, value }) => {
        if (done) this.complete = true
        this.push(done ? null : Buffer.from(value.buffer, value.byteOffset, value.byteLength))
      },
      // As of Node's own requests: a disconnected client is no error of the stream, which would have no listener.
      () => this.destroy()
    )
  }

  override _destroy(_error: Error | null, done: (error: null) => void): void {
    const end = (): void => done(null)
    if (this.#reader === undefined || this.complete) end()
    else this.#reader.cancel().then(end, end)
  }
}

/** The values of a header that may be there once only, which `Headers` has joined with commas. */
const apart = (name: string, value: string): ReadonlyArray<string> => {
  if (name === "host" || name === "content-length") return value.split(",")
  if (name === "content-type") return value.includes('"') ? [value] : value.split(",")
  if (name === "authorization") return value.split(/,(?=\s*[\w!#$%&'*+.^`|~-]+ )/)
  return [value]
}
