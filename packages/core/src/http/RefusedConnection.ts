import { type Server, STATUS_CODES } from "node:http"
import type { Duplex } from "node:stream"
import * as Connection from "../internal/http/Connection.js"
import * as TraceId from "../log/TraceId.js"
import { HeadersTooLarge, MalformedRequest, RequestTimeout, UriTooLong } from "./CommonProblems.js"
import * as Problem from "./Problem.js"

/**
 * Answers what a server cannot serve with a problem on the bare socket, and closes it: what is no HTTP request, did not
 * arrive in time, or asks for a tunnel. Requests that came before it are answered first, since they may have moved money.
 */
export const watch = (server: Server): void => {
  server.on("clientError", refuse)
  // Node would destroy the socket, with the answers that are still to come.
  server.on("connect", (_request, socket) => refuse(new Error("no tunnels"), socket))
}

const refuse = (error: NodeJS.ErrnoException, socket: Duplex): void => {
  const connection = Connection.of(socket)
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy()
    return
  }
  // Node reports the same fault again with each piece that still arrives.
  if (refused.has(socket)) return
  refused.add(socket)
  connection.ending = true
  const before = connection.lastComplete
  if (before === undefined) answer(error, socket, connection.current)
  else before.outgoing.once("close", () => answer(error, socket, connection.current))
}

const refused = new WeakSet<Duplex>()

const answer = (error: NodeJS.ErrnoException, socket: Duplex, current: Connection.Unanswered | undefined): void => {
  // A response that has begun cannot be taken back.
  if (!socket.writable || (current?.outgoing.headersSent === true && !current.isWhole)) {
    socket.destroy()
    return
  }
  if (current?.isWhole === true) {
    socket.end(() => socket.destroy())
    return
  }
  const traceId = TraceId.make()
  const { status, body } = Problem.toResponse(toProblem(error), traceId)
  const text = body._tag === "Uint8Array" ? new TextDecoder().decode(body.body) : ""
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${Problem.contentType}`,
    `content-length: ${Buffer.byteLength(text)}`,
    `x-trace-id: ${traceId}`,
    "cache-control: no-store",
    "x-content-type-options: nosniff",
    "connection: close"
  ]
  socket.end(`${head.join("\r\n")}\r\n\r\n${text}`, () => socket.destroy())
}

const toProblem = ({ code, rawPacket }: NodeJS.ErrnoException & { readonly rawPacket?: Buffer }): Problem.Problem => {
  if (code === "HPE_HEADER_OVERFLOW") return isTarget(rawPacket) ? new UriTooLong() : new HeadersTooLarge()
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new RequestTimeout()
  return new MalformedRequest()
}

/** Whether what overflowed is the request line: it begins like one and has no end. */
const isTarget = (packet: Buffer | undefined): boolean =>
  packet !== undefined && /^[A-Z]+ [^ \r\n]{8192}/.test(packet.toString("latin1", 0, 16_384))
