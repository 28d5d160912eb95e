import { Agent as PlainAgent, request as plainRequest } from "node:http"
import { Agent as SecureAgent, request as secureRequest } from "node:https"

/** What is sent to the wallet service; the path begins after the service's base URL. */
export interface Outgoing {
  readonly method: "GET" | "POST" | "PUT"
  readonly path: string
  readonly token: string
  readonly body?: string | undefined
  /** Milliseconds after which the answer is no longer awaited. */
  readonly patience: number
}

export interface Reply {
  readonly status: number
  readonly body: string
}

/** There was no reply. `not-applied` when nothing can have reached the service, else `unknown`. */
export class NoReply extends Error {
  constructor(
    readonly outcome: "not-applied" | "unknown",
    message: string
  ) {
    super(message)
  }
}

/** How many there are at most. */
export const connections = 32

/**
 * Connections to the wallet service that are kept open. Node's own client and not the platform's, because its spans and fibers
 * cost more than the request itself: every bet that crosses processes takes this way.
 */
export class Connection {
  readonly #base: URL
  readonly #connectPatience: number
  readonly #agent: PlainAgent | SecureAgent
  readonly #request: typeof plainRequest

  constructor(base: URL, connectPatience: number) {
    this.#base = base
    this.#connectPatience = connectPatience
    const secure = base.protocol === "https:"
    const options = { keepAlive: true, maxSockets: connections, noDelay: true }
    this.#agent = secure ? new SecureAgent(options) : new PlainAgent(options)
    this.#request = secure ? secureRequest : plainRequest
  }

  close(): void {
    this.#agent.destroy()
  }

  /** Sends, and reads the whole answer. Fails with `NoReply` only. */
  send({ body, method, path, patience, token }: Outgoing): Promise<Reply> {
    return new Promise((resolve, reject) => {
      let connected = false
      const outgoing = this.#request(
        new URL(this.#base.pathname.replace(/\/$/, "") + path, this.#base),
        {
          method,
          agent: this.#agent,
          headers: {
            authorization: `Bearer ${token}`,
            ...(body === undefined
              ? {}
              : { "content-type": "application/json", "content-length": Buffer.byteLength(body) })
          }
        },
        (incoming) => {
          const chunks: Array<Buffer> = []
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk))
          incoming.on("end", () => {
            clearTimeout(timer)
            resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") })
          })
          incoming.on("error", fail)
        }
      )
      const fail = (error: Error): void => {
        clearTimeout(timer)
        reject(new NoReply(connected ? "unknown" : "not-applied", error.message))
      }
      let timer = setTimeout(
        () => outgoing.destroy(new Error(`no connection within ${this.#connectPatience} ms`)),
        Math.min(patience, this.#connectPatience)
      )
      const onConnected = (): void => {
        connected = true
        clearTimeout(timer)
        timer = setTimeout(() => outgoing.destroy(new Error(`no answer within ${patience} ms`)), patience)
      }
      outgoing.on("socket", (socket) => (socket.connecting ? socket.once("connect", onConnected) : onConnected()))
      outgoing.on("error", fail)
      outgoing.end(body)
    })
  }
}
