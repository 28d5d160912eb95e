import { Writable } from "node:stream"
import type { WireResponse, WireSocket } from "../../../http/Wire.js"

/** A web-standard response that the loop writes: `response` has its status and headers, and its body as it is written. */
export class WebResponse extends Writable implements WireResponse {
  readonly #method: string
  readonly #reset: () => Response
  statusCode = 200
  headersSent = false
  /** Given with the first byte of the body or its end; `reset` is given where no response was begun before it was destroyed. */
  readonly response: Promise<Response>
  /** The connection as far as there is one: it lasts as long as the response. */
  readonly socket: WireSocket
  #headers = new Headers()
  #body: ReadableStreamDefaultController<Uint8Array> | undefined
  #bytesQueued = 0
  #resume: (() => void) | undefined
  #settle: (response: Response) => void = () => {}

  constructor(method: string, remoteAddress: string | undefined, reset: () => Response) {
    super()
    this.#method = method
    this.#reset = reset
    this.response = new Promise((resolve) => {
      this.#settle = resolve
    })
    const left = (): number =>
      this.#bytesQueued - (this.#body === undefined ? 0 : highWaterMark - this.#body.desiredSize!)
    this.socket = {
      remoteAddress,
      writableLength: 0,
      get bytesWritten() {
        return left()
      },
      once: (event, listener) => this.once(event, listener)
    }
  }

  /** Fails for what no response can have: then nothing has been written. */
  writeHead(status: number, head: Array<string | Array<string>>): void {
    if (status < 200 || status > 599) throw new RangeError(`${status} is no status of a response`)
    const headers = new Headers()
    for (let at = 0; at < head.length; at += 2) {
      for (const value of [head[at + 1]!].flat()) headers.append(String(head[at]), value)
    }
    this.statusCode = status
    this.#headers = headers
    this.headersSent = true
  }

  flushHeaders(): void {
    if (this.#body !== undefined || this.#isBodiless) return
    const source = {
      start: (body: ReadableStreamDefaultController<Uint8Array>) => {
        this.#body = body
      },
      pull: () => {
        const resume = this.#resume
        this.#resume = undefined
        resume?.()
      },
      cancel: () => {
        this.destroy()
      }
    }
    this.#give(new ReadableStream(source, new ByteLengthQueuingStrategy({ highWaterMark })))
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.flushHeaders()
    if (this.#body === undefined) {
      done()
      return
    }
    this.#bytesQueued += chunk.length
    this.#body.enqueue(chunk)
    if (this.#body.desiredSize! > 0) done()
    else this.#resume = done
  }

  override _final(done: () => void): void {
    if (this.#body === undefined) this.#give(null)
    else this.#body.close()
    done()
  }

  override _destroy(_error: Error | null, done: (error: null) => void): void {
    if (!this.writableFinished) this.#body?.error(new Error("the response broke off"))
    if (this.#body === undefined) this.#settle(this.#reset())
    done(null)
  }

  get #isBodiless(): boolean {
    return this.#method === "HEAD" || [204, 205, 304].includes(this.statusCode)
  }

  #give(body: ReadableStream<Uint8Array> | null): void {
    this.#settle(new Response(body, { status: this.statusCode, headers: this.#headers }))
  }
}

const highWaterMark = 64 * 1024
