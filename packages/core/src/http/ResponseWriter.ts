import { pipeline } from "node:stream/promises"
import { Cookies, type HttpBody, type HttpServerResponse } from "@effect/platform"
import { Chunk, Effect, Stream } from "effect"
import * as CommonHeaders from "./CommonHeaders.js"
import type { Exchange } from "./Exchange.js"

/**
 * Writes a response with its body in memory, in one write, and says whether it could. Text of up to 64 KiB is given to Node
 * as a string: head and body then leave in one `write`, which saves a fifth of the whole request.
 */
export const write = (
  exchange: Exchange,
  response: HttpServerResponse.HttpServerResponse,
  closing: boolean
): boolean => {
  const { outgoing } = exchange
  const { body } = response
  if (exchange.incoming.method === "HEAD" || body._tag === "Empty") {
    discard(response)
    outgoing.writeHead(response.status, toHead(exchange, response, closing))
    outgoing.end()
    return true
  }
  const content = body._tag === "Uint8Array" ? toContent(body) : body._tag === "Raw" ? body.body : undefined
  if (typeof content !== "string" && !(content instanceof Uint8Array)) return false
  outgoing.writeHead(response.status, toHead(exchange, response, closing))
  outgoing.end(content)
  return true
}

/** Closes a body that is not going to be sent: a file or a socket that a handler has opened would stay open. */
export const discard = ({ body }: HttpServerResponse.HttpServerResponse): void => {
  if (body._tag !== "Raw") return
  if (body.body instanceof ReadableStream) body.body.cancel().catch(() => {})
  else if (isReadable(body.body) && "destroy" in body.body && typeof body.body.destroy === "function")
    body.body.destroy()
}

/**
 * Answers a request without reading its body. The response is sent immediately; then what still arrives is discarded for a
 * second, since closing a socket with unread bytes in it would reset it and lose the response.
 */
export const writeUnread = (exchange: Exchange, response: HttpServerResponse.HttpServerResponse): void => {
  const { incoming, outgoing } = exchange
  outgoing.writeHead(response.status, toHead(exchange, response, false))
  if (response.body._tag === "Uint8Array") outgoing.write(response.body.body)
  exchange.isWhole = true
  const end = (): void => {
    clearTimeout(timer)
    if (!outgoing.writableEnded) outgoing.end()
  }
  const timer = setTimeout(end, 1000)
  incoming.on("end", end).on("close", end).resume()
}

/** Writes a body that comes in pieces: a stream, a Node readable or a form. Ends when all of it was handed over. */
export const stream = (
  exchange: Exchange,
  response: HttpServerResponse.HttpServerResponse,
  closing: boolean
): Effect.Effect<void, unknown> =>
  Effect.suspend(() => {
    const { outgoing } = exchange
    const { body } = response
    if (body._tag === "FormData") {
      const form = new Response(body.formData)
      const head = [...toHead(exchange, response, closing), "content-type", form.headers.get("content-type") ?? ""]
      outgoing.writeHead(response.status, head)
      return form.body === null ? Effect.sync(() => outgoing.end()) : piped(form.body, outgoing)
    }
    outgoing.writeHead(response.status, toHead(exchange, response, closing))
    if (body._tag === "Raw" && (isReadable(body.body) || body.body instanceof ReadableStream)) {
      return piped(body.body, outgoing)
    }
    if (body._tag !== "Stream") return Effect.die(new TypeError("a raw body is a string or a readable stream"))
    outgoing.flushHeaders()
    const drained = Effect.async<void>((resume) => {
      const onDrain = () => resume(Effect.void)
      outgoing.once("drain", onDrain)
      return Effect.sync(() => outgoing.off("drain", onDrain))
    })
    return body.stream.pipe(
      Stream.runForEachChunk((chunk) => {
        let flowing = true
        for (const bytes of Chunk.toReadonlyArray(chunk)) flowing = outgoing.write(bytes)
        return flowing ? Effect.void : drained
      }),
      Effect.zipRight(Effect.sync(() => outgoing.end()))
    )
  })

const textLimit = 64 * 1024

const toContent = ({ body, contentType }: HttpBody.Uint8Array): string | Uint8Array =>
  body.length <= textLimit && (contentType.startsWith("text/") || contentType.includes("json"))
    ? Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8")
    : body

const isReadable = (body: unknown): body is NodeJS.ReadableStream =>
  typeof body === "object" && body !== null && "pipe" in body && typeof body.pipe === "function"

const piped = (
  from: NodeJS.ReadableStream | NonNullable<Response["body"]>,
  to: NodeJS.WritableStream
): Effect.Effect<void, unknown> => Effect.tryPromise((signal) => pipeline(from, to, { signal }))

const toHead = (
  exchange: Exchange,
  response: HttpServerResponse.HttpServerResponse,
  closing: boolean
): Array<string | Array<string>> => {
  const head: Array<string | Array<string>> = []
  const { headers } = response
  for (const name in headers) head.push(name, headers[name]!)
  if (!Cookies.isEmpty(response.cookies)) head.push("set-cookie", Cookies.toSetCookieHeaders(response.cookies))
  CommonHeaders.add(head, response.status, headers)
  head.push("x-trace-id", exchange.traceId, ...exchange.headers)
  if (closing) head.push("connection", "close")
  if (closing || headers.connection === "close") exchange.connection.ending = true
  return head
}
