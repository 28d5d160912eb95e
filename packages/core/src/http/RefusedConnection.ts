import { STATUS_CODES } from "node:http"
import type { Duplex } from "node:stream"
import { HeadersTooLarge, MalformedRequest, RequestTimeout } from "./CommonProblems.js"
import * as Problem from "./Problem.js"
import * as TraceId from "./TraceId.js"

/**
 * Answers what is no HTTP request, or did not arrive in time, with a problem on the bare socket, and closes it. A
 * response that has begun cannot be taken back: then the connection is only closed.
 */
export const refuse = (error: NodeJS.ErrnoException, socket: Duplex, begun: boolean): void => {
  if (begun || !socket.writable || error.code === "ECONNRESET") {
    socket.destroy()
    return
  }
  const traceId = TraceId.make()
  const { status, body } = Problem.toResponse(toProblem(error.code), traceId)
  const text = body._tag === "Uint8Array" ? new TextDecoder().decode(body.body) : ""
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${Problem.contentType}`,
    `content-length: ${Buffer.byteLength(text)}`,
    `x-trace-id: ${traceId}`,
    "connection: close"
  ]
  socket.end(`${head.join("\r\n")}\r\n\r\n${text}`, () => socket.destroy())
}

const toProblem = (code: string | undefined): Problem.Problem => {
  if (code === "HPE_HEADER_OVERFLOW") return new HeadersTooLarge()
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new RequestTimeout()
  return new MalformedRequest()
}
