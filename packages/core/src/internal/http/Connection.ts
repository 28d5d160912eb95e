import type { WireRequest, WireResponse, WireSocket } from "../../http/Wire.js"

/** A request with a response that is not sent in full. */
export interface Unanswered {
  readonly incoming: WireRequest
  readonly outgoing: WireResponse
  /** Whether the response was given in full, though its end waits for the rest of the request. */
  readonly isWhole: boolean
}

/** A client's connection: the requests that it brought and that have no answer yet, in their order. */
export class Connection {
  /** Whether an answer that ends it was given: what else it brings is not served, since its answer could not leave. */
  ending = false
  readonly #unanswered = new Map<Unanswered, () => void>()

  constructor(socket: Pick<WireSocket, "once">) {
    // Node notifies only the response that is being written of the end; those queued behind it would wait forever.
    socket.once("close", () => {
      for (const onClose of [...this.#unanswered.values()]) onClose()
    })
  }

  add(request: Unanswered, onClose: () => void): void {
    this.#unanswered.set(request, onClose)
  }

  delete(request: Unanswered): void {
    this.#unanswered.delete(request)
  }

  /** The last request that arrived in full and has no answer yet. */
  get lastComplete(): Unanswered | undefined {
    return [...this.#unanswered.keys()].findLast(({ incoming }) => incoming.complete)
  }

  /** The request that is being answered. */
  get current(): Unanswered | undefined {
    return this.#unanswered.keys().next().value
  }
}

/** The connection on a socket. */
export const of = (socket: Pick<WireSocket, "once">): Connection => {
  const known = connections.get(socket)
  if (known !== undefined) return known
  const connection = new Connection(socket)
  connections.set(socket, connection)
  return connection
}

const connections = new WeakMap<Pick<WireSocket, "once">, Connection>()
